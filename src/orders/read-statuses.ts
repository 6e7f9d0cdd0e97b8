import { asMoney, proRata, ZERO, type Money } from '#lib/money.ts';
import { perApp, type App } from '#platform/app.ts';
import { batch } from '#platform/batch.ts';
import { numbers } from '#platform/db/array-literal.ts';
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

const WORKERS = 2;
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

const collector = perApp((app) =>
  batch<Call, (OrderView | undefined)[]>({
    workers: WORKERS,
    maxItems: MAX_CALLS,
    run: (calls) => readAll(app.db, calls),
  }),
);

type Row = {
  id: number;
  accountId: number;
  status: OrderStatus;
  kind: OrderKind;
  quantity: number;
  remains: number;
  charge: bigint;
  refunded: bigint;
  couponAmount: bigint;
  startCount: bigint | null;
};

// One text for all rows: `pg` spends twice as long on a thousand small fields as on everything else
// here. What most orders do not have is left out of their line.
const ORDERS = reading<[lines: string | null]>(
  'orders-status',
  `select string_agg(concat_ws(' ',
     id, account_id, status, remains, charge, coalesce(start_count::text, '-'),
     case when kind <> 'single' or refunded <> 0 or coupon_amount <> 0
       then concat_ws(' ', kind, quantity, refunded, coupon_amount) end), E'\\n')
   from orders where id = any ($1::int[])`,
  { asArrays: true },
);

/** Reads orders of many accounts at once; those of others are undefined. */
export async function readAll(
  db: Db,
  calls: readonly Call[],
): Promise<(OrderView | undefined)[][]> {
  const [found] = await db.rows(ORDERS, [numbers(calls.flatMap((call) => call.ids))]);
  const rows = found?.[0] ? found[0].split('\n').map(rowOf) : [];
  const parents = rows.filter(({ kind }) => kind === 'drip_feed' || kind === 'subscription');
  const extras = parents.length === 0 ? undefined : await readExtras(db, parents);
  const known = new Map(rows.map((row) => [row.id, row]));
  return calls.map(({ accountId, ids }) =>
    ids.map((id) => {
      const row = known.get(id);
      if (row?.accountId !== accountId) return undefined;
      const extra = extras?.get(id);
      return extra ? { ...viewOf(row), ...extra } : viewOf(row);
    }),
  );
}

function rowOf(line: string): Row {
  const [id, accountId, status, remains, charge, startCount, kind, quantity, refunded, coupon] =
    line.split(' ');
  return {
    id: Number(id),
    accountId: Number(accountId),
    status: status as OrderStatus,
    kind: (kind ?? 'single') as OrderKind,
    quantity: Number(quantity ?? remains),
    remains: Number(remains),
    charge: BigInt(charge as string),
    refunded: BigInt(refunded ?? 0),
    couponAmount: BigInt(coupon ?? 0),
    startCount: startCount === '-' ? null : BigInt(startCount as string),
  };
}

function viewOf(row: Row): OrderView {
  const { id, kind, status, remains, startCount } = row;
  return { id, kind, status: SHOWN[status], charge: costNow(row), startCount, remains };
}

/** A fixed coupon's share of a refund goes back to the promotion, not to the customer. */
function costNow({ charge, refunded, couponAmount, remains, quantity }: Row): Money {
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
  const ids = parents.map((row) => row.id);
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
