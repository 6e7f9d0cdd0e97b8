import { asMoney, proRata, ZERO, type Money } from '#lib/money.ts';
import { perApp, type App } from '#platform/app.ts';
import { batch } from '#platform/batch.ts';
import { reading } from '#platform/db/statement.ts';
import type { SubscriptionStatus } from '#platform/db/schema.ts';
import type { Db } from '#platform/db/types.ts';
import { SHOWN, type OrderKind, type OrderStatus, type ShownStatus } from './order.ts';

/** An order as its customer sees it. */
export type OrderView = {
  id: number;
  kind: OrderKind;
  status: ShownStatus;
  /** What it costs the customer now, in nano-units: the charge less what came back. */
  charge: Money;
  startCount: bigint | null;
  remains: number;
  /** Of a drip-feed: how many runs, and the runs placed so far. */
  runs?: number;
  /** Orders that a drip-feed or a subscription placed so far. */
  orders?: number[];
  subscription?: { status: SubscriptionStatus; posts: number; expiresOn: string | null };
};

const LANES = 2;
const MAX_CALLS = 32; // of up to 100 ids each: one statement of a few thousand rows

/**
 * Reads orders of one account, in the order asked; unknown ids and those of others are undefined.
 * Concurrent calls share one statement.
 */
export const readStatuses = (
  app: App,
  accountId: number,
  ids: readonly number[],
): Promise<(OrderView | undefined)[]> => collector(app)({ accountId, ids });

type Call = { accountId: number; ids: readonly number[] };

const collector = perApp((app) => {
  let next = 0;
  return batch<Call, (OrderView | undefined)[]>({
    lanes: LANES,
    laneOf: () => (next += 1),
    maxItems: MAX_CALLS,
    run: (calls) => readAll(app.db, calls),
  });
});

type Row = [
  id: number,
  accountId: number,
  status: OrderStatus,
  kind: OrderKind,
  quantity: number,
  remains: number,
  charge: bigint,
  refunded: bigint,
  couponAmount: bigint,
  startCount: bigint | null,
];

const ORDERS = reading<Row>(
  'orders-status',
  `select id, account_id, status, kind, quantity, remains, charge, refunded, coupon_amount,
     start_count
   from orders where id = any ($1::int[])`,
  { asArrays: true },
);

async function readAll(db: Db, calls: readonly Call[]): Promise<(OrderView | undefined)[][]> {
  const rows = await db.rows(ORDERS, [calls.flatMap((call) => call.ids)]);
  const parents = rows.filter((row) => row[3] === 'drip_feed' || row[3] === 'subscription');
  const extras = parents.length === 0 ? undefined : await readExtras(db, parents);
  const known = new Map(rows.map((row) => [row[0], row]));
  return calls.map(({ accountId, ids }) =>
    ids.map((id) => {
      const row = known.get(id);
      return row?.[1] === accountId ? { ...viewOf(row), ...extras?.get(id) } : undefined;
    }),
  );
}

function viewOf(row: Row): OrderView {
  const [id, , status, kind, quantity, remains, charge, refunded, couponAmount, startCount] = row;
  return {
    id,
    kind,
    status: SHOWN[status],
    charge: costNow(charge, refunded, couponAmount, remains, quantity),
    startCount,
    remains,
  };
}

/** A fixed coupon's share of a refund goes back to the promotion, not to the customer. */
function costNow(
  charge: bigint,
  refunded: bigint,
  couponAmount: bigint,
  remains: number,
  quantity: number,
): Money {
  if (refunded === 0n) return asMoney(charge - couponAmount);
  if (refunded === charge) return ZERO;
  const returned = proRata(asMoney(couponAmount), remains, quantity);
  return asMoney(charge - couponAmount - (refunded - returned));
}

type Extra = Pick<OrderView, 'runs' | 'orders' | 'subscription'> & { charge?: Money };

// Each run rounds the coupon's share of its own refund, so only the transfers know the sum.
const DRIP_FEEDS = reading<{ order_id: number; runs: number; charge: bigint }>(
  'orders-drip-feeds',
  `select d.order_id, d.runs, p.charge - p.coupon_amount - coalesce((
     select sum(t.amount) from transfers t
     where t.kind = 'order.refund' and t.reference in (
       select o.id::text from orders o where o.parent_id = p.id union all select p.id::text)
   ), 0)::bigint as charge
   from drip_feeds d join orders p on p.id = d.order_id
   where d.order_id = any ($1::int[])`,
);

const SUBSCRIPTIONS = reading<{
  order_id: number;
  status: SubscriptionStatus;
  posts: number | null;
  posts_ordered: number;
  expires_on: string | null;
}>(
  'orders-subscriptions',
  `select order_id, status, posts, posts_ordered, expires_on from subscriptions
   where order_id = any ($1::int[])`,
);

const CHILDREN = reading<{ parent_id: number; ids: number[] }>(
  'orders-children',
  `select parent_id, array_agg(id order by id) as ids from orders
   where parent_id = any ($1::int[]) group by parent_id`,
);

async function readExtras(db: Db, parents: readonly Row[]): Promise<Map<number, Extra>> {
  const ids = parents.map((row) => row[0]);
  const [dripFeeds, subscriptions, children] = await Promise.all([
    db.rows(DRIP_FEEDS, [ids]),
    db.rows(SUBSCRIPTIONS, [ids]),
    db.rows(CHILDREN, [ids]),
  ]);
  const orders = new Map(children.map((row) => [row.parent_id, row.ids]));
  const extras = new Map<number, Extra>();
  for (const { order_id: id, runs, charge } of dripFeeds) {
    extras.set(id, { runs, charge: asMoney(charge), orders: orders.get(id) ?? [] });
  }
  for (const row of subscriptions) {
    extras.set(row.order_id, {
      orders: orders.get(row.order_id) ?? [],
      subscription: {
        status: row.status,
        posts: row.posts ?? row.posts_ordered,
        expiresOn: row.expires_on,
      },
    });
  }
  return extras;
}
