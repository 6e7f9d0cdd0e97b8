import { asMoney, type Money } from '#lib/money.ts';
import { numbers } from '#platform/db/array-literal.ts';
import type { Json } from '#platform/db/schema.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import { readAll, type OrderView } from './read-statuses.ts';
import type { OrderEventType } from './record-events.ts';

export type ReadEvent = {
  /** Grows with each event of an order. */
  id: bigint;
  /** The transaction that wrote it. */
  xid: bigint;
  type: OrderEventType;
  at: Date;
  accountId: number;
  data: Json | null;
  /** As its customer sees it now. */
  order: OrderView;
  /** The caller's own, where one was sent. */
  requestId: string | null;
  serviceId: number;
  parentId: number | null;
  /** Of `balance.low`: what the wallet holds now. */
  balance: Money | null;
};

export type EventsWanted = {
  /** Of the transactions from this one up to that one, without it; all of them have ended. */
  fromXid: string;
  untilXid: string;
  accountIds: readonly number[];
  types: readonly string[];
  /** About how many at a time; a transaction's events stay together. */
  most: number;
};

export type EventsRead = {
  events: ReadEvent[];
  /** Everything before this transaction was read. */
  untilXid: string;
};

type Row = {
  id: bigint;
  xid: string;
  type: OrderEventType;
  at: Date;
  account_id: number;
  order_id: number;
  data: Json | null;
  request_id: string;
  service_id: number;
  parent_id: number | null;
  balance: bigint | null;
};

const EVENTS = reading<Row>(
  'order-events-read',
  `select e.id, e.xid::text, e.type, e.at, e.account_id, e.order_id, e.data, o.request_id,
     o.service_id, o.parent_id, case when e.type = 'balance.low'
       then (select balance from wallets w where w.id = e.account_id) end as balance
   from order_events e join orders o on o.id = e.order_id
   where e.xid >= $1::xid8 and e.xid < $2::xid8
     and e.account_id = any ($3::int[]) and e.type = any ($4::text[])
   order by e.xid, e.id limit $5`,
);

/** Reads what was committed, in the order in which it was: whole transactions, none of them twice. */
export async function readEvents(db: Db, wanted: EventsWanted): Promise<EventsRead> {
  const { rows, untilXid } = await readRows(db, wanted);
  const calls = rows.map((row) => ({ accountId: row.account_id, ids: [row.order_id] }));
  const views = await readAll(db, calls);
  const events = rows.flatMap((row, index): ReadEvent[] => {
    const order = views[index]?.[0];
    if (!order) return [];
    const { id, type, at, data, balance } = row;
    return [
      {
        ...{ id, type, at, data, order },
        xid: BigInt(row.xid),
        accountId: row.account_id,
        requestId: row.request_id.startsWith('r:') ? row.request_id.slice(2) : null,
        serviceId: row.service_id,
        parentId: row.parent_id,
        balance: balance === null ? null : asMoney(balance),
      },
    ];
  });
  return { events, untilXid };
}

async function readRows(db: Db, wanted: EventsWanted): Promise<{ rows: Row[]; untilXid: string }> {
  const { fromXid, untilXid, accountIds, types, most } = wanted;
  const read = (from: string, until: string, limit: number | null) =>
    db.rows(EVENTS, [from, until, numbers(accountIds), types, limit]);
  const rows = await read(fromXid, untilXid, most + 1);
  const cut = rows[most]?.xid;
  if (cut === undefined) return { rows, untilXid };
  const whole = rows.filter((row) => row.xid !== cut);
  if (whole.length > 0) return { rows: whole, untilXid: cut };
  const next = String(BigInt(cut) + 1n);
  return { rows: await read(cut, next, null), untilXid: next };
}
