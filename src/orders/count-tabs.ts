import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import { TAB_STATUSES, type OrderTab } from './order-query.ts';

/** What is counted: the states; what needs attention is told by its list. */
export type CountedTab = Exclude<OrderTab, 'all' | 'attention'>;
export type TabCounts = Record<CountedTab, number>;

/** Counted so far and no further, because a count reads an entry for each. */
export const COUNTED_UP_TO = 1_000;

const TABS = ['pending', 'in_progress', 'completed', 'partial', 'canceled'] as const;
const PAIRS = TABS.flatMap((tab) => TAB_STATUSES[tab].map((status) => [tab, status] as const));

const COUNT = reading<{ tab: CountedTab; count: number }>(
  'orders-count-tabs',
  `select s.tab, least(sum(c.count), $4)::int as count
   from unnest($2::text[], $3::order_status[]) as s (tab, status)
   cross join lateral (
     select count(*) from (
       select from orders o where o.account_id = $1 and o.status = s.status limit $4
     ) counted
   ) c
   group by s.tab`,
);

/** How many orders of an account are in each state, up to 1,000 of each. */
export async function countTabs(db: Db, accountId: number): Promise<TabCounts> {
  const rows = await db.rows(COUNT, [
    accountId,
    PAIRS.map(([tab]) => tab),
    PAIRS.map(([, status]) => status),
    COUNTED_UP_TO,
  ]);
  const counts = new Map(rows.map((row) => [row.tab, row.count]));
  const of = (tab: CountedTab) => counts.get(tab) ?? 0;
  return {
    pending: of('pending'),
    in_progress: of('in_progress'),
    completed: of('completed'),
    partial: of('partial'),
    canceled: of('canceled'),
  };
}
