import type { Finding } from '#ledger/index.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

const MOST_FINDINGS = 20; // enough to see the pattern

type Row = { detail: string };

/**
 * What is held must be what open orders are charged. A drip-feed's hold lies with the parent and
 * its runs settle shares of it, so an ended run leaves the hold and an open one is counted there.
 */
const HELD = reading<Row>(
  'check-held',
  `with held as (
     select coalesce(sum(case when to_id = -1 then amount else -amount end), 0) as amount
     from transfers where to_id = -1 or from_id = -1
   ), open as (
     select coalesce(sum(charge), 0) as amount from orders
     where parent_id is null and kind <> 'drip_feed'
       and status not in ('completed', 'partial', 'canceled')
   ), posts as (
     select coalesce(sum(charge), 0) as amount from orders
     where kind = 'post' and status not in ('completed', 'partial', 'canceled')
   ), feeds as (
     select coalesce(sum(p.charge - p.settled), 0) as amount
     from (
       select o.charge,
         coalesce((select sum(r.charge) from orders r where r.parent_id = o.id
                     and r.status in ('completed', 'partial', 'canceled')), 0)
         + coalesce((select sum(t.amount) from transfers t where t.reference = o.id::text
                     and t.kind in ('order.refund', 'order.coupon_return')), 0) as settled
       from orders o where o.kind = 'drip_feed' and o.status not in ('completed', 'partial', 'canceled')
     ) p
   )
   select format('held is %s, open orders make %s', held.amount,
                 open.amount + posts.amount + feeds.amount) as detail
   from held, open, posts, feeds
   where held.amount <> open.amount + posts.amount + feeds.amount`,
);

/** Per order: one hold of the whole charge, and endings that give back or earn exactly that. */
const TRANSFERS = reading<Row>(
  'check-order-transfers',
  `with sums as (
     select reference::int as id,
       coalesce(sum(amount) filter (where kind in ('order.hold', 'order.coupon')), 0) as held,
       coalesce(sum(amount) filter (where kind = 'order.coupon'), 0) as coupon,
       coalesce(sum(amount) filter (where kind = 'order.earn'), 0) as earned,
       coalesce(sum(amount) filter (where kind in ('order.refund', 'order.coupon_return')), 0) as refunded,
       coalesce(sum(amount) filter (where kind = 'order.coupon_return'), 0) as returned
     from transfers where kind::text ~ '^(order|risk)[.]' group by reference
   )
   select format('order %s (%s, %s): charge %s, refunded %s; transfers hold %s, earn %s, refund %s',
                 coalesce(o.id, s.id), o.kind, o.status, o.charge, o.refunded, s.held, s.earned,
                 s.refunded) as detail
   from orders o full join sums s on s.id = o.id
   where o.id is null or not (
     coalesce(s.held, 0) = case when o.kind = 'run' then 0 else o.charge end
     and (o.kind = 'run' or coalesce(s.coupon, 0) = o.coupon_amount)
     and case
       when o.kind = 'drip_feed' then coalesce(s.earned, 0) = 0
       when o.status in ('completed', 'partial', 'canceled')
         then coalesce(s.earned, 0) = o.charge - o.refunded and coalesce(s.refunded, 0) = o.refunded
           and coalesce(s.returned, 0) = case o.status when 'canceled' then o.coupon_amount
             when 'completed' then 0
             else div(o.coupon_amount::numeric * o.remains, greatest(o.quantity, 1)) end
       else coalesce(s.earned, 0) = 0 and coalesce(s.refunded, 0) = 0 and o.refunded = 0
     end)
   limit ${MOST_FINDINGS}`,
);

/** Sums would not notice a refund in the wrong wallet, or what was earned elsewhere. */
const PARTIES = reading<Row>(
  'check-order-parties',
  `select format('transfer %s (%s of order %s) goes from %s to %s; the account is %s',
                 t.id, t.kind, t.reference, t.from_id, t.to_id, o.account_id) as detail
   from transfers t
   join orders o on o.id = case when t.kind::text ~ '^(order|risk)[.]'
                                then t.reference::int end
   where (t.from_id, t.to_id) is distinct from case t.kind
     when 'order.hold' then (o.account_id::bigint, -1::bigint)
     when 'order.coupon' then (-4::bigint, -1::bigint)
     when 'order.earn' then (-1::bigint, -2::bigint)
     when 'order.refund' then (-1::bigint, o.account_id::bigint)
     when 'order.coupon_return' then (-1::bigint, -4::bigint)
     when 'risk.open' then (-2::bigint, -6::bigint)
     when 'risk.release' then (-6::bigint, -2::bigint)
     when 'risk.loss' then (-6::bigint, -7::bigint)
   end
   limit ${MOST_FINDINGS}`,
);

const PRICES = reading<Row>(
  'check-order-prices',
  `select format('order %s: rate %s × quantity %s is not the charge %s', id, rate, quantity, charge)
     as detail
   from orders where charge <> rate * quantity limit ${MOST_FINDINGS}`,
);

const PARTIALS = reading<Row>(
  'check-order-partials',
  `select format('order %s: refunded %s, but rate %s × remains %s', id, refunded, rate, remains)
     as detail
   from orders
   where status = 'partial' and kind <> 'drip_feed' and refunded <> rate * remains
   limit ${MOST_FINDINGS}`,
);

const FEEDS = reading<Row>(
  'check-drip-feeds',
  `select format('drip-feed %s (%s): refunded %s; its runs make %s, runs not started %s',
                 p.id, p.status, p.refunded, p.of_runs, p.own) as detail
   from (
     select o.*, d.runs, d.runs_started,
       (select coalesce(sum(r.refunded), 0) from orders r where r.parent_id = o.id) as of_runs,
       (select coalesce(sum(t.amount), 0) from transfers t where t.reference = o.id::text
          and t.kind in ('order.refund', 'order.coupon_return')) as own,
       (select coalesce(sum(r.charge), 0) from orders r where r.parent_id = o.id) as placed,
       (select coalesce(sum(r.coupon_amount), 0) from orders r where r.parent_id = o.id)
         + (select coalesce(sum(t.amount), 0) from transfers t where t.reference = o.id::text
            and t.kind = 'order.coupon_return') as promoted
     from orders o join drip_feeds d on d.order_id = o.id
   ) p
   where p.refunded <> p.of_runs + p.own
     or p.placed + p.own > p.charge
     or (p.status in ('completed', 'partial', 'canceled')
       and (p.placed + p.own, p.promoted) <> (p.charge, p.coupon_amount))
   limit ${MOST_FINDINGS}`,
);

const COUPONS = reading<Row>(
  'check-coupons',
  `select format('coupon %s counts %s uses and has %s', c.code, c.uses, count(u.order_id)) as detail
   from coupons c left join coupon_uses u on u.coupon_id = c.id
   group by c.id having c.uses <> count(u.order_id) limit ${MOST_FINDINGS}`,
);

const CHECKS = [
  ['held equals the open charges', HELD],
  ["an order's transfers match its status", TRANSFERS],
  ["an order's transfers run between its own ledgers", PARTIES],
  ['a charge is rate × quantity', PRICES],
  ['a partial refund is rate × remains', PARTIALS],
  ["a drip-feed's refunds are those of its runs", FEEDS],
  ['a coupon counts its uses', COUPONS],
] as const;

/** Proves orders against the ledger: what is held, charged, earned and given back. */
export async function checkOrders(db: Db): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [rule, statement] of CHECKS) {
    const rows = await db.rows(statement);
    findings.push(...rows.map(({ detail }) => ({ rule, detail })));
  }
  return findings;
}
