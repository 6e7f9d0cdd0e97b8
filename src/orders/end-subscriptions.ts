import { reading } from '#platform/db/statement.ts';
import { raiseNotices } from '#platform/notices/index.ts';
import type { Tx } from '#platform/db/types.ts';
import { changeSubscription } from './change-subscription.ts';
import { lockOrders } from './lock-orders.ts';
import type { OrderStatus } from './order.ts';
import { settleOrders } from './settle-orders.ts';
import { unfollowOrders } from './unfollow-orders.ts';
import { wishCancel } from './wish-cancel.ts';

const DAY_MS = 24 * 3_600_000;

// A month without the money is no pause any more. The provider has two days to end it first, so
// that nothing runs there that nobody pays.
const UNPAID_MS = 30 * DAY_MS;
const UNPAID_ENDS_MS = 32 * DAY_MS;
const EXPIRED_GRACE_MS = 2 * DAY_MS; // providers count days in time zones of their own

export type EndedSubscriptions = { unpaid: number[]; expired: number[]; wished: number[] };

type Row = { id: number; status: OrderStatus; expired: boolean; over: boolean };

const DUE = reading<Row>(
  'subscriptions-due',
  `select o.id, o.status, s.expires_on < $1::date as expired, s.paused_at <= $3 as over
   from subscriptions s join orders o on o.id = s.order_id
   where s.status in ('active', 'paused') and o.status in ('pending', 'processing', 'in_progress')
     and (s.expires_on < $1::date
       or (s.paused_reason in ('balance.low', 'spend_cap') and s.paused_at <= $2))
   order by o.id limit 500`,
);

const SOURCE = 'system:subscription';

const idsOf = (rows: readonly Row[]) => rows.map((row) => row.id);

/**
 * Ends standing orders whose date is over, and those that waited a month for money: their provider
 * is asked to cancel, and two days later they are canceled here whatever it says.
 */
export async function endSubscriptions(tx: Tx, now: Date): Promise<EndedSubscriptions> {
  const before = (ms: number) => new Date(now.getTime() - ms);
  const day = before(EXPIRED_GRACE_MS).toISOString().slice(0, 10);
  const found = await tx.rows(DUE, [day, before(UNPAID_MS), before(UNPAID_ENDS_MS)]);
  // One that is being submitted by now has its turn when it is known who has it.
  const locked = await lockOrders(tx, idsOf(found));
  const states = new Map(locked.map((row) => [row.id, row.status]));
  const due = found.filter((row) => states.get(row.id) === row.status);
  const expired = idsOf(due.filter((row) => row.expired));
  const unpaid = idsOf(due.filter((row) => !row.expired && row.over));
  const wished = idsOf(due.filter((row) => !row.expired && !row.over));
  const waiting = new Set(idsOf(due.filter((row) => row.status === 'pending')));
  for (const orderId of expired) {
    await changeSubscription(tx, { orderId, status: 'expired', pausedReason: null, now });
  }
  await settleOrders(
    tx,
    [
      ...expired.map((orderId) => ({
        orderId,
        source: SOURCE,
        note: 'its date is over',
        status: waiting.has(orderId) ? ('canceled' as const) : ('completed' as const),
      })),
      ...unpaid.map((orderId) => ({
        orderId,
        source: SOURCE,
        note: 'it waited 30 days for money',
        status: 'canceled' as const,
      })),
    ],
    now,
  );
  await unfollowOrders(tx, [...expired, ...unpaid]);
  const notices = unpaid.map((orderId) => ({
    kind: 'subscription.unpaid',
    subject: `order:${orderId}`,
    severity: 'warning' as const,
    text:
      `Subscription ${orderId} was canceled: it waited 30 days for money, and its provider did not ` +
      'end it when it was asked to. See that it does.',
  }));
  await raiseNotices(tx, notices, now);
  await wishCancel(tx, { orderIds: wished, source: SOURCE, now });
  return { unpaid, expired, wished };
}
