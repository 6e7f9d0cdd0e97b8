import {
  PUBLIC_CHANGE_KINDS,
  type PublicChange,
  type PublicChangeKind,
} from 'notpanel/catalog/index.ts';
import { directionOf } from 'notpanel/lib/locales.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import {
  readChanges,
  readChangesQuery,
  type ChangesQuery,
} from 'notpanel/web/server/read-changes.ts';
import { changeLines } from '../../change-text.ts';
import { changesQueryText } from '../../changes-query.ts';
import { useFrame } from '../../frame.ts';
import { formatDay } from '../../dates.ts';
import type { LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { A, useHref } from '../../ui/a.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Head } from '../../ui/head.tsx';
import { Icon } from '../../ui/icon.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { PlatformIcon, PlatformSprite } from '../../ui/platform-icon.tsx';
import { Select } from '../../ui/select.tsx';
import { Status, type State } from '../../ui/status.tsx';

export async function loader({ request, context }: LoaderArgs) {
  const { app } = pageOf(context);
  const query = readChangesQuery(new URL(request.url).searchParams);
  return { query, kinds: PUBLIC_CHANGE_KINDS, ...(await readChanges(app, query)) };
}

const LOOK: Readonly<Record<PublicChange['kind'], State>> = {
  rate_down: 'completed',
  rate_up: 'partial',
  new: 'running',
  paused: 'canceled',
  resumed: 'completed',
  limits: 'pending',
  details: 'pending',
};

/** The feed of what became of services. */
export default function ChangesPage({ loaderData }: PageProps<typeof loader>) {
  const t = useText('changes');
  const { query, kinds, changes, isLast, platforms } = loaderData;
  const last = changes.at(-1);
  const path = `/changes${changesQueryText(query)}`;
  return (
    <>
      <Head
        title={t('title')}
        description={t('description')}
        path={path}
        hidden={path !== '/changes'}
      />
      <FeedLinks query={query} />
      <div className="page py-12 md:py-20">
        <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
        <Filters query={query} kinds={kinds} platforms={platforms} />
        {changes.length === 0 ? <Nothing /> : <Days changes={changes} />}
        <nav className="mt-8 flex flex-wrap items-center justify-between gap-4">
          {query.before === undefined ? (
            <span />
          ) : (
            <Button as={A} kind="plain" href={linkTo({ ...query, before: undefined })}>
              {t('newest')}
            </Button>
          )}
          {isLast || !last ? null : (
            <Button as={A} kind="plain" rel="next" href={linkTo({ ...query, before: last.id })}>
              {t('older')}
              <Icon name="arrow" className="size-4 rtl:rotate-180" />
            </Button>
          )}
        </nav>
        <Feeds query={query} />
      </div>
    </>
  );
}

const linkTo = (query: ChangesQuery): string => `/changes${changesQueryText(query)}`;

/** What feed readers look for. */
function FeedLinks({ query }: { query: ChangesQuery }) {
  const t = useText('changes');
  const filters = changesQueryText({ ...query, before: undefined });
  const [rss, json] = [useHref(`/changes.rss${filters}`), useHref(`/changes.json${filters}`)];
  return (
    <>
      <link rel="alternate" type="application/rss+xml" title={t('title')} href={rss} />
      <link rel="alternate" type="application/feed+json" title={t('title')} href={json} />
    </>
  );
}

type FiltersProps = {
  query: ChangesQuery;
  kinds: readonly PublicChangeKind[];
  platforms: readonly string[];
};

function Filters({ query, kinds, platforms }: FiltersProps) {
  const t = useText('changes');
  return (
    <form
      action={useHref('/changes')}
      className="mt-10 grid items-end gap-3 rounded-lg border border-line bg-card p-4 sm:grid-cols-2 lg:grid-cols-[1fr_1fr_10rem_auto]"
    >
      <Select label={t('kind')} name="kind" defaultValue={query.kind ?? ''}>
        <option value="">{t('allKinds')}</option>
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {t(`kinds.${kind}`)}
          </option>
        ))}
      </Select>
      <Select label={t('platform')} name="platform" defaultValue={query.platform ?? ''}>
        <option value="">{t('allPlatforms')}</option>
        {platforms.map((platform) => (
          <option key={platform} value={platform}>
            {platform}
          </option>
        ))}
      </Select>
      <Field
        label={t('service')}
        name="service"
        inputMode="numeric"
        placeholder={t('anyService')}
        defaultValue={query.service ?? ''}
      />
      <div className="flex gap-2">
        <Button type="submit" size="large">
          {t('filter')}
        </Button>
        {changesQueryText(query) === '' ? null : (
          <Button as={A} href="/changes" kind="quiet" size="large">
            {t('clear')}
          </Button>
        )}
      </div>
    </form>
  );
}

