import {
  readStatus,
  type ComponentStatus,
  type DeliveryRate,
  type Incident,
  type ProbeState,
  type Span,
} from 'notpanel/status/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { useFrame } from '../../frame.ts';
import { formatDay, formatMoment } from '../../dates.ts';
import { formatCount, formatDuration, formatShare } from '../../numbers.ts';
import type { LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { A } from '../../ui/a.tsx';
import { Head } from '../../ui/head.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { Receipt, ReceiptLine } from '../../ui/receipt.tsx';
import { SpanBars, type BarState } from '../../ui/span-bars.tsx';
import { Status, type State } from '../../ui/status.tsx';

export async function loader({ context }: LoaderArgs) {
  const { app } = pageOf(context);
  return readStatus(app.db, new Date(app.clock.now()));
}

const LOOK: Readonly<Record<BarState, State>> = {
  up: 'completed',
  degraded: 'partial',
  down: 'canceled',
  none: 'pending',
};

/** What the probes found, now and in 90 days. */
export default function StatusPage({ loaderData }: PageProps<typeof loader>) {
  const t = useText('status');
  const { components, deliveries, incidents, notes } = loaderData;
  return (
    <>
      <Head title={t('title')} description={t('description')} path="/status" />
      <div className="page py-12 md:py-20">
        <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
        <div className="mt-10 md:mt-14">
          <Overall components={components} />
        </div>
        {notes.length > 0 ? <Notes notes={notes} /> : null}
        <section className="mt-10 divide-y divide-line rounded-lg border border-line bg-card">
          {components.map((one) => (
            <ComponentRow key={one.component} one={one} deliveries={deliveries} />
          ))}
        </section>
        <Legend />
        <Incidents incidents={incidents} components={components} />
      </div>
    </>
  );
}

const OVERALL = ['down', 'degraded', 'up'] as const satisfies ProbeState[];

function Overall({ components }: { components: readonly ComponentStatus[] }) {
  const t = useText('status');
  const { locale } = useFrame();
  const known = components.filter(({ state }) => state !== null);
  const worst = OVERALL.find((state) => known.some((one) => one.state === state));
  const checked = known.map(({ checkedAt }) => checkedAt?.getTime() ?? 0);
  const look = { up: 'done', degraded: 'warning', down: 'wrong', none: 'info' } as const;
  return (
    <Notice kind={look[worst ?? 'none']}>
      <p className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <span className="text-base font-semibold">{t(`overall.${worst ?? 'none'}`)}</span>
        {worst ? (
          <span>
            {t('checked', { time: formatMoment(locale, new Date(Math.max(...checked))) })}
          </span>
        ) : null}
      </p>
      {worst ? null : <p className="mt-1">{t('overallNone')}</p>}
    </Notice>
  );
}

type RowProps = { one: ComponentStatus; deliveries: DeliveryRate };

function ComponentRow({ one, deliveries }: RowProps) {
  const t = useText('status');
  const { locale } = useFrame();
  const { component, state, uptimeBp, days } = one;
  const bars = days.map(barOf);
  const measured = days.filter(Boolean).length;
  const failed = bars.filter((bar) => bar === 'down').length;
  return (
    <article className="grid gap-3 p-4 sm:p-5">
      <header className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 className="font-semibold">{t(`component.${component}.name`)}</h2>
        <p className="grow text-sm text-soft">{t(`component.${component}.text`)}</p>
        <Status state={LOOK[state ?? 'none']}>{t(`state.${state ?? 'none'}`)}</Status>
      </header>
      <SpanBars bars={bars} label={t('bars', { measured, failed })} />
      <footer className="flex justify-between gap-4 font-mono text-xs text-soft">
        <span>{t('ago')}</span>
        <span className="font-medium text-ink">
          {uptimeBp === null
            ? t('noUptime')
            : t('uptime', { share: formatShare(locale, uptimeBp, 2) })}
        </span>
        <span>{t('today')}</span>
      </footer>
      {measured > 0 ? <LastDay one={one} deliveries={deliveries} /> : null}
    </article>
  );
}

/** The worst of a day or an hour. */
function barOf(span: Span | undefined): BarState {
  if (!span) return 'none';
  if (span.down > 0) return 'down';
  return span.degraded > 0 ? 'degraded' : 'up';
}

const LAGS: ReadonlySet<string> = new Set(['orders', 'webhooks']);

function LastDay({ one, deliveries: { ended, delivered } }: RowProps) {
  const t = useText('status');
  const { locale } = useFrame();
  const { component, hours, minutes, tookMs } = one;
  const bars = hours.map(barOf);
  const measured = hours.filter(Boolean).length;
  const failed = bars.filter((bar) => bar === 'down').length;
  const slowest = Math.max(...hours.map((hour) => hour?.slowestMs ?? -1));
  const said = (ms: number) =>
    ms >= 10_000
      ? formatDuration(locale, ms / 1_000)
      : t('milliseconds', { ms: formatCount(locale, ms) });
  return (
    <details className="group text-sm">
      <summary className="inline-flex cursor-pointer list-none items-center gap-1.5 text-soft hover:text-ink [&::-webkit-details-marker]:hidden">
        <Icon name="chevron" className="size-4 transition-transform group-open:rotate-180" />
        {t('more')}
      </summary>
      <div className="mt-4 grid items-end gap-x-10 gap-y-5 sm:grid-cols-[1fr_18rem]">
        <div className="grid gap-2">
          <SpanBars bars={bars} label={`${t('more')}: ${measured}/24, ${failed}`} />
          <p className="flex justify-between font-mono text-xs text-soft">
            <span>{t('dayAgo')}</span>
            <span>{t('now')}</span>
          </p>
        </div>
        <Receipt>
          {tookMs === null ? null : (
            <ReceiptLine label={LAGS.has(component) ? t('lag') : t('latest')}>
              {said(tookMs)}
            </ReceiptLine>
          )}
          {slowest < 0 ? null : <ReceiptLine label={t('slowest')}>{said(slowest)}</ReceiptLine>}
          {component === 'webhooks' && ended > 0 ? (
            <ReceiptLine label={t('delivered')}>
              {t('deliveredOf', {
                share: formatShare(locale, Math.floor((delivered * 10_000) / ended), 2),
                count: formatCount(locale, ended),
              })}
            </ReceiptLine>
          ) : null}
          <ReceiptLine label={t('minutes')}>{formatCount(locale, minutes)}</ReceiptLine>
        </Receipt>
      </div>
    </details>
  );
}

function Legend() {
  const t = useText('status');
  return (
    <div className="mt-5 grid gap-3 text-sm text-soft">
      <p className="flex flex-wrap items-center gap-2" aria-label={t('legend')}>
        {(['up', 'degraded', 'down', 'none'] as const).map((state) => (
          <Status key={state} state={LOOK[state]}>
            {t(`state.${state}`)}
          </Status>
        ))}
      </p>
      <p className="max-w-3xl">
        {t('gaps')}{' '}
        <A href="/status.json" className="text-accent-text underline underline-offset-4">
          {t('feed')}
        </A>
      </p>
    </div>
  );
}

type Told = { incidents: readonly Incident[]; components: readonly ComponentStatus[] };

function Incidents({ incidents, components }: Told) {
  const t = useText('status');
  const { locale } = useFrame();
  const since = components
    .flatMap(({ days }) => days.find(Boolean)?.at ?? [])
    .sort((a, b) => a.getTime() - b.getTime())[0];
  return (
    <section className="mt-16">
      <h2 className="text-2xl font-semibold tracking-tight">{t('incidents')}</h2>
      <p className="mt-2 max-w-2xl text-sm text-soft">{t('rule')}</p>
      {incidents.length === 0 ? (
        <p className="mt-6 border-t border-line py-6">
          {since ? t('noIncidents', { day: formatDay(locale, since) }) : t('noRecord')}
        </p>
      ) : (
        <ol className="mt-6 border-t border-line">
          {incidents.map((incident) => (
            <li
              key={incident.id}
              id={`incident-${incident.id}`}
              className="border-b border-line py-5"
            >
              <IncidentText incident={incident} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function IncidentText({ incident }: { incident: Incident }) {
  const t = useText('status');
  const { locale } = useFrame();
  const { component, worst, openedAt, closedAt, notes } = incident;
  const name = t(`component.${component}.name`);
  const from = formatMoment(locale, openedAt);
  return (
    <article className="grid gap-2">
      <h3 className="flex flex-wrap items-center gap-3 font-semibold">
        {t(`incident.${worst === 'down' ? 'down' : 'degraded'}`, { name })}
        <Status state={closedAt ? 'completed' : LOOK[worst]}>
          {closedAt
            ? t('lasted', {
                duration: formatDuration(locale, (closedAt.getTime() - openedAt.getTime()) / 1_000),
              })
            : t(`state.${worst}`)}
        </Status>
      </h3>
      <p className="text-sm text-soft">
        {closedAt
          ? t('wasFrom', { from, until: formatMoment(locale, closedAt) })
          : t('goesOn', { from })}
      </p>
      <NoteList notes={notes} />
    </article>
  );
}

type NotesProps = { notes: Incident['notes'] };

function Notes({ notes }: NotesProps) {
  const t = useText('status');
  return (
    <section className="mt-6 rounded-lg border border-line bg-card p-4 sm:p-5">
      <h2 className="mb-3 font-semibold">{t('notes')}</h2>
      <NoteList notes={notes} />
    </section>
  );
}

function NoteList({ notes }: NotesProps) {
  const { locale } = useFrame();
  if (notes.length === 0) return null;
  return (
    <ul className="grid gap-2 text-sm">
      {notes.map(({ at, text }) => (
        <li key={at.getTime()} className="grid gap-x-4 sm:grid-cols-[14rem_1fr]">
          <span className="text-soft">{formatMoment(locale, at)}</span>
          <span dir="auto">{text}</span>
        </li>
      ))}
    </ul>
  );
}
