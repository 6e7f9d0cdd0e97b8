import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import type { OrderEventType } from './record-events.ts';

/** What became of an order, for whoever placed it. */
export type OrderNews = { type: OrderEventType; at: Date; accountId: number; orderId: number };

export type OrderNewsRead = {
  news: OrderNews[];
  /** Everything before this transaction was read. */
  untilXid: string;
};

export type OrderNewsWanted = {
  fromXid: string;
  untilXid: string;
  types: readonly OrderEventType[];
  /** About how many at a time; a transaction's stay together. */
  most: number;
};

type Row = OrderNews & { xid: string };

const NEWS = reading<Row>(
  'order-news-read',
  `select e.xid::text, e.type, e.at, e.account_id as "accountId", e.order_id as "orderId"
   from order_events e join orders o on o.id = e.order_id
   where e.xid >= $1::xid8 and e.xid < $2::xid8 and e.type = any ($3::text[])
     and (o.parent_id is null or e.type like 'refill.%')
     and e.source not like 'customer:%' and e.source not like 'key:%'
   order by e.xid, e.id limit $4`,
);

/**
 * Reads what transactions that have ended did to orders, without what their customers did
 * themselves, and without the runs of drip-feeds, which their parent speaks for.
 */
export async function readNews(db: Db, wanted: OrderNewsWanted): Promise<OrderNewsRead> {
  const { fromXid, untilXid, types, most } = wanted;
  const read = (from: string, until: string, limit: number | null) =>
    db.rows(NEWS, [from, until, types, limit]);
  const rows = await read(fromXid, untilXid, most + 1);
  const cut = rows[most]?.xid;
  if (cut === undefined) return { news: rows, untilXid };
  const whole = rows.filter((row) => row.xid !== cut);
  if (whole.length > 0) return { news: whole, untilXid: cut };
  const next = String(BigInt(cut) + 1n);
  return { news: await read(cut, next, null), untilXid: next };
}
