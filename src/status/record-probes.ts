import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { settleIncidents } from './settle-incidents.ts';
import type { DatedProbe } from './status.ts';

// What several processes find in one minute is one row: where they differ, it is in between.
const KEEP = writing(
  'status-keep-probes',
  `insert into status_probes as p (component, minute, state, took_ms)
   select * from unnest($1::text[], $2::timestamptz[], $3::probe_state[], $4::int[])
   on conflict (component, minute) do update set
     state = case when p.state = excluded.state then p.state else 'degraded' end,
     took_ms = greatest(p.took_ms, excluded.took_ms)`,
);

// Counted anew from what they are made of, so that recording a minute twice changes nothing.
const HOURS = writing(
  'status-roll-hours',
  `insert into status_rollups (component, span, at, up, degraded, down, slowest_ms)
   select p.component, 'hour', h.at, count(*) filter (where p.state = 'up'),
     count(*) filter (where p.state = 'degraded'), count(*) filter (where p.state = 'down'),
     max(p.took_ms)
   from (select distinct component, date_trunc('hour', minute, 'UTC') as at
         from unnest($1::text[], $2::timestamptz[]) as given (component, minute)) h
   join status_probes p on p.component = h.component
     and p.minute >= h.at and p.minute < h.at + interval '1 hour'
   group by p.component, h.at
   on conflict (component, span, at) do update set up = excluded.up, degraded = excluded.degraded,
     down = excluded.down, slowest_ms = excluded.slowest_ms`,
);

const DAYS = writing(
  'status-roll-days',
  `insert into status_rollups (component, span, at, up, degraded, down, slowest_ms)
   select h.component, 'day', d.at, sum(h.up), sum(h.degraded), sum(h.down), max(h.slowest_ms)
   from (select distinct component, date_trunc('day', minute, 'UTC') as at
         from unnest($1::text[], $2::timestamptz[]) as given (component, minute)) d
   join status_rollups h on h.component = d.component and h.span = 'hour'
     and h.at >= d.at and h.at < d.at + interval '1 day'
   group by h.component, d.at
   on conflict (component, span, at) do update set up = excluded.up, degraded = excluded.degraded,
     down = excluded.down, slowest_ms = excluded.slowest_ms`,
);

/** Keeps what probes found, rolled up into hours and days, and opens or closes incidents by it. */
export async function recordProbes(tx: Tx, probes: readonly DatedProbe[]): Promise<void> {
  if (probes.length === 0) return;
  const ordered = probes.toSorted(
    (a, b) => a.minute.getTime() - b.minute.getTime() || (a.component < b.component ? -1 : 1),
  );
  const [components, minutes] = [
    ordered.map(({ component }) => component),
    ordered.map(({ minute }) => minute),
  ];
  const [states, times] = [ordered.map(({ state }) => state), ordered.map((one) => one.tookMs)];
  await tx.run(KEEP, [components, minutes, states, times]);
  await tx.run(HOURS, [components, minutes]);
  await tx.run(DAYS, [components, minutes]);
  // Those of an outage of the database come together, and are told one after the other all the same.
  for (const [time, found] of Map.groupBy(ordered, ({ minute }) => minute.getTime())) {
    const seen = new Set(found.map(({ component }) => component));
    await settleIncidents(tx, seen, new Date(time));
  }
}
