import type { ReactNode } from 'react';
import { data } from 'react-router';
import {
  isLanguage,
  isPageName,
  LANGUAGE_NAMES,
  neighbours,
  openDocs,
  pathOf,
  READ_ACTIONS,
  runReadCall,
  type Block,
  type PageLink,
  type Section,
} from 'notpanel/developers/index.ts';
import { listKeys } from 'notpanel/keys/index.ts';
import { withLocale } from 'notpanel/lib/locales.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { useFrame } from '../../frame.ts';
import type { ActionArgs, LoaderArgs, PageProps } from '../../page.ts';
import { textOf, useText } from '../../text.ts';
import { A } from '../../ui/a.tsx';
import { Code, CopyButton } from '../../ui/code.tsx';
import { DocsSample } from '../../ui/docs-sample.tsx';
import { DocsTry, type ReaderKey, type Tried } from '../../ui/docs-try.tsx';
import { Head } from '../../ui/head.tsx';
import { Icon } from '../../ui/icon.tsx';

export async function loader({ request, context, params }: LoaderArgs) {
  const { app, site, locale, preferences, visitor } = pageOf(context);
  const { page: asked = 'overview' } = params;
  if (!isPageName(asked) || params['page'] === 'overview') {
    throw new Response(null, { status: 404 });
  }
  const docs = await openDocs(app, { panelUrl: site.url, release: site.release });
  const prefix = withLocale(locale, '/').replace(/\/$/, '');
  const language = new URL(request.url).searchParams.get('lang') ?? preferences.code;
  return {
    ...docs.page(asked, prefix),
    ...neighbours(asked),
    path: pathOf(asked),
    language: isLanguage(language) ? language : LANGUAGE_NAMES[0],
    keys: visitor ? await readerKeys(context) : [],
  };
}

async function readerKeys(context: LoaderArgs['context']): Promise<ReaderKey[]> {
  const { app, visitor } = pageOf(context);
  if (!visitor) return [];
  const now = app.clock.now();
  const keys = await listKeys(app.db, visitor.accountId);
  return keys
    .filter(({ revokedAt, expiresAt }) => !revokedAt && (!expiresAt || expiresAt.getTime() > now))
    .map(({ id, name, hint }) => ({ id, name, hint }));
}

/** Runs a read-only call as a key of the signed-in reader's; the answer stands on the page. */
export async function action({ request, context }: ActionArgs) {
  const { app, visitor, ip, locale } = pageOf(context);
  if (!visitor) throw new Response(null, { status: 403 });
  const fields = await request.formData();
  const called = READ_ACTIONS.find((one) => one === fields.get('action'));
  const keyId = Number(fields.get('key_id'));
  if (!called || !Number.isSafeInteger(keyId)) throw new Response(null, { status: 400 });
  const given = fields.get('id');
  const id = typeof given === 'string' ? given.trim() : '';
  const tried: Tried = { action: called, id };
  if (given !== null && id === '') {
    return data({ ...tried, error: textOf(locale, 'docs')('try.missing') }, { status: 422 });
  }
  const call = { accountId: visitor.accountId, keyId, ip, action: called, id };
  return data({ ...tried, answer: await runReadCall(app, call) });
}

type Loaded = PageProps<typeof loader, typeof action>;

export default function DocsPage({ loaderData: page, actionData: tried }: Loaded) {
  const t = useText('docs');
  const show = (block: Block, at: number) => (
    <BlockView key={at} block={block} page={page} tried={tried} />
  );
  const headings = page.sections.filter(({ title }) => title !== '');
  return (
    <>
      <Head
        title={`${page.title} · ${t('title')}`}
        description={page.description}
        path={page.path}
      />
      <article lang="en" dir="ltr" className="docs text-start">
        <PageTitle page={page} />
        <OnThisPage headings={headings} />
        {besideEachOther(page.sections).map((group) => (
          <GroupView key={group.sections[0]?.id} group={group} show={show} />
        ))}
      </article>
      <Neighbours before={page.before} after={page.after} />
    </>
  );
}

function PageTitle({ page }: { page: Loaded['loaderData'] }) {
  const t = useText('docs');
  const { locale, direction } = useFrame();
  const file = `${page.path}.md`;
  return (
    <header className="mb-8">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <h1 className="text-3xl font-semibold tracking-tight md:text-[2.5rem]/[1.15]">
          {page.title}
        </h1>
        <p
          lang={locale}
          dir={direction}
          className="flex items-center gap-1 pt-1.5 text-[13px] text-soft"
        >
          <a
            href={file}
            className="flex h-8 items-center gap-1.5 rounded-md px-2 hover:bg-sunken hover:text-ink"
          >
            {t('markdown')}
          </a>
          <CopyButton of={file} label={t('copyPage')} />
        </p>
      </div>
      {locale === 'en' ? null : (
        <p lang={locale} dir={direction} className="mt-3 text-sm text-soft">
          {t('inEnglish')}
        </p>
      )}
      {page.keys[0] ? (
        <p lang={locale} dir={direction} className="mt-3 text-sm text-soft">
          {t.rich('yourKey', {
            key: () => <code className="font-mono text-ink">{page.keys[0]?.hint}…</code>,
            name: page.keys[0].name,
          })}
        </p>
      ) : null}
    </header>
  );
}

