import type { ServiceType } from '#catalog/index.ts';
import { reading } from '#platform/db/statement.ts';
import type { OrderKind, OrderStatus } from './order.ts';

export type ListedRow = {
  id: number;
  kind: OrderKind;
  status: OrderStatus;
  parentId: number | null;
  serviceId: number;
  service: string;
  type: ServiceType;
  platform: string;
  link: string;
  quantity: number;
  charge: bigint;
  requestId: string;
  createdAt: Date;
  finishedAt: Date | null;
};

/** How far the index was walked, beside what passed the filters; no order: none passed. */
export type WalkedRow = { walked: number; reached: number | null } & (ListedRow | { id: null });

const COLUMNS = `o.id, o.kind, o.status, o.parent_id as "parentId", o.service_id as "serviceId",
  o.link, o.quantity, o.charge, o.request_id as "requestId", o.created_at as "createdAt",
  o.finished_at as "finishedAt", v.service, v.type, v.platform`;

// A lookup of each, where a join might be planned over the whole of the table.
const SERVICE = `left join lateral (
    select s.name as service, s.type,
      (select c.platform from categories c where c.id = s.category_id) as platform
    from services s where s.id = o.service_id offset 0
  ) v on true`;

// Attention: waits since before $11, by nobody's choice; or ended since $12 with less than all, and not at the customer's word.
const FILTERS = `($6::int is null or o.service_id = $6)
  and ($7::order_kind is null or o.kind = $7)
  and ($8::timestamptz is null or o.created_at >= $8)
  and ($9::timestamptz is null or o.created_at < $9)
  and ($10::text is null or strpos(lower(o.link), $10) > 0)
  and ($11::timestamptz is null
    or o.created_at < $11 and o.finished_at is null
      and not exists (select from scheduled_orders w where w.order_id = o.id and w.starts_at >= $11)
    or o.finished_at >= $12
      and not exists (select from cancel_wishes w where w.order_id = o.id)
      and not exists (select from order_events e
        where e.order_id = o.id and e.type = 'order.canceled' and e.source = 'customer'))
  and ($13::bigint is null or o.charge >= $13)
  and ($14::bigint is null or o.charge <= $14)
  and ($15::text[] is null or o.link = any ($15))`;

/**
 * Walks an account's orders of some states from one number on, $4 of them at most, and answers those
 * that pass the filters. Each state is a range of `orders_by_state`, with bounds of its own; bounds and
 * order are over both columns, or the primary key would do for the order and be walked from its end.
 */
const walk = (name: string, order: 'desc' | 'asc') =>
  reading<WalkedRow>(
    name,
    `with walked as materialized (
       select w.id
       from unnest($2::order_status[], $3::int[], $16::int[]) as s (status, above, below)
       cross join lateral (
         select o.id from orders o
         where o.account_id = $1
           and (o.status, o.id) > (s.status, s.above) and (o.status, o.id) < (s.status, s.below)
         order by o.status ${order}, o.id ${order} limit $4
       ) w
       order by w.id ${order} limit $4
     )
     select f.walked, f.reached, l.*
     from (select count(*)::int as walked, ${order === 'desc' ? 'min' : 'max'}(id) as reached
           from walked) f
     left join lateral (
       select p.* from walked
       cross join lateral (
         select ${COLUMNS} from orders o ${SERVICE}
         where o.id = walked.id and ${FILTERS} offset 0
       ) p
       order by p.id ${order} limit $5
     ) l on true
     order by l.id ${order}`,
  );

export const WALK_DOWN = walk('orders-walk-down', 'desc');
export const WALK_UP = walk('orders-walk-up', 'asc');

/** Orders by their numbers, as far as they are the account's and pass the same filters. */
export const PICK = reading<ListedRow>(
  'orders-pick',
  `select p.* from unnest($3::int[]) as asked (id)
   cross join lateral (
     select ${COLUMNS} from orders o ${SERVICE}
     where o.id = asked.id and o.account_id = $1 and o.status = any ($2::order_status[])
       and ${FILTERS} and o.id > $4::int and o.id < $5::int offset 0
   ) p
   order by p.id desc`,
);

/** By the caller's own id, or by its exact link among those that ended. */
export const FIND = reading<{ id: number }>(
  'orders-find',
  `select id from orders where account_id = $1 and request_id = $2
   union
   select f.id from unnest($3::text[]) as asked (link)
   cross join lateral (
     select o.id from orders o
     where o.account_id = $1 and o.status in ('completed', 'partial', 'canceled')
       and (hashtext(o.link), o.id) > (hashtext(asked.link), 0)
       and (hashtext(o.link), o.id) < (hashtext(asked.link), 2147483647) and o.link = asked.link
     order by hashtext(o.link) desc, o.id desc limit $4
   ) f
   limit $5`,
);
