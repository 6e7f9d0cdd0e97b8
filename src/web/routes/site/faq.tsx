import { content, showFaq, type ShownEntry } from 'notpanel/content/index.ts';
import { prefixOf, siteValues } from 'notpanel/web/server/shown-page.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { useFrame } from '../../frame.ts';
import type { LoaderArgs, PageProps } from '../../page.ts';
import { textOf, useText } from '../../text.ts';
import { A, useHref } from '../../ui/a.tsx';
import { Button } from '../../ui/button.tsx';
import { CONTROL } from '../../ui/field.tsx';
import { Head } from '../../ui/head.tsx';
import { Icon } from '../../ui/icon.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { Prose } from '../../ui/prose.tsx';

const LONGEST_SEARCH = 100;

/** What customers ask, by topic; `?q=` searches. */
export async function loader({ request, context }: LoaderArgs) {
  const { app, site, locale } = pageOf(context);
  const search = (new URL(request.url).searchParams.get('q') ?? '').trim().slice(0, LONGEST_SEARCH);
  const topics = showFaq(await content(app), {
    language: locale,
    search,
    prefix: prefixOf(locale),
    unfilledText: textOf(locale, 'content')('unfilled'),
    values: siteValues(site),
  });
  return { search, topics };
}

export default function Faq({ loaderData: { search, topics } }: PageProps<typeof loader>) {
  const t = useText('faq');
  const entries = topics.flatMap((topic) => topic.entries);
  return (
    <div className="page py-12 md:py-20">
      <Head
        title={t('title')}
        description={t('description')}
        path="/faq"
        data={search === '' ? [asData(entries)] : []}
        hidden={search !== ''}
      />
      <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
      <Search search={search} found={entries.length} />
      {entries.length === 0 ? <Nothing search={search} /> : null}
      <div className="mt-4">
        {topics.map(({ topic, entries: some }) => (
          <section
            key={topic}
            aria-labelledby={`topic-${topic}`}
            className="grid gap-x-16 gap-y-4 border-t border-line py-6 lg:grid-cols-[14rem_minmax(0,1fr)]"
          >
            <h2 id={`topic-${topic}`} className="pt-3 text-2xl font-semibold tracking-tight">
              {t(`topic.${topic}`)}
            </h2>
            <div className="grid gap-px">
              {some.map((entry) => (
                <Entry key={entry.key} entry={entry} open={search !== ''} />
              ))}
            </div>
          </section>
        ))}
      </div>
      <Ask />
    </div>
  );
}

function Search({ search, found }: { search: string; found: number }) {
  const t = useText('faq');
  return (
    <form action={useHref('/faq')} role="search" className="mt-8 mb-8 max-w-xl">
      <div className="flex gap-2">
        <label className="relative grow">
          <span className="sr-only">{t('search')}</span>
          <Icon
            name="search"
            className="pointer-events-none absolute start-3 top-3 size-5 text-soft"
          />
          <input
            type="search"
            name="q"
            defaultValue={search}
            maxLength={LONGEST_SEARCH}
            placeholder={t('search')}
            className={`${CONTROL} ps-10`}
          />
        </label>
        <Button size="large">{t('find')}</Button>
      </div>
      {search === '' ? null : (
        <p className="mt-3 text-sm text-soft" role="status">
          {t('found', { count: found, search })}{' '}
          <A href="/faq" className="text-accent-text underline underline-offset-3">
            {t('all')}
          </A>
        </p>
      )}
    </form>
  );
}

/** The name is inside, so that a link to it opens the entry. */
function Entry({ entry, open }: { entry: ShownEntry; open: boolean }) {
  const { locale } = useFrame();
  const lang = entry.language === locale ? undefined : entry.language;
  return (
    <details className="group border-b border-line last:border-b-0" open={open}>
      <summary className="flex cursor-pointer list-none items-baseline justify-between gap-4 py-4 font-medium hover:text-accent-text [&::-webkit-details-marker]:hidden">
        <h3 {...(lang ? { lang, dir: 'auto' } : {})}>{entry.question}</h3>
        <Icon
          name="plus"
          className="size-5 self-center text-soft transition-transform group-open:rotate-45"
        />
      </summary>
      <div id={entry.key} className="scroll-mt-32 pb-6 text-soft">
        <Prose html={entry.html} lang={lang} />
      </div>
    </details>
  );
}

function Nothing({ search }: { search: string }) {
  const t = useText('faq');
  return (
    <div className="rounded-lg border border-dashed border-edge px-6 py-12 text-center">
      <p className="font-medium">{t('nothing', { search })}</p>
      <p className="mt-1 text-sm text-soft">{t('nothingText')}</p>
    </div>
  );
}

function Ask() {
  const t = useText('faq');
  return (
    <div className="mt-6 flex flex-wrap items-center justify-between gap-6 rounded-lg border border-line bg-card p-6 md:p-8">
      <div>
        <h2 className="text-xl font-semibold tracking-tight">{t('ask.title')}</h2>
        <p className="mt-1 text-soft">{t('ask.text')}</p>
      </div>
      <Button as={A} href="/contact">
        {t('ask.button')}
      </Button>
    </div>
  );
}

const asData = (entries: readonly ShownEntry[]): object => ({
  '@context': 'https://schema.org',
  '@type': 'FAQPage',
  mainEntity: entries.map(({ question, html }) => ({
    '@type': 'Question',
    name: question,
    acceptedAnswer: { '@type': 'Answer', text: html },
  })),
});