const FEW = 2;

function OnThisPage({ headings }: { headings: readonly Section[] }) {
  const t = useText('docs');
  const { locale, direction } = useFrame();
  if (headings.length < FEW) return null;
  return (
    <details className="group mb-10 max-w-[44rem] rounded-lg border border-line bg-card text-sm">
      <summary
        lang={locale}
        dir={direction}
        className="flex h-10 cursor-pointer list-none items-center justify-between px-4 font-medium [&::-webkit-details-marker]:hidden"
      >
        {t('onThisPage')}
        <Icon
          name="chevron"
          className="size-4 text-soft transition-transform group-open:rotate-180"
        />
      </summary>
      <ul className="gap-x-8 border-t border-line px-4 py-3 sm:columns-2">
        {headings.map(({ id, title }) => (
          <li key={id}>
            <a href={`#${id}`} className="block py-1 text-soft hover:text-ink">
              {title}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}

type Group = { sections: Section[]; aside: readonly Block[] };

/** Samples stay beside the sections that follow theirs, until one brings its own or a wide table. */
function besideEachOther(sections: readonly Section[]): Group[] {
  const groups: Group[] = [];
  for (const section of sections) {
    const last = groups.at(-1);
    const joins = section.aside.length === 0 && last && last.aside.length > 0 && !isWide(section);
    if (joins) last.sections.push(section);
    else groups.push({ sections: [section], aside: section.aside });
  }
  return groups;
}

const isWide = ({ blocks }: Section): boolean =>
  blocks.some(
    (block) => block.kind === 'code' || (block.kind === 'html' && block.html.includes('<table')),
  );

type Show = (block: Block, at: number) => ReactNode;

/** Prose, and beside it what it speaks of, which stays in sight while the prose goes by. */
function GroupView({ group: { sections, aside }, show }: { group: Group; show: Show }) {
  const prose = sections.map((one) => <SectionView key={one.id} section={one} show={show} />);
  if (aside.length === 0) return <div className="docs-group">{prose}</div>;
  return (
    <div className="docs-group grid items-start gap-x-12 gap-y-6 xl:grid-cols-[minmax(0,1fr)_minmax(0,29rem)]">
      <div className="min-w-0">{prose}</div>
      <div className="grid min-w-0 gap-5 xl:sticky xl:top-20">{aside.map(show)}</div>
    </div>
  );
}

function SectionView({ section, show }: { section: Section; show: Show }) {
  const { id, title, titleHtml, blocks } = section;
  return (
    <section className="docs-section docs-prose">
      {title === '' ? null : (
        <h2 id={id}>
          <a href={`#${id}`} dangerouslySetInnerHTML={{ __html: titleHtml }} />
        </h2>
      )}
      {blocks.map(show)}
    </section>
  );
}

const TITLES: Readonly<Record<string, string>> = {
  sh: 'Shell',
  js: 'JavaScript',
  ts: 'TypeScript',
  go: 'Go',
  python: 'Python',
  php: 'PHP',
  json: 'JSON',
  http: 'HTTP',
};

type BlockProps = { block: Block; page: Loaded['loaderData']; tried: Loaded['actionData'] };

function BlockView({ block, page, tried }: BlockProps) {
  switch (block.kind) {
    case 'html':
      return <div className="docs-text" dangerouslySetInnerHTML={{ __html: block.html }} />;
    case 'code':
      return (
        <div className="docs-code my-5 max-w-[44rem]">
          <Code title={TITLES[block.code.language] ?? block.code.language}>
            <span dangerouslySetInnerHTML={{ __html: block.code.html }} />
          </Code>
        </div>
      );
    case 'sample':
      return <DocsSample sample={block.sample} language={page.language ?? 'curl'} />;
    case 'try':
      return (
        <Localised>
          <DocsTry
            action={block.action}
            keys={page.keys}
            tried={tried?.action === block.action ? tried : undefined}
          />
        </Localised>
      );
  }
}

/** What is ours to say in the reader's language, within prose that is English. */
function Localised({ children }: { children: ReactNode }) {
  const { locale, direction } = useFrame();
  return (
    <div lang={locale} dir={direction}>
      {children}
    </div>
  );
}

type Around = { before?: PageLink | undefined; after?: PageLink | undefined };

function Neighbours({ before, after }: Around) {
  const t = useText('docs');
  return (
    <nav
      aria-label={t('neighbours')}
      className="mt-16 flex flex-wrap justify-between gap-4 border-t border-line pt-6 text-sm"
    >
      {before ? (
        <A href={before.path} className="group">
          <span className="block text-soft">{t('before')}</span>
          <span className="font-medium group-hover:underline">{t(`pages.${before.name}`)}</span>
        </A>
      ) : (
        <span />
      )}
      {after ? (
        <A href={after.path} className="group text-end">
          <span className="block text-soft">{t('after')}</span>
          <span className="font-medium group-hover:underline">{t(`pages.${after.name}`)}</span>
        </A>
      ) : null}
    </nav>
  );
}
