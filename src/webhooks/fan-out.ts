import { readServiceChanges } from '#catalog/index.ts';
import { perApp, type App } from '#platform/app.ts';
import { numbers } from '#platform/db/array-literal.ts';
import { reading, writing } from '#platform/db/statement.ts';
import type { Db, Tx } from '#platform/db/types.ts';
import { readEvents } from '#orders/index.ts';
import { orderMessage, serviceMessages, type Message } from './message.ts';

const MOST_EVENTS = 2_000; // a turn: a megabyte of bodies
const ROWS_AT_A_TIME = 5_000;
const BODIES_AT_A_TIME = 500; // of up to 20 kB
// What a turn found nothing in is remembered, and written down when it has become this much.
const MOST_UNWRITTEN = 1_000n;
const REMEMBERS_MISSED_MS = 30 * 24 * 60 * 60_000; // as long as deliveries are kept

/** A webhook that hears of something. */
type Listener = {
  id: number;
  accountId: number;
  events: string[];
  sinceXid: string;
  createdAt: Date;
  disabled: boolean;
};

type Delivery = { endpoint: Listener; message: Message };

const WINDOW = reading<{ cursor: string; horizon: string }>(
  'webhook-window',
  `select xid::text as cursor, pg_snapshot_xmin(pg_current_snapshot())::text as horizon
   from webhook_cursor`,
);

const LISTENERS = reading<Listener>(
  'webhook-listeners',
  `select id, account_id as "accountId", events, since_xid::text as "sinceXid",
     created_at as "createdAt", disabled_at is not null as disabled
   from webhook_endpoints
   where removed_at is null and (disabled_at is null or disabled_at > $1) order by id`,
);

/**
 * Makes deliveries of everything that was committed since the last time, and moves the cursor in
 * the same transaction: nothing is left out and nothing is made twice, whoever is killed. For a
 * webhook that is disabled they are kept as dropped. Answers how many were made.
 */
export async function fanOut(app: App): Promise<number> {
  let made = 0;
  for (;;) {
    const turn = await takeTurn(app);
    made += turn.made;
    if (turn.done) return made;
  }
}

/** How far this process has looked and found nothing; lost with it, at the cost of another look. */
const looked = perApp(() => ({ untilXid: 0n }));

async function takeTurn(app: App): Promise<{ made: number; done: boolean }> {
  const memory = looked(app);
  const [window] = await app.db.rows(WINDOW);
  if (!window) return { made: 0, done: true };
  const cursor = BigInt(window.cursor);
  const from = cursor > memory.untilXid ? cursor : memory.untilXid;
  if (from >= BigInt(window.horizon)) return { made: 0, done: true };
  const now = new Date(app.clock.now());
  const { deliveries, untilXid } = await gather(app, String(from), window.horizon, now);
  const until = BigInt(untilXid);
  const done = untilXid === window.horizon;
  if (deliveries.length > 0 || until - cursor >= MOST_UNWRITTEN) {
    const won = await app.transact((tx) => write(tx, { from, untilXid, deliveries, now }));
    if (!won) return { made: 0, done: true };
  }
  memory.untilXid = until;
  return { made: deliveries.length, done };
}

/** What these transactions wrote never changes again, so that it need not be read under a lock. */
async function gather(app: App, fromXid: string, horizon: string, now: Date) {
  const listeners = await listenersTo(app.db, now);
  const accountIds = [...new Set(listeners.map((one) => one.accountId))];
  if (accountIds.length === 0) return { deliveries: [], untilXid: horizon };
  const { events, untilXid } = await readEvents(app.db, {
    ...{ fromXid, untilXid: horizon, accountIds, most: MOST_EVENTS },
    types: [...new Set(listeners.flatMap((one) => one.events))],
  });
  const byAccount = Map.groupBy(listeners, (one) => one.accountId);
  const ofOrders = events.flatMap((event) => {
    const wanting = (byAccount.get(event.accountId) ?? []).filter(
      (one) => one.events.includes(event.type) && event.xid > BigInt(one.sinceXid),
    );
    if (wanting.length === 0) return [];
    const message = orderMessage(event, app.currency);
    return wanting.map((endpoint) => ({ endpoint, message }));
  });
  const ofServices = await tellServices(app.db, listeners, fromXid, untilXid);
  return { deliveries: [...ofOrders, ...ofServices], untilXid };
}

const listenersTo = (db: Db, now: Date): Promise<Listener[]> =>
  db.rows(LISTENERS, [new Date(now.getTime() - REMEMBERS_MISSED_MS)]);

async function tellServices(
  db: Db,
  listeners: readonly Listener[],
  fromXid: string,
  untilXid: string,
): Promise<Delivery[]> {
  const wanting = listeners.filter((one) => one.events.includes('service.changed'));
  if (wanting.length === 0) return [];
  const changes = await readServiceChanges(db, { fromXid, untilXid });
  return [...Map.groupBy(changes, ({ xid }) => xid)].flatMap(([xid, written]) => {
    const messages = serviceMessages(written);
    const later = wanting.filter(({ sinceXid }) => BigInt(xid) > BigInt(sinceXid));
    return messages.flatMap((message) => later.map((endpoint) => ({ endpoint, message })));
  });
}

const TAKE = writing<{ xid: string }>(
  'webhook-cursor-take',
  'select xid::text from webhook_cursor for update skip locked',
);
const MOVE = writing('webhook-cursor-move', 'update webhook_cursor set xid = $1::xid8');

const INSERT_MESSAGES = writing(
  'webhook-messages-insert',
  `insert into webhook_messages (id, type, body, created_at)
   select id, type, body, $4 from unnest($1::text[], $2::text[], $3::text[]) as made (id, type, body)
   on conflict (id) do nothing`,
);

const INSERT = writing(
  'webhook-deliveries-insert',
  `insert into webhook_deliveries (endpoint_id, message, status, due_at, created_at, finished_at)
   select endpoint_id, message, status, $4, $4, case when status <> 'pending' then $4::timestamptz end
   from unnest($1::int[], $2::text[], $3::delivery_status[]) as made (endpoint_id, message, status)
   on conflict (message, endpoint_id) do nothing`,
);

/** False when another process was there first. */
async function write(
  tx: Tx,
  turn: { from: bigint; untilXid: string; deliveries: readonly Delivery[]; now: Date },
): Promise<boolean> {
  const [taken] = await tx.run(TAKE);
  if (!taken || BigInt(taken.xid) > turn.from) return false;
  const messages = [...new Set(turn.deliveries.map(({ message }) => message))];
  for (const rows of inPieces(messages, BODIES_AT_A_TIME)) {
    await tx.run(INSERT_MESSAGES, [
      rows.map(({ id }) => id),
      rows.map(({ type }) => type),
      rows.map(({ body }) => body),
      turn.now,
    ]);
  }
  for (const rows of inPieces(turn.deliveries, ROWS_AT_A_TIME)) {
    await tx.run(INSERT, [
      numbers(rows.map(({ endpoint }) => endpoint.id)),
      rows.map(({ message }) => message.id),
      rows.map(({ endpoint }) => (endpoint.disabled ? 'dropped' : 'pending')),
      turn.now,
    ]);
  }
  await tx.runLast(MOVE, [turn.untilXid]);
  return true;
}

function* inPieces<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}
