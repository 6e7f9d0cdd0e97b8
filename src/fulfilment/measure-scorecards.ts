import { notify } from '#platform/db/notify.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

// By the newest endings and not by the newest orders: of those only the quick ones have ended yet.
const NEWEST_EVENTS = 300_000; // bounds the work; old orders say little of today
const NEWEST_ATTEMPTS = 200_000;
const LEAST = 5; // fewer are chance

const ENDED = `ended as materialized (
    select o.id, o.service_id, o.provider_id, o.status,
      coalesce(s.starts_at, o.created_at) as created_at, o.finished_at,
      coalesce(o.started_at, o.finished_at) as started_at, a.finished_at as accepted_at,
      exists (select from refills r where r.order_id = o.id) as refilled
    from order_events e
    join orders o on o.id = e.order_id
    join attempts a on a.order_id = o.id and a.outcome = 'accepted'
    left join scheduled_orders s on s.order_id = o.id
    where e.id > (select coalesce(max(id), 0) - ${NEWEST_EVENTS} from order_events)
      and e.type in ('order.completed', 'order.partial', 'order.canceled')
      and o.kind in ('single', 'run') and o.status in ('completed', 'partial', 'canceled')
  )`;

const seconds = (from: string, to: string) =>
  `percentile_cont(0.5) within group (order by greatest(0, extract(epoch from ${to} - ${from})))`;
const share = (what: string) => `round(10000.0 * count(*) filter (where ${what}) / count(*))::int`;

const CARDS = writing(
  'scorecards-measure',
  `with ${ENDED}
   insert into scorecards as c (service_id, provider_id, sample, start_s, finish_s, completed_bp,
     partial_bp, canceled_bp, refill_bp, attempts, measured_at)
   select service_id, provider_id, count(*)::int,
     (${seconds('accepted_at', 'started_at')} filter (where status <> 'canceled'))::int,
     (${seconds('accepted_at', 'finished_at')} filter (where status = 'completed'))::int,
     ${share("status = 'completed'")}, ${share("status = 'partial'")},
     ${share("status = 'canceled'")}, ${share('refilled')}, 0, $1
   from ended group by service_id, provider_id having count(*) >= ${LEAST}
   order by service_id, provider_id
   on conflict (service_id, provider_id) do update set
     sample = excluded.sample, start_s = excluded.start_s, finish_s = excluded.finish_s,
     completed_bp = excluded.completed_bp, partial_bp = excluded.partial_bp,
     canceled_bp = excluded.canceled_bp, refill_bp = excluded.refill_bp,
     measured_at = excluded.measured_at`,
);

// What was never sent, or put off, is no opinion of the provider.
const REFUSALS = writing(
  'scorecards-measure-refusals',
  `insert into scorecards as c (service_id, provider_id, sample, attempts, refused_bp, measured_at)
   select o.service_id, a.provider_id, 0, count(*)::int, ${share("a.outcome = 'refused'")}, $1
   from attempts a join orders o on o.id = a.order_id
   where a.id > (select coalesce(max(id), 0) - ${NEWEST_ATTEMPTS} from attempts)
     and a.outcome in ('accepted', 'refused', 'unclassified', 'unknown') and o.kind <> 'post'
   group by o.service_id, a.provider_id having count(*) >= ${LEAST}
   order by o.service_id, a.provider_id
   on conflict (service_id, provider_id) do update set
     attempts = excluded.attempts, refused_bp = excluded.refused_bp,
     measured_at = excluded.measured_at`,
);

const MEASURES = writing<{ id: number }>(
  'services-measure',
  `with ${ENDED}, counted as (
     select service_id, count(*)::int as sample,
       (count(*) filter (where status <> 'canceled'))::int as start_sample,
       (${seconds('created_at', 'started_at')} filter (where status <> 'canceled'))::int as start_s,
       (count(*) filter (where status = 'completed'))::int as finish_sample,
       ${seconds('created_at', 'finished_at')} filter (where status = 'completed') as finish_s,
       ${share("status = 'completed'")} as completed_bp, ${share("status = 'partial'")} as partial_bp,
       ${share("status = 'canceled'")} as canceled_bp
     from ended group by service_id having count(*) >= ${LEAST}
   ), written as (
     insert into service_measures as m (service_id, sample, start_sample, start_s, finish_sample,
       finish_s, completed_bp, partial_bp, canceled_bp, measured_at)
     select service_id, sample, start_sample, case when start_sample >= ${LEAST} then start_s end,
       finish_sample, case when finish_sample >= ${LEAST} then finish_s::int end,
       completed_bp, partial_bp, canceled_bp, $1
     from counted order by service_id
     on conflict (service_id) do update set
       sample = excluded.sample, start_sample = excluded.start_sample, start_s = excluded.start_s,
       finish_sample = excluded.finish_sample, finish_s = excluded.finish_s,
       completed_bp = excluded.completed_bp, partial_bp = excluded.partial_bp,
       canceled_bp = excluded.canceled_bp, measured_at = excluded.measured_at
   ), measured as (
     select service_id as id, finish_sample as sample, ceil(finish_s / 60)::int as minutes
     from counted where finish_sample >= ${LEAST}
   )
   update services s set average_minutes = m.minutes, average_sample = m.sample
   from measured m
   where s.id = m.id and s.average_minutes is distinct from m.minutes
   returning s.id`,
);

/**
 * Measures services at their providers by the newest orders that ended, each figure over at least
 * five: medians of start and finish, shares of endings, refills and refusals; and what customers
 * are shown of a service, whoever delivered it. Answers how many services' median minutes changed.
 */
export async function measureScorecards(tx: Tx, now: Date): Promise<number> {
  await tx.run(CARDS, [now]);
  await tx.run(REFUSALS, [now]);
  const changed = await tx.run(MEASURES, [now]);
  if (changed.length > 0) await notify(tx, 'catalog', 'averages');
  return changed.length;
}
