import { HELD, PROMOTION, REVENUE, postTransfers, walletOf, type Transfer } from '#ledger/index.ts';
import { AppError } from '#lib/errors.ts';
import { ZERO, asMoney, asRate, chargeFor, formatMoney, proRata, type Money } from '#lib/money.ts';
import type { Json } from '#platform/db/schema.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { closeWishes } from './close-wishes.ts';
import { lockOrders, type LockedOrder } from './lock-orders.ts';
import { canBecome, type FinalStatus, type OrderStatus } from './order.ts';
import { recordEvents, type OrderEvent } from './record-events.ts';
import { rollUpParents } from './roll-up-parents.ts';

/** How an order ended. `remains` decides the refund of a partial one. */
export type Ending = {
  orderId: number;
  startCount?: bigint | null;
  source: string;
  note?: string;
  /** Ends it in this state only; it may have moved on since it was read. */
  from?: OrderStatus;
} & (
  | { status: 'partial'; remains: number }
  | { status: 'completed' }
  | { status: 'canceled'; remains?: number | null; failed?: boolean }
);

export type Settlement = { earned: Money; refunded: Money; toWallet: Money; toPromotion: Money };

type Settled = { row: LockedOrder; ending: Ending; remains: number; money: Settlement };

const FINISH = writing(
  'orders-finish',
  `update orders o set
     status = e.status, remains = e.remains, refunded = e.refunded,
     start_count = coalesce(e.start_count, o.start_count), finished_at = $6
   from unnest($1::int[], $2::order_status[], $3::int[], $4::bigint[], $5::bigint[])
     as e (id, status, remains, refunded, start_count)
   where o.id = e.id`,
);

/**
 * Ends orders and moves their money, once per order: a completed one earns its charge, a partial
 * one gives back rate × remains, a canceled one everything; a fixed coupon gets its share back.
 * Endings that the order's state does not allow change nothing. Answers the ids that ended.
 */
export async function settleOrders(
  tx: Tx,
  endings: readonly Ending[],
  now: Date,
): Promise<Set<number>> {
  if (endings.length === 0) return new Set();
  const byId = new Map(endings.map((one) => [one.orderId, one]));
  const rows = await lockOrders(tx, [...byId.keys()]);
  const settled = rows.flatMap((row) => {
    const ending = byId.get(row.id);
    return ending && mayEnd(row, ending) ? [settle(row, ending)] : [];
  });
  if (settled.length === 0) return new Set();
  // Wallets before order rows: whoever places an order on the same link holds a wallet already.
  await postTransfers(tx, settled.flatMap(transfersOf));
  await finish(tx, settled, now);
  const parents = new Set(settled.flatMap(({ row }) => row.parent_id ?? []));
  if (parents.size > 0) await rollUpParents(tx, [...parents], now);
  return new Set(settled.map(({ row }) => row.id));
}

/** How the charge of an ended order is divided; all parts add up to the charge. */
export function settlementOf(
  order: { charge: Money; rate: bigint; quantity: number; couponAmount: Money },
  status: FinalStatus,
  remains: number,
): Settlement {
  const back = status === 'completed' ? 0 : status === 'canceled' ? order.quantity : remains;
  const refunded =
    status === 'canceled' ? order.charge : chargeFor(asRate(order.rate), BigInt(back));
  const toPromotion =
    status === 'canceled' ? order.couponAmount : proRata(order.couponAmount, back, order.quantity);
  return {
    earned: asMoney(order.charge - refunded),
    refunded,
    toWallet: asMoney(refunded - toPromotion),
    toPromotion,
  };
}

/** A drip-feed ends by its runs alone. */
const mayEnd = (row: LockedOrder, { status, from = row.status }: Ending): boolean =>
  row.kind !== 'drip_feed' && row.status === from && canBecome(row.status, status);

function settle(row: LockedOrder, ending: Ending): Settled {
  const told = 'remains' in ending ? (ending.remains ?? row.remains) : row.remains;
  const remains = ending.status === 'completed' ? 0 : told;
  if (!Number.isInteger(remains) || remains < 0 || remains > row.quantity) {
    throw new AppError('internal', `order ${row.id} cannot have ${remains} remaining`);
  }
  const { rate, quantity } = row;
  const order = {
    charge: asMoney(row.charge),
    rate,
    quantity,
    couponAmount: asMoney(row.coupon_amount),
  };
  return { row, ending, remains, money: settlementOf(order, ending.status, remains) };
}

function transfersOf({ row, money }: Settled): Transfer[] {
  const reference = String(row.id);
  const from = { reference, fromId: HELD };
  const transfers: Transfer[] = [
    { kind: 'order.earn', ...from, toId: REVENUE, amount: money.earned },
    { kind: 'order.refund', ...from, toId: walletOf(row.account_id), amount: money.toWallet },
    { kind: 'order.coupon_return', ...from, toId: PROMOTION, amount: money.toPromotion },
  ];
  return transfers.filter((one) => one.amount > ZERO);
}

async function finish(tx: Tx, settled: readonly Settled[], now: Date): Promise<void> {
  const ids = settled.map(({ row }) => row.id);
  await tx.run(FINISH, [
    ids,
    settled.map(({ ending }) => ending.status),
    settled.map(({ remains }) => remains),
    settled.map(({ money }) => money.refunded),
    settled.map(({ ending }) => ending.startCount ?? null),
    now,
  ]);
  await closeWishes(
    tx,
    settled.map(({ row, ending }) => ({
      orderId: row.id,
      met: ending.status !== 'completed',
      source: ending.source,
    })),
    now,
  );
  await closeSubscriptions(tx, settled);
  await recordEvents(tx, settled.flatMap(eventsOf));
}

async function closeSubscriptions(tx: Tx, settled: readonly Settled[]): Promise<void> {
  for (const { row, ending } of settled) {
    if (row.kind !== 'subscription') continue;
    await tx
      .updateTable('subscriptions')
      .set({
        status: ending.status === 'canceled' ? 'canceled' : 'completed',
        paused_reason: null,
        paused_at: null,
      })
      .where('order_id', '=', row.id)
      .where('status', 'in', ['active', 'paused'])
      .execute();
  }
}

function eventsOf({ row, ending, remains, money }: Settled): OrderEvent[] {
  const of = { orderId: row.id, accountId: row.account_id, source: ending.source };
  const failed = ending.status === 'canceled' && ending.failed === true;
  const data: Json = { remains, ...(ending.note && { note: ending.note }) };
  const ended: OrderEvent = {
    ...of,
    type: failed ? 'order.failed' : `order.${ending.status}`,
    data,
  };
  if (money.refunded === ZERO) return [ended];
  const amounts = {
    amount: formatMoney(money.toWallet),
    promotion: formatMoney(money.toPromotion),
  };
  return [ended, { ...of, type: 'order.refunded', data: amounts }];
}