function Days({ changes }: { changes: readonly PublicChange[] }) {
  const { locale } = useFrame();
  const days = Map.groupBy(changes, ({ at }) => at.toISOString().slice(0, 10));
  return (
    <div className="mt-10 grid gap-10">
      <PlatformSprite platforms={changes.map(({ platform }) => platform)} />
      {[...days].map(([day, ofDay]) => (
        <section key={day}>
          <h2 className="border-b border-line pb-3 font-mono text-xs tracking-wide text-soft uppercase">
            <time dateTime={day}>{formatDay(locale, day)}</time>
          </h2>
          {runsOf(ofDay).map((run) => (
            <Run key={run[0]?.id} run={run} />
          ))}
        </section>
      ))}
    </div>
  );
}

const LONG_RUN = 6; // an import brings hundreds of one kind at once
const SHOWN_OF_RUN = 3;

/** Changes of one kind within one minute, as an import or a sync makes them. */
function runsOf(changes: readonly PublicChange[]): PublicChange[][] {
  const runs: PublicChange[][] = [];
  for (const change of changes) {
    const last = runs.at(-1)?.at(-1);
    const goesOn =
      last?.kind === change.kind &&
      last.at.toISOString().slice(0, 16) === change.at.toISOString().slice(0, 16);
    if (goesOn) runs.at(-1)?.push(change);
    else runs.push([change]);
  }
  return runs;
}

function Run({ run }: { run: readonly PublicChange[] }) {
  const t = useText('changes');
  const shown = run.length > LONG_RUN ? run.slice(0, SHOWN_OF_RUN) : run;
  const rest = run.slice(shown.length);
  return (
    <>
      <Rows changes={shown} />
      {rest.length === 0 ? null : (
        <details className="group">
          <summary className="flex cursor-pointer list-none items-center gap-2 border-b border-line py-3.5 text-sm text-soft hover:text-ink [&::-webkit-details-marker]:hidden">
            <Icon name="chevron" className="size-4 transition-transform group-open:rotate-180" />
            {t('more', { count: rest.length })}
          </summary>
          <Rows changes={rest} />
        </details>
      )}
    </>
  );
}

const Rows = ({ changes }: { changes: readonly PublicChange[] }) => (
  <ol>
    {changes.map((change) => (
      <ChangeRow key={change.id} change={change} />
    ))}
  </ol>
);

function ChangeRow({ change }: { change: PublicChange }) {
  const t = useText('changes');
  const { locale, site } = useFrame();
  const { id, at, kind, serviceId, name, platform, onSale } = change;
  const time = at.toISOString();
  return (
    <li
      id={`change-${id}`}
      className="grid gap-x-5 gap-y-1.5 border-b border-line py-3.5 text-sm md:grid-cols-[3.5rem_7.5rem_minmax(0,1fr)_minmax(0,1fr)] md:items-baseline"
    >
      <time dateTime={time} className="font-mono text-xs text-soft max-md:order-last" title="UTC">
        {time.slice(11, 16)}
      </time>
      <span>
        <Status state={LOOK[kind]}>{t(`kinds.${kind}`)}</Status>
      </span>
      <span className="flex min-w-0 items-baseline gap-2.5">
        <PlatformIcon platform={platform} className="size-4 shrink-0 translate-y-0.5" />
        <A href={`/services/${serviceId}`} className="min-w-0 hover:underline" dir="auto">
          {name}
        </A>
        <span className="shrink-0 font-mono text-xs text-soft">#{serviceId}</span>
      </span>
      <span className="grid gap-0.5">
        {changeLines(change, locale, site.currency).map(({ text, note }) => (
          <span key={text}>
            {/* Amounts alone have no direction: from and to follow the page's. */}
            <bdi dir={directionOf(locale)}>{withArrows(text)}</bdi>
            {note ? (
              <span className="ms-2 text-soft">
                <bdi>{note}</bdi>
              </span>
            ) : null}
          </span>
        ))}
        {onSale || kind === 'paused' ? null : (
          <span className="text-xs text-soft">{t('notOnSale')}</span>
        )}
      </span>
    </li>
  );
}

/** Arrows are drawn: not every font has them. Whoever copies or listens gets the sign. */
const withArrows = (text: string) =>
  text.split(/([→←])/).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <span key={index}>
        <Icon name="arrow" className="inline size-3.5 align-[-0.15em] text-soft rtl:rotate-180" />
        <span className="sr-only">{part}</span>
      </span>
    ),
  );

function Nothing() {
  const t = useText('changes');
  return (
    <div className="mt-10 grid gap-2 border-y border-line py-12 text-center">
      <p className="text-lg font-semibold">{t('none.title')}</p>
      <p className="text-soft">{t('none.text')}</p>
    </div>
  );
}

function Feeds({ query }: { query: ChangesQuery }) {
  const t = useText('changes');
  const filters = changesQueryText({ ...query, before: undefined });
  return (
    <section className="mt-16 flex flex-wrap items-center gap-x-6 gap-y-3 border-t border-line pt-6 text-sm">
      <h2 className="font-semibold">{t('feeds')}</h2>
      <A href={`/changes.rss${filters}`} className="text-accent-text underline underline-offset-4">
        {t('rss')}
      </A>
      <A href={`/changes.json${filters}`} className="text-accent-text underline underline-offset-4">
        {t('json')}
      </A>
      <p className="text-soft">{t('feedNote')}</p>
    </section>
  );
}
