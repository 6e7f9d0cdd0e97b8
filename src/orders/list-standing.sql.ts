import type { ServiceType } from '#catalog/index.ts';
import { reading } from '#platform/db/statement.ts';
import type { SubscriptionStatus, WishStatus } from '#platform/db/schema.ts';
import type { OrderStatus } from './order.ts';

type Common = {
  id: number;
  status: OrderStatus;
  serviceId: number;
  service: string;
  type: ServiceType;
  platform: string;
  link: string;
  placedAt: Date;
  wish: WishStatus | null;
};

export type DripFeedRow = Common & {
  rate: bigint;
  couponAmount: bigint;
  quantity: number;
  runs: number;
  runsStarted: number;
  runQuantity: number;
  intervalMinutes: number;
  nextRunAt: Date | null;
  pausedAt: Date | null;
  /** Of runs that no provider has: what a cancel gives back beside those that did not start. */
  waiting: bigint;
};

export type SubscriptionRow = Common & {
  standing: SubscriptionStatus;
  username: string;
  min: number;
  max: number;
  posts: number | null;
  oldPosts: number;
  postsOrdered: number;
  expiresOn: string | null;
  pausedReason: string | null;
  spent: bigint;
};

const COMMON = `o.id, o.status, o.service_id as "serviceId", s.name as service, s.type,
  (select c.platform from categories c where c.id = s.category_id) as platform, o.link,
  o.created_at as "placedAt",
  (select w.status from cancel_wishes w where w.order_id = o.id) as wish`;

// Bounds and order over both columns of `orders_standing`, or the primary key would be walked.
const page = (kind: string, order: 'asc' | 'desc') =>
  `select id from orders
   where account_id = $1 and kind in ('drip_feed', 'subscription')
     and (kind, id) > ('${kind}', $2) and (kind, id) < ('${kind}', $3)
   order by kind ${order}, id ${order} limit $4`;

const dripFeeds = (name: string, order: 'asc' | 'desc') =>
  reading<DripFeedRow>(
    name,
    `select ${COMMON}, o.rate, o.coupon_amount as "couponAmount", o.quantity, d.runs,
       d.runs_started as "runsStarted", d.run_quantity as "runQuantity",
       d.interval_minutes as "intervalMinutes", d.next_run_at as "nextRunAt",
       d.paused_at as "pausedAt", coalesce((
         select sum(r.charge - r.coupon_amount) from orders r
         where r.parent_id = o.id and r.status = 'pending'), 0)::bigint as waiting
     from (${page('drip_feed', order)}) p join orders o using (id)
     join services s on s.id = o.service_id
     join drip_feeds d on d.order_id = o.id
     order by o.id desc`,
  );

const subscriptions = (name: string, order: 'asc' | 'desc') =>
  reading<SubscriptionRow>(
    name,
    `select ${COMMON}, u.status as standing, u.username, u.min, u.max, u.posts,
       u.old_posts as "oldPosts", u.posts_ordered as "postsOrdered",
       u.expires_on as "expiresOn", u.paused_reason as "pausedReason", coalesce((
         select sum(r.charge - r.coupon_amount - r.refunded) from orders r
         where r.parent_id = o.id), 0)::bigint as spent
     from (${page('subscription', order)}) p join orders o using (id)
     join services s on s.id = o.service_id
     join subscriptions u on u.order_id = o.id
     order by o.id desc`,
  );

export const DRIP_FEEDS = {
  down: dripFeeds('drip-feeds-down', 'desc'),
  up: dripFeeds('drip-feeds-up', 'asc'),
};

export const SUBSCRIPTIONS = {
  down: subscriptions('subscriptions-down', 'desc'),
  up: subscriptions('subscriptions-up', 'asc'),
};
