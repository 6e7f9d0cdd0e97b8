import { perApp, type App } from '#platform/app.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

type Row = {
  providerId: number;
  minute: number;
  action: string;
  calls: number;
  failed: number;
  totalMs: number;
  slowestMs: number;
};

export type MeasuredCall = { action: string; ms: number; failed: boolean };

const MINUTE_MS = 60_000;
const KEPT_MS = 7 * 24 * 3_600_000;
const BALANCES_KEPT_MS = 400 * 24 * 3_600_000; // a year can be compared with the year before

const gathered = perApp(() => new Map<string, Row>());

const ADD = writing(
  'provider-calls-add',
  `insert into provider_calls as c (provider_id, minute, action, calls, failed, total_ms, slowest_ms)
   select * from unnest($1::int[], $2::timestamptz[], $3::text[], $4::int[], $5::int[],
     $6::bigint[], $7::int[]) as g (provider_id, minute, action, calls, failed, total_ms, slowest_ms)
   order by 1, 2, 3
   on conflict (provider_id, minute, action) do update set
     calls = c.calls + excluded.calls, failed = c.failed + excluded.failed,
     total_ms = c.total_ms + excluded.total_ms,
     slowest_ms = greatest(c.slowest_ms, excluded.slowest_ms)`,
);

const SWEEP_CALLS = writing('provider-calls-sweep', 'delete from provider_calls where minute < $1');
const SWEEP_BALANCES = writing(
  'provider-balances-sweep',
  'delete from provider_balances where at < $1',
);

/** Counts a call in memory; `flushCalls` writes it down. */
export function recordCall(app: App, providerId: number, call: MeasuredCall): void {
  const minute = Math.floor(app.clock.now() / MINUTE_MS) * MINUTE_MS;
  const ms = Math.max(0, Math.round(call.ms));
  const failed = call.failed ? 1 : 0;
  const { action } = call;
  count(gathered(app), {
    providerId,
    minute,
    action,
    calls: 1,
    failed,
    totalMs: ms,
    slowestMs: ms,
  });
}

/** Writes down what was counted since the last time; what cannot be written is counted again. */
export async function flushCalls(app: App): Promise<void> {
  const counts = gathered(app);
  if (counts.size === 0) return;
  const rows = [...counts.values()];
  counts.clear();
  try {
    await app.transact((tx) => write(tx, rows));
  } catch (error) {
    for (const row of rows) count(counts, row);
    throw error;
  }
}

/** Forgets calls after a week, and balances after thirteen months. */
export async function sweepCalls(tx: Tx, now: Date): Promise<void> {
  await tx.run(SWEEP_CALLS, [new Date(now.getTime() - KEPT_MS)]);
  await tx.run(SWEEP_BALANCES, [new Date(now.getTime() - BALANCES_KEPT_MS)]);
}

function count(counts: Map<string, Row>, row: Row): void {
  const key = `${row.providerId} ${row.minute} ${row.action}`;
  const known = counts.get(key);
  if (!known) return void counts.set(key, { ...row });
  known.calls += row.calls;
  known.failed += row.failed;
  known.totalMs += row.totalMs;
  known.slowestMs = Math.max(known.slowestMs, row.slowestMs);
}

const write = (tx: Tx, rows: readonly Row[]) =>
  tx.run(ADD, [
    rows.map((one) => one.providerId),
    rows.map((one) => new Date(one.minute)),
    rows.map((one) => one.action),
    rows.map((one) => one.calls),
    rows.map((one) => one.failed),
    rows.map((one) => one.totalMs),
    rows.map((one) => one.slowestMs),
  ]);
