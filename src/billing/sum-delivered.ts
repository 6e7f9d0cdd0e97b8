import { AppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { dateOf, endOf, startOf, type Month } from './month.ts';

const SETTLING_MS = 10 * 60_000; // what ended in the last minute may be on its way to its commit
const ORDERS = 100_000; // in one statement: about half a second

const BEGIN = writing<{ through_order: number; closed_at: Date | null }>(
  'delivered-begin',
  `insert into delivered_progress as p (month) values ($1)
   on conflict (month) do update set through_order = p.through_order
   returning through_order, closed_at`,
);

/** What an order earned of its customer: a fixed coupon's share of it is the promotion's. */
export const PAID = `(o.charge - o.refunded - case o.status
  when 'completed' then o.coupon_amount
  when 'partial' then o.coupon_amount
    - div(o.coupon_amount::numeric * o.remains, greatest(o.quantity, 1))::bigint
  else 0 end)`;

/** Runs, posts and single orders earn; what holds for its runs does not. */
export const EARNS = `o.kind <> 'drip_feed' and o.status in ('completed', 'partial')`;

const SUM = writing<{ last: number | null }>(
  'delivered-sum',
  `with chunk as (
     select o.* from orders o where o.id > $4 order by o.id limit ${ORDERS}
   ), summed as (
     insert into delivered_months as d (account_id, month, service_id, orders, pieces, amount)
     select o.account_id, $1::date, o.service_id, count(*), sum(o.quantity - o.remains), sum(${PAID})
     from chunk o
     where ${EARNS} and ${PAID} > 0 and o.finished_at >= $2 and o.finished_at < $3
     group by o.account_id, o.service_id order by 1, 3
     on conflict (month, account_id, service_id) do update set orders = d.orders + excluded.orders,
       pieces = d.pieces + excluded.pieces, amount = d.amount + excluded.amount
   )
   select max(id) as last from chunk`,
);

/**
 * Sums what was delivered in a month by account and service, once: a repeat changes nothing.
 * Refuses `conflict` while the month runs, and for ten minutes after.
 */
export async function sumDelivered(app: App, month: Month): Promise<void> {
  const now = new Date(app.clock.now());
  if (now.getTime() < endOf(month).getTime() + SETTLING_MS) {
    throw new AppError('conflict', `${month} is not over: it is UTC, and ten minutes more`);
  }
  while (!(await app.transact((tx) => sumSome(tx, month, now))));
}

async function sumSome(tx: Tx, month: Month, now: Date): Promise<boolean> {
  const [progress] = await tx.run(BEGIN, [dateOf(month)]);
  if (!progress || progress.closed_at) return true;
  const span = [dateOf(month), startOf(month), endOf(month)];
  const [some] = await tx.run(SUM, [...span, progress.through_order]);
  const last = some?.last ?? null;
  await tx
    .updateTable('delivered_progress')
    .set(last === null ? { closed_at: now } : { through_order: last })
    .where('month', '=', dateOf(month))
    .execute();
  return last === null;
}
