import type { BreakerState } from '#platform/db/schema.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

/** How a provider did in the last hour. */
export type Health = {
  calls: number;
  failed: number;
  /** Null: there were no calls. */
  meanMs: number | null;
  slowestMs: number | null;
  /** The worst that a worker has of it. */
  breaker: BreakerState;
  breakerReason: string | null;
  /** When it said so last. */
  breakerAt: Date | null;
};

const HOUR_MS = 3_600_000;
const BREAKER_FRESH_MS = 2 * 60_000; // an open one is written every half minute, or its worker died

type Row = {
  id: number;
  calls: number;
  failed: number;
  mean_ms: number | null;
  slowest_ms: number | null;
  state: BreakerState | null;
  reason: string | null;
  since: Date | null;
};

const READ = reading<Row>(
  'providers-health',
  `select p.id, coalesce(c.calls, 0)::int as calls, coalesce(c.failed, 0)::int as failed,
     c.mean_ms::int as mean_ms, c.slowest_ms, b.state, b.reason, b.since
   from providers p
   left join lateral (
     select sum(calls) as calls, sum(failed) as failed, max(slowest_ms) as slowest_ms,
       sum(total_ms) / nullif(sum(calls), 0) as mean_ms
     from provider_calls where provider_id = p.id and minute > $1 and minute <= $2
   ) c on true
   left join lateral (
     select state, reason, since from provider_breakers b
     where b.provider_id = p.id and b.since > $3
     order by array_position(array['open', 'half_open', 'closed']::breaker_state[], state), since
     limit 1
   ) b on true`,
);

/** How every provider does, by its number. */
export async function readHealth(db: Db, now: Date): Promise<Map<number, Health>> {
  const ago = (ms: number) => new Date(now.getTime() - ms);
  const rows = await db.rows(READ, [ago(HOUR_MS), now, ago(BREAKER_FRESH_MS)]);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        calls: row.calls,
        failed: row.failed,
        meanMs: row.mean_ms,
        slowestMs: row.slowest_ms,
        breaker: row.state ?? 'closed',
        breakerReason: row.reason,
        breakerAt: row.since,
      },
    ]),
  );
}
