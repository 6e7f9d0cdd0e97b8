import { content } from 'notpanel/content/index.ts';
import { shownPage } from 'notpanel/web/server/shown-page.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { useFrame } from '../../frame.ts';
import type { LoaderArgs, PageProps } from '../../page.ts';
import { textOf, useText } from '../../text.ts';
import { A } from '../../ui/a.tsx';
import { Button } from '../../ui/button.tsx';
import { Head } from '../../ui/head.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { Prose } from '../../ui/prose.tsx';
import { TextNote } from '../../ui/text-note.tsx';

/** Who runs the shop, and on what. */
export async function loader({ context }: LoaderArgs) {
  const page = pageOf(context);
  const { app, locale } = page;
  const { identity } = await content(app);
  return {
    text: await shownPage(page, 'about', textOf(locale, 'content')('unfilled')),
    operator: { name: identity.name, email: identity.email },
  };
}

export default function About({ loaderData: { text, operator } }: PageProps<typeof loader>) {
  const { locale, site } = useFrame();
  const lang = text.language === locale ? undefined : text.language;
  const [beginning, rest] = splitAfterFirstParagraph(text.html);
  return (
    <div className="page py-12 md:py-20">
      <Head
        title={text.title}
        description={text.summary}
        path="/about"
        data={[organization(site, operator)]}
      />
      <PageTitle>
        <span {...(lang ? { lang, dir: 'auto' } : {})}>{text.title}</span>
      </PageTitle>
      <div className="mt-10 grid gap-12 lg:grid-cols-[minmax(0,1fr)_18rem] lg:gap-20">
        <article className="grid content-start gap-8">
          <TextNote language={text.language} unfilled={text.unfilled} />
          <Prose html={beginning} lang={lang} className="text-xl" />
          <Prose html={rest} lang={lang} />
        </article>
        <Further />
      </div>
    </div>
  );
}

/** The first paragraph stands larger than what follows. */
function splitAfterFirstParagraph(html: string): [string, string] {
  const at = html.indexOf('</p>') + '</p>'.length;
  return [html.slice(0, at), html.slice(at)];
}

const organization = (
  site: { name: string; url: string },
  { name, email }: { name?: string | undefined; email?: string | undefined },
): object => ({
  '@context': 'https://schema.org',
  '@type': 'Organization',
  name: site.name,
  url: site.url,
  ...(name === undefined ? {} : { legalName: name }),
  ...(email === undefined ? {} : { email }),
});

const FURTHER = [
  ['why', '/why'],
  ['status', '/status'],
  ['blog', '/blog'],
  ['acceptable', '/acceptable-use'],
] as const;

function Further() {
  const t = useText('about');
  return (
    <aside className="grid content-start gap-6 lg:sticky lg:top-24 lg:self-start">
      <ul className="border-t border-line">
        {FURTHER.map(([name, href]) => (
          <li key={name} className="border-b border-line">
            <A href={href} className="group grid gap-1 py-4">
              <span className="font-medium group-hover:underline">
                {t(`further.${name}.title`)}
              </span>
              <span className="text-sm text-soft">{t(`further.${name}.text`)}</span>
            </A>
          </li>
        ))}
      </ul>
      <Button as={A} href="/contact" kind="plain">
        {t('contact')}
      </Button>
    </aside>
  );
}
