import { AppError } from '#lib/errors.ts';
import { asMoney, asRate, type Money, type Rate } from '#lib/money.ts';
import { reading } from '#platform/db/statement.ts';
import type { Json } from '#platform/db/schema.ts';
import type { Db } from '#platform/db/types.ts';
import { ORDER_PARAMS } from './order-fields.ts';

/** An order as the form would have sent it. */
export type OrderFields = {
  orderId: number;
  serviceId: number;
  /** Under the names of the API. */
  fields: Readonly<Record<string, string>>;
  /** What was paid for it, per 1000 and in all. */
  rate: Rate;
  charge: Money;
};

type Row = {
  service_id: number;
  link: string;
  quantity: number;
  rate: bigint;
  charge: bigint;
  details: Json | null;
  runs: number | null;
  interval: number | null;
  run_quantity: number | null;
  username: string | null;
  min: number | null;
  max: number | null;
  delay: number | null;
  posts: number | null;
  old_posts: number | null;
  expires_on: string | null;
};

// A run or a post is ordered again as what it is part of.
const READ = reading<Row & { id: number }>(
  'order-fields',
  `select o.id, o.service_id, o.link, o.quantity, o.rate, o.charge, o.details, d.runs,
     d.interval_minutes as interval, d.run_quantity, s.username, s.min, s.max,
     s.delay_minutes as delay, s.posts, s.old_posts, s.expires_on
   from orders asked
   join orders o on o.id = coalesce(asked.parent_id, asked.id)
   left join drip_feeds d on d.order_id = o.id
   left join subscriptions s on s.order_id = o.id
   where asked.id = $1 and asked.account_id = $2`,
);

/**
 * What an order of the account was made of, for another like it; the coupon is left out, being used.
 * Refuses `order_not_found`, for another's order as well.
 */
export async function readOrderFields(
  db: Db,
  { accountId, orderId }: { accountId: number; orderId: number },
): Promise<OrderFields> {
  const [row] = await db.rows(READ, [orderId, accountId]);
  if (!row) throw new AppError('order_not_found', 'Order not found', { parameter: 'order' });
  return {
    orderId: row.id,
    serviceId: row.service_id,
    fields: fieldsOf(row),
    rate: asRate(row.rate),
    charge: asMoney(row.charge),
  };
}

const NAMES = new Set(Object.values(ORDER_PARAMS).flatMap(({ shape }) => Object.keys(shape)));

function fieldsOf(row: Row): Record<string, string> {
  const { link, quantity, details, run_quantity: each, expires_on: expiry } = row;
  const standing = row.username === null ? {} : { username: row.username, delay: row.delay };
  const sent: Record<string, Value | undefined> = {
    ...(isObject(details) ? details : {}),
    ...standing,
    link,
    quantity: each ?? quantity,
    runs: row.runs,
    interval: row.interval,
    min: row.min,
    max: row.max,
    posts: row.posts,
    old_posts: row.old_posts,
    expiry: expiry?.split('-').reverse().join('/'),
  };
  return Object.fromEntries(
    Object.entries(sent).flatMap(([name, value]) => {
      const text = textOf(value);
      return NAMES.has(name) && text !== '' ? [[name, text]] : [];
    }),
  );
}

type Value = Json;

const isObject = (value: Json | null): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: Value | undefined): string => {
  if (Array.isArray(value)) return value.map(textOf).join('\n');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};
