import { notify } from '#platform/db/notify.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

const NEWEST = 50_000; // orders looked at: bounds the work, and old ones say little of today
const LEAST = 5; // fewer are chance

const MEASURE = writing<{ id: number }>(
  'services-measure-averages',
  `with recent as (
     select service_id, extract(epoch from finished_at - created_at) / 60 as minutes
     from (select * from orders order by id desc limit ${NEWEST}) o
     where o.status = 'completed' and o.kind in ('single', 'run')
   ), measured as (
     select service_id as id, count(*)::int as sample,
       ceil(percentile_cont(0.5) within group (order by minutes))::int as minutes
     from recent group by service_id having count(*) >= ${LEAST}
   )
   update services s set average_minutes = m.minutes, average_sample = m.sample
   from measured m
   where s.id = m.id and s.average_minutes is distinct from m.minutes
   returning s.id`,
);

/**
 * Measures how long services take, in minutes: the median from creation to completion of their
 * orders among the newest. Answers how many services changed.
 */
export async function measureAverages(tx: Tx): Promise<number> {
  const changed = await tx.run(MEASURE);
  if (changed.length > 0) await notify(tx, 'catalog', 'averages');
  return changed.length;
}
