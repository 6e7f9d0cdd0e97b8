import { listKeys } from 'notpanel/keys/index.ts';
import { readUsage } from 'notpanel/requests/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import { useFrame } from '../../frame.ts';
import { formatCount } from '../../numbers.ts';
import type { LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { BarChart } from '../../ui/bar-chart.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Head } from '../../ui/head.tsx';
import { LineChart } from '../../ui/line-chart.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Select } from '../../ui/select.tsx';
import { ApiTabs } from './api/api-tabs.tsx';
import { ActionTable, Figures, StepTable } from './usage/figures.tsx';
import { A } from '../../ui/a.tsx';

const PAGE = '/dashboard/api/usage';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How far back, and in which steps; days are those of UTC, as the log's are. */
const SPANS = {
  day: { steps: 24, stepMs: HOUR_MS },
  week: { steps: 28, stepMs: 6 * HOUR_MS },
  month: { steps: 30, stepMs: DAY_MS },
} as const;
type Span = keyof typeof SPANS;
const SPAN_NAMES = Object.keys(SPANS) as Span[];

export async function loader({ request, context }: LoaderArgs) {
  const page = pageOf(context);
  const { accountId, timeZone } = signedIn(page);
  const { db, clock } = page.app;
  const search = new URL(request.url).searchParams;
  const span = SPAN_NAMES.find((name) => name === search.get('span')) ?? 'day';
  const { steps, stepMs } = SPANS[span];
  const until = new Date((Math.floor(clock.now() / stepMs) + 1) * stepMs);
  const from = new Date(until.getTime() - steps * stepMs);
  const keys = await listKeys(db, accountId);
  const key = keys.find(({ id }) => String(id) === search.get('key'));
  const usage = await readUsage(db, accountId, { from, until, stepMs, keyId: key?.id });
  return {
    ...{ usage, span, stepMs },
    zone: stepMs === DAY_MS ? 'UTC' : timeZone,
    keyId: key?.id ?? null,
    keys: keys.map(({ id, name, hint }) => ({ id, name, hint })),
  };
}

/** How much was called, what went wrong, and how long it took. */
export default function UsagePage({ loaderData }: PageProps<typeof loader>) {
  const { usage, span, zone, stepMs, keyId, keys } = loaderData;
  const { total, steps, actions } = usage;
  const t = useText('requests');
  const { locale } = useFrame();
  return (
    <>
      <Head title={t('usage.title')} description={t('usage.lead')} path={PAGE} hidden />
      <PageHead title={t('usage.title')} lead={t('usage.lead')} />
      <ApiTabs here="usage" />
      <form action={PAGE} className="flex flex-wrap items-center gap-2 mb-5">
        <Select quiet label={t('usage.span')} name="span" defaultValue={span} data-go="">
          {SPAN_NAMES.map((name) => (
            <option key={name} value={name}>
              {t(`usage.spans.${name}`)}
            </option>
          ))}
        </Select>
        <Select quiet label={t('key')} name="key" defaultValue={keyId ?? ''} data-go="">
          <option value="">{t('usage.everyKey')}</option>
          {keys.map(({ id, name, hint }) => (
            <option key={id} value={id}>
              {`${name} (${hint}…)`}
            </option>
          ))}
        </Select>
        <Button type="submit" kind="plain">
          {t('usage.show')}
        </Button>
      </form>
      {total.calls === 0 ? (
        <Empty title={t('usage.none')}>
          <Button as={A} href="/developers" kind="plain" size="small">
            {t('docs')}
          </Button>
        </Empty>
      ) : (
        <div className="grid gap-5">
          <Figures total={total} />
          <div className="grid gap-5 lg:grid-cols-2 [&>*]:min-w-0">
            <Card title={t('usage.calls')} aside={t('usage.callsKey')}>
              <BarChart
                label={t('usage.callsLabel', {
                  calls: formatCount(locale, total.calls),
                  failed: formatCount(locale, total.failed),
                })}
                bars={steps.map(({ calls, failed }) => ({ all: calls, bad: failed }))}
              />
              <Ends steps={steps} zone={zone} stepMs={stepMs} />
            </Card>
            <Card title={t('usage.took')} aside={t('usage.tookKey')}>
              <LineChart
                label={t('usage.tookLabel')}
                lines={[
                  { look: 'light', values: steps.map(({ p99Us }) => p99Us) },
                  { look: 'middle', values: steps.map(({ p95Us }) => p95Us) },
                  { look: 'main', values: steps.map(({ p50Us }) => p50Us) },
                ]}
              />
              <Ends steps={steps} zone={zone} stepMs={stepMs} />
            </Card>
          </div>
          <ActionTable actions={actions} />
          <StepTable steps={steps} zone={zone} byDay={stepMs === DAY_MS} />
        </div>
      )}
    </>
  );
}

type EndsProps = { steps: readonly { at: Date }[]; zone: string; stepMs: number };

/** The first and the last moment of a chart. */
function Ends({ steps, zone, stepMs }: EndsProps) {
  const { locale } = useFrame();
  const format = new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    numberingSystem: 'latn',
    month: 'short',
    day: 'numeric',
    ...(stepMs < DAY_MS && { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  });
  const [first, last] = [steps[0]?.at, steps.at(-1)?.at];
  return (
    <p className="mt-2 flex justify-between text-xs text-soft tabular-nums">
      <bdi>{first && format.format(first)}</bdi>
      <bdi>{last && format.format(last)}</bdi>
    </p>
  );
}
