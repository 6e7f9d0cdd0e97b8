import type { Db } from '#platform/db/types.ts';
import { addBuckets, percentile } from './durations.ts';

export type UsageWanted = {
  from: Date;
  until: Date;
  /** The width of a step, an hour or whole ones. */
  stepMs: number;
  keyId?: number | undefined;
};

/** Calls of a stretch of time; durations in microseconds, null without calls. */
export type UsageFigures = {
  calls: number;
  failed: number;
  /** Refused because a limit was spent; they are among the failed. */
  limited: number;
  p50Us: number | null;
  p95Us: number | null;
  p99Us: number | null;
};

export type Usage = {
  steps: (UsageFigures & { at: Date; byAction: Readonly<Record<string, number>> })[];
  /** By name, the most called first; an empty name is a call that named none. */
  actions: (UsageFigures & { action: string })[];
  total: UsageFigures;
};

/** What an account called, from the counts of its hours: as many reads however much it called. */
export async function readUsage(
  db: Db,
  accountId: number,
  { from, until, stepMs, keyId }: UsageWanted,
): Promise<Usage> {
  let wanted = db
    .selectFrom('request_hours')
    .select(['hour', 'action', 'calls', 'failed', 'limited', 'took'])
    .where('account_id', '=', accountId)
    .where('hour', '>=', from)
    .where('hour', '<', until);
  if (keyId !== undefined) wanted = wanted.where('key_id', '=', keyId);
  const rows = await wanted.execute();

  const total = emptySum();
  const actions = new Map<string, Sum>();
  const count = Math.max(1, Math.ceil((until.getTime() - from.getTime()) / stepMs));
  const steps = Array.from({ length: count }, (_, at) => ({
    at: new Date(from.getTime() + at * stepMs),
    sum: emptySum(),
    byAction: {} as Record<string, number>,
  }));
  for (const row of rows) {
    const step = steps[Math.floor((row.hour.getTime() - from.getTime()) / stepMs)];
    const action = actions.get(row.action) ?? emptySum();
    actions.set(row.action, action);
    for (const sum of [total, action, ...(step ? [step.sum] : [])]) add(sum, row);
    if (step) step.byAction[row.action] = (step.byAction[row.action] ?? 0) + row.calls;
  }
  return {
    steps: steps.map(({ at, sum, byAction }) => ({ at, byAction, ...figuresOf(sum) })),
    actions: [...actions]
      .map(([action, sum]) => ({ action, ...figuresOf(sum) }))
      .sort((one, other) => other.calls - one.calls),
    total: figuresOf(total),
  };
}

type Counts = { calls: number; failed: number; limited: number; took: number[] };
type Sum = Counts;

const emptySum = (): Sum => ({ calls: 0, failed: 0, limited: 0, took: [] });

function add(sum: Sum, more: Counts): void {
  sum.calls += more.calls;
  sum.failed += more.failed;
  sum.limited += more.limited;
  addBuckets(sum.took, more.took);
}

const figuresOf = ({ calls, failed, limited, took }: Sum): UsageFigures => ({
  ...{ calls, failed, limited },
  p50Us: percentile(took, 0.5),
  p95Us: percentile(took, 0.95),
  p99Us: percentile(took, 0.99),
});
