import type { DeliveryMethod, ServiceType } from '#catalog/index.ts';
import { asMoney, asRate, type BasisPoints, type Money, type Rate } from '#lib/money.ts';
import type { SubscriptionStatus, WishStatus } from '#platform/db/schema.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import type { OrderKind, OrderStatus } from './order.ts';
import { readAll, type OrderView } from './read-statuses.ts';

/** All that an order's customer may know of it but its story. */
export type OrderSheet = {
  id: number;
  kind: OrderKind;
  /** What it is inside; shown is that of `now`. */
  status: OrderStatus;
  now: OrderView;
  parentId: number | null;
  service: {
    id: number;
    name: string;
    platform: string;
    type: ServiceType;
    delivery: DeliveryMethod;
    deliveryNote: string | null;
    refill: boolean;
    cancel: boolean;
    guaranteeDays: number | null;
    refillCap: number;
  };
  link: string;
  quantity: number;
  price: OrderPrice;
  /** The caller's own id, where one was sent. */
  requestId: string | null;
  /** The key that placed it; null: a form did. */
  keyId: number | null;
  placedAt: Date;
  /** When it starts or started, where its customer chose that. */
  startsAt: Date | null;
  startedAt: Date | null;
  endedAt: Date | null;
  wish: WishStatus | null;
  dripFeed: DripFeedSheet | null;
  subscription: SubscriptionSheet | null;
};

/** How its charge came about: base, own, tier, coupon, in this order. */
export type OrderPrice = {
  baseRate: Rate;
  ownRate: Rate | null;
  ownDiscountBp: BasisPoints | null;
  tierDiscountBp: BasisPoints;
  coupon: { code: string; discountBp: BasisPoints | null } | null;
  rate: Rate;
  charge: Money;
  /** What a fixed coupon paid of it. */
  couponAmount: Money;
};

export type DripFeedSheet = {
  runs: number;
  runsStarted: number;
  runQuantity: number;
  intervalMinutes: number;
  nextRunAt: Date | null;
  pausedAt: Date | null;
};

export type SubscriptionSheet = {
  status: SubscriptionStatus;
  username: string;
  min: number;
  max: number;
  delayMinutes: number;
  posts: number | null;
  oldPosts: number;
  postsOrdered: number;
  expiresOn: string | null;
  pausedReason: string | null;
};

type Row = Omit<OrderSheet, 'now' | 'price' | 'requestId'> & {
  requestId: string;
  baseRate: bigint;
  ownRate: bigint | null;
  ownDiscountBp: number | null;
  tierDiscountBp: number;
  couponCode: string | null;
  couponDiscountBp: number | null;
  rate: bigint;
  charge: bigint;
  couponAmount: bigint;
  dripFeed: (Omit<DripFeedSheet, 'nextRunAt' | 'pausedAt'> & Times) | null;
};
type Times = { nextRunAt: string | null; pausedAt: string | null };

const READ = reading<Row>(
  'order-sheet',
  `select o.id, o.kind, o.status, o.parent_id as "parentId", o.link, o.quantity,
     o.base_rate as "baseRate", o.own_rate as "ownRate", o.own_discount_bp as "ownDiscountBp",
     o.tier_discount_bp as "tierDiscountBp", c.code as "couponCode",
     o.coupon_discount_bp as "couponDiscountBp", o.rate, o.charge,
     o.coupon_amount as "couponAmount", o.request_id as "requestId", o.key_id as "keyId",
     o.created_at as "placedAt", t.starts_at as "startsAt", o.started_at as "startedAt",
     o.finished_at as "endedAt", w.status as wish,
     json_build_object('id', s.id, 'name', s.name, 'platform', g.platform, 'type', s.type,
       'delivery', s.delivery, 'deliveryNote', s.delivery_note, 'refill', s.refill,
       'cancel', s.cancel, 'guaranteeDays', s.guarantee_days, 'refillCap', s.refill_cap) as service,
     case when d.order_id is not null then json_build_object('runs', d.runs,
       'runsStarted', d.runs_started, 'runQuantity', d.run_quantity,
       'intervalMinutes', d.interval_minutes, 'nextRunAt', d.next_run_at,
       'pausedAt', d.paused_at) end as "dripFeed",
     case when u.order_id is not null then json_build_object('status', u.status,
       'username', u.username, 'min', u.min, 'max', u.max, 'delayMinutes', u.delay_minutes,
       'posts', u.posts, 'oldPosts', u.old_posts, 'postsOrdered', u.posts_ordered,
       'expiresOn', u.expires_on, 'pausedReason', u.paused_reason) end as subscription
   from orders o
   join services s on s.id = o.service_id
   join categories g on g.id = s.category_id
   left join coupons c on c.id = o.coupon_id
   left join cancel_wishes w on w.order_id = o.id
   left join scheduled_orders t on t.order_id = o.id
   left join drip_feeds d on d.order_id = o.id
   left join subscriptions u on u.order_id = o.id
   where o.id = $2 and o.account_id = $1`,
);

/** An order as its account may see it; null for another's as for none. */
export async function readOrder(
  db: Db,
  accountId: number,
  orderId: number,
): Promise<OrderSheet | null> {
  const [[row], [views]] = await Promise.all([
    db.rows(READ, [accountId, orderId]),
    readAll(db, [{ accountId, ids: [orderId] }]),
  ]);
  const now = views?.[0];
  if (!row || !now) return null;
  const { baseRate, ownRate, ownDiscountBp, tierDiscountBp, rate, charge, ...rest } = row;
  const { couponCode, couponDiscountBp, couponAmount, requestId, dripFeed, ...sheet } = rest;
  return {
    ...sheet,
    now,
    requestId: requestId.startsWith('r:') ? requestId.slice(2) : null,
    dripFeed: dripFeed && {
      ...dripFeed,
      nextRunAt: timeOf(dripFeed.nextRunAt),
      pausedAt: timeOf(dripFeed.pausedAt),
    },
    price: {
      baseRate: asRate(baseRate),
      ownRate: ownRate === null ? null : asRate(ownRate),
      ...{ ownDiscountBp, tierDiscountBp },
      coupon: couponCode === null ? null : { code: couponCode, discountBp: couponDiscountBp },
      rate: asRate(rate),
      charge: asMoney(charge),
      couponAmount: asMoney(couponAmount),
    },
  };
}

const timeOf = (text: string | null): Date | null => (text === null ? null : new Date(text));
