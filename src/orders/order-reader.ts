import type { App } from '#platform/app.ts';
import { numbers } from '#platform/db/array-literal.ts';
import { reading } from '#platform/db/statement.ts';
import { readAll, type OrderView } from './read-statuses.ts';
import type { WatchedNews, OrderWatch, WatchedOrder } from './order-watch.ts';

export type OrderReader = (watch: OrderWatch) => () => void;

const EVERY_MS = 1_000;
const MOST_PLACED = 500; // a page shows the newest fifty; of more than that it is read again
// A laptop that wakes up asks from where it fell asleep: beyond this it reads the page again.
const MOST_BEHIND = 20_000n;

type Row =
  | { horizon: string; id: null }
  | {
      horizon: string;
      id: number;
      accountId: number;
      placed: boolean;
      /** What an order looks like, its quantity first: equal texts, equal looks. */
      look: string | null;
    };

// One snapshot: what was committed before the horizon is in it, and what comes after is not missed.
const LOOK = reading<Row>(
  'orders-watch',
  `select h.xid::text as horizon, l.*
   from (select pg_snapshot_xmin(pg_current_snapshot()) as xid) h
   left join lateral (
     select o.id, o."accountId", false as placed, o.look
     from unnest($1::int[]) as watched (id)
     cross join lateral (
       select id, account_id as "accountId",
         concat_ws(' ', quantity, status, remains, refunded, coalesce(start_count::text, '-')) as look
       from orders where id = watched.id offset 0
     ) o
     union all
     (select e.order_id, e.account_id, true, null from order_events e
      where e.xid >= $2::xid8 and e.xid < h.xid and e.type = 'order.created'
        and e.account_id = any ($3::int[]) limit $4)
   ) l on true`,
);

const HORIZON = reading<{ horizon: string }>(
  'orders-horizon',
  'select pg_snapshot_xmin(pg_current_snapshot())::text as horizon',
);

/** Where a page that is read now goes on from, when it watches. */
export async function watchFrom(app: App): Promise<string> {
  const [row] = await app.db.rows(HORIZON);
  return row?.horizon ?? '0';
}

/** Reads for everybody who watches, once a second, while somebody does. */
export function openOrderReader(app: App): OrderReader {
  const watches = new Set<OrderWatch>();
  const fresh = new Set<OrderWatch>();
  let looks: ReadonlyMap<number, string> = new Map();
  let from: string | null = null;
  let timer: NodeJS.Timeout | undefined;
  let isLooking = false;

  const plan = (ms: number): void => {
    if (timer === undefined && !isLooking) timer = setTimeout(turn, ms).unref();
  };
  const turn = (): void => {
    timer = undefined;
    isLooking = true;
    look()
      .catch((error: unknown) => app.log.warn({ err: error }, 'orders could not be watched'))
      .finally(() => {
        isLooking = false;
        if (watches.size > 0) plan(EVERY_MS);
        else [looks, from] = [new Map(), null];
      });
  };

  async function look(): Promise<void> {
    const all = [...watches];
    const isNew = new Set(fresh);
    from ??= await watchFrom(app);
    const least = leastOf(
      from,
      all.filter((one) => isNew.has(one)),
    );
    const rows = await app.db.rows(LOOK, [
      numbers(new Set(all.flatMap((one) => one.ids))),
      least,
      numbers(new Set(all.map((one) => one.accountId))),
      MOST_PLACED,
    ]);
    const { horizon, seen, placed } = sorted(rows);
    const isChanged = (id: number) => seen.has(id) && seen.get(id) !== looks.get(id);
    const asks = all.map((watch) => ({
      watch,
      ids: isNew.has(watch) ? watch.ids : watch.ids.filter(isChanged),
    }));
    const calls = asks.map(({ watch, ids }) => ({ accountId: watch.accountId, ids }));
    const views = calls.some(({ ids }) => ids.length > 0) ? await readAll(app.db, calls) : [];
    const isFull = placed.length >= MOST_PLACED;
    for (const [index, { watch }] of asks.entries()) {
      const orders = (views[index] ?? []).flatMap((view) => watched(view, seen));
      const own = placed.filter(({ accountId }) => accountId === watch.accountId);
      const isStale = isFull || (isNew.has(watch) && isBehind(watch, horizon));
      const news = { orders, placed: own.map(({ id }) => id), isStale, cursor: horizon };
      if (watches.has(watch)) tellOf(watch, news);
    }
    for (const watch of isNew) fresh.delete(watch);
    [looks, from] = [seen, horizon];
  }

  return (watch) => {
    watches.add(watch);
    fresh.add(watch);
    plan(0);
    return () => {
      watches.delete(watch);
      fresh.delete(watch);
    };
  };
}

const watched = (view: OrderView | undefined, seen: ReadonlyMap<number, string>): WatchedOrder[] =>
  view ? [{ ...view, quantity: Number.parseInt(seen.get(view.id) ?? '0', 10) }] : [];

function sorted(rows: readonly Row[]) {
  const seen = new Map<number, string>();
  const placed: { id: number; accountId: number }[] = [];
  for (const row of rows) {
    if (row.id === null) continue;
    if (row.placed) placed.push(row);
    else seen.set(row.id, row.look ?? '');
  }
  return { horizon: rows[0]?.horizon ?? '0', seen, placed };
}

/** Whoever comes back has missed something: everybody hears of it again, which changes nothing. */
function leastOf(from: string, comers: readonly OrderWatch[]): string {
  const latest = BigInt(from);
  let least = latest;
  for (const { since } of comers) {
    const xid = since === undefined ? latest : BigInt(since);
    if (xid < least && latest - xid <= MOST_BEHIND) least = xid;
  }
  return String(least);
}

const isBehind = ({ since }: OrderWatch, horizon: string): boolean =>
  since !== undefined && BigInt(horizon) - BigInt(since) > MOST_BEHIND;

function tellOf(watch: OrderWatch, news: WatchedNews): void {
  if (news.orders.length > 0 || news.placed.length > 0 || news.isStale) watch.tell(news);
}
