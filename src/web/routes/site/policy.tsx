import { shownPage } from 'notpanel/web/server/shown-page.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { formatLongDay } from '../../dates.ts';
import { useFrame } from '../../frame.ts';
import type { LoaderArgs, PageProps } from '../../page.ts';
import { textOf, useText } from '../../text.ts';
import { A } from '../../ui/a.tsx';
import { Contents } from '../../ui/contents.tsx';
import { Head } from '../../ui/head.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { Prose } from '../../ui/prose.tsx';
import { TextNote } from '../../ui/text-note.tsx';

const POLICIES = ['terms', 'privacy', 'refunds', 'acceptable-use'] as const;

/** The four policies; which one is in the address. */
export async function loader({ context }: LoaderArgs) {
  const page = pageOf(context);
  const policy = POLICIES.find((one) => page.path.split('?')[0] === `/${one}`);
  if (!policy) throw new Response(null, { status: 404 });
  const unfilledText = textOf(page.locale, 'content')('unfilled');
  return { policy, text: await shownPage(page, policy, unfilledText) };
}

export default function Policy({ loaderData: { policy, text } }: PageProps<typeof loader>) {
  const { locale } = useFrame();
  const t = useText('legal');
  const lang = text.language === locale ? undefined : text.language;
  return (
    <div className="page py-12 md:py-16">
      <Head title={text.title} description={text.summary} path={`/${policy}`} />
      <PolicyTabs current={policy} />
      <div className="mt-10 md:mt-14">
        <PageTitle
          over={
            <>
              {t('changed')}{' '}
              <time dateTime={text.changedAt.toISOString().slice(0, 10)}>
                {formatLongDay(locale, text.changedAt)}
              </time>
              {text.version === null ? null : <> · {t('version', { number: text.version })}</>}
            </>
          }
        >
          <span {...(lang ? { lang, dir: 'auto' } : {})}>{text.title}</span>
        </PageTitle>
      </div>
      <div className="mt-10 grid gap-10 lg:grid-cols-[minmax(0,1fr)_16rem] lg:gap-16">
        <aside className="lg:sticky lg:top-24 lg:order-2 lg:max-h-[calc(100dvh-8rem)] lg:self-start lg:overflow-y-auto">
          <Contents headings={text.headings} lang={lang} />
        </aside>
        <article className="grid content-start gap-8">
          <TextNote language={text.language} unfilled={text.unfilled} />
          <Prose html={text.html} lang={lang} />
        </article>
      </div>
    </div>
  );
}

function PolicyTabs({ current }: { current: (typeof POLICIES)[number] }) {
  const t = useText('legal');
  return (
    <nav aria-label={t('policies')} className="border-b border-line print:hidden">
      <ul className="-mb-px flex flex-wrap gap-x-6">
        {POLICIES.map((one) => (
          <li key={one}>
            <A
              href={`/${one}`}
              aria-current={one === current ? 'page' : undefined}
              className="block border-b-2 border-transparent py-3 text-sm text-soft hover:text-ink aria-[current]:border-accent aria-[current]:text-ink"
            >
              {t(`name.${one}`)}
            </A>
          </li>
        ))}
      </ul>
    </nav>
  );
}
