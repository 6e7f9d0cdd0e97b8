import { HELD, PROMOTION, postTransfers, walletOf, type Transfer } from '#ledger/index.ts';
import { asMoney, asRate, chargeFor, formatMoney, proRata, type Money } from '#lib/money.ts';
import { reading, writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import type { OrderStatus } from './order.ts';
import { isFinal } from './order.ts';
import { recordEvents } from './record-events.ts';
import { rollUpParents } from './roll-up-parents.ts';
import { settleOrders } from './settle-orders.ts';
import { wishCancel } from './wish-cancel.ts';

export type Stop = { parentId: number; source: string; now: Date };

type Member = { id: number; status: OrderStatus };
type Rest = {
  account_id: number;
  rate: bigint;
  coupon_amount: bigint;
  runs: number;
  runs_started: number;
  run_quantity: number;
};

const LOCK = reading<Member>(
  'drip-feed-lock',
  `select id, status from orders where id = $1 or parent_id = $1 order by id for update`,
);

const STOP = writing<Rest>(
  'drip-feed-stop',
  `update drip_feeds d set next_run_at = null from orders o
   where d.order_id = $1 and d.next_run_at is not null and o.id = d.order_id
   returning o.account_id, o.rate, o.coupon_amount, d.runs, d.runs_started, d.run_quantity`,
);

/**
 * Cancels a drip-feed: runs not started are refunded at once, those not yet claimed for a provider
 * end canceled, and for the others the wish is passed on. A repeat changes nothing.
 */
export async function stopDripFeed(tx: Tx, { parentId, source, now }: Stop): Promise<void> {
  const members = await tx.rows(LOCK, [parentId]);
  const [rest] = await tx.run(STOP, [parentId]);
  if (rest) await refundRest(tx, parentId, rest, source);
  const runs = members.filter((one) => one.id !== parentId);
  const waiting = runs.filter((one) => one.status === 'pending');
  await settleOrders(
    tx,
    waiting.map((one) => ({ orderId: one.id, status: 'canceled', source })),
    now,
  );
  const running = runs.filter((one) => one.status !== 'pending' && !isFinal(one.status));
  await wishCancel(tx, { orderIds: running.map((one) => one.id), source, now });
  await rollUpParents(tx, [parentId], now);
}

/** What a drip-feed gives back for runs that never start: all of them, and a fixed coupon's share. */
export function restOfDripFeed(rest: {
  rate: bigint;
  couponAmount: bigint;
  runs: number;
  runsStarted: number;
  runQuantity: number;
}): { runs: number; toWallet: Money; toPromotion: Money } {
  const coupon = asMoney(rest.couponAmount);
  const runs = rest.runs - rest.runsStarted;
  const refund = chargeFor(asRate(rest.rate), rest.runQuantity * runs);
  const toPromotion = asMoney(coupon - proRata(coupon, rest.runsStarted, rest.runs));
  return { runs, toWallet: asMoney(refund - toPromotion), toPromotion };
}

async function refundRest(tx: Tx, parentId: number, rest: Rest, source: string): Promise<void> {
  const { runs, toWallet, toPromotion } = restOfDripFeed({
    rate: rest.rate,
    couponAmount: rest.coupon_amount,
    runs: rest.runs,
    runsStarted: rest.runs_started,
    runQuantity: rest.run_quantity,
  });
  const from = { reference: String(parentId), fromId: HELD };
  const transfers: Transfer[] = [
    { kind: 'order.refund', ...from, toId: walletOf(rest.account_id), amount: toWallet },
    { kind: 'order.coupon_return', ...from, toId: PROMOTION, amount: toPromotion },
  ];
  await postTransfers(
    tx,
    transfers.filter((one) => one.amount > 0n),
  );
  await recordEvents(tx, [
    {
      orderId: parentId,
      accountId: rest.account_id,
      type: 'order.refunded',
      source,
      data: { amount: formatMoney(toWallet), promotion: formatMoney(toPromotion), runs },
    },
  ]);
}
