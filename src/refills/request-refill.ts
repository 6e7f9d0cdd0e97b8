import { AppError } from '#lib/errors.ts';
import { recordRequests } from '#orders/index.ts';
import type { App } from '#platform/app.ts';
import { reading, writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { refillOutlook, type RefillFacts, type RefillRefusal } from './refill-outlook.ts';

type Row = Omit<RefillFacts, 'granted' | 'isOpen'>;

// The order's lock makes requests of one order wait for each other.
const FIND = reading<Row>(
  'order-for-refill',
  `select o.kind, o.status, o.finished_at as "endedAt", s.refill,
     s.guarantee_days as "guaranteeDays", s.refill_cap as "refillCap"
   from orders o join services s on s.id = o.service_id
   where o.id = $1 and o.account_id = $2 for no key update of o`,
);

const COUNT = reading<{ open: number | null; granted: number }>(
  'refills-of-order',
  `select max(id) filter (where status in ('pending', 'in_progress')) as open,
     count(*) filter (where status <> 'rejected')::int as granted
   from refills where order_id = $1`,
);

const INSERT = writing<{ id: number }>(
  'refills-insert',
  `insert into refills (order_id, account_id, due_at, requested_at) values ($1, $2, $3, $3)
   returning id`,
);

/**
 * Asks for a refill and answers its id; while one is pending, a repeat answers that. Refuses
 * `order_not_found`, and `refill_refused` when the service has none, the order is not delivered,
 * the guarantee is over or the service's cap is reached. A rejected refill does not count.
 */
export const requestRefill = (app: App, accountId: number, orderId: number): Promise<number> =>
  app.transact((tx) => request(tx, { accountId, orderId, now: new Date(app.clock.now()) }));

type Wish = { accountId: number; orderId: number; now: Date };

async function request(tx: Tx, { accountId, orderId, now }: Wish): Promise<number> {
  const [order] = await tx.rows(FIND, [orderId, accountId]);
  if (!order) throw new AppError('order_not_found', 'Order not found', { parameter: 'order' });
  const [refills] = await tx.rows(COUNT, [orderId]);
  if (refills?.open) return refills.open;
  const granted = refills?.granted ?? 0;
  const outlook = refillOutlook({ ...order, granted, isOpen: false }, now);
  if (!outlook.can) {
    const why = WHY[outlook.why](order.guaranteeDays, granted);
    throw new AppError('refill_refused', why, { parameter: 'order' });
  }
  const [added] = await tx.run(INSERT, [orderId, accountId, now]);
  const refillId = (added as { id: number }).id;
  await recordRequests(tx, [{ orderId, refillId, stage: 'requested', source: 'customer' }], now);
  return refillId;
}

const WHY: Record<RefillRefusal, (days: number | null, granted: number) => string> = {
  no_refill: () => 'This service has no refill',
  drip_feed: () => 'Ask for refills of the runs of this order',
  subscription: () => 'Ask for refills of the posts of this order',
  not_delivered: () => 'Only a completed or partial order can be refilled',
  guarantee_over: (days) => `The guarantee of ${days} days is over`,
  cap_reached: (_days, granted) => `This order was refilled ${granted} times already`,
  open: () => 'A refill of this order is under way',
};
