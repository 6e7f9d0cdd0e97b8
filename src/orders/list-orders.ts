import type { ServiceType } from '#catalog/index.ts';
import { asMoney, type Money } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { numbers } from '#platform/db/array-literal.ts';
import { FIND, PICK, WALK_DOWN, WALK_UP, type ListedRow } from './list-orders.sql.ts';
import {
  ENDED_LATELY_MS,
  PLACED_LATELY_MS,
  TAB_STATUSES,
  WAITS_TOO_LONG_MS,
  type OrderQuery,
} from './order-query.ts';
import { isFinal, type OrderKind, type OrderStatus } from './order.ts';
import { orderIdsSince } from './order-ids-since.ts';
import { readSearch } from './read-search.ts';
import { readAll, type OrderView } from './read-statuses.ts';

export type ListedOrder = {
  id: number;
  kind: OrderKind;
  parentId: number | null;
  serviceId: number;
  service: string;
  type: ServiceType;
  platform: string;
  link: string;
  quantity: number;
  /** What it cost when it was placed; what it costs now is in `now`. */
  charged: Money;
  /** The caller's own, where one was sent. */
  requestId: string | null;
  placedAt: Date;
  endedAt: Date | null;
  now: OrderView;
};

export type OrdersWanted = {
  query: OrderQuery;
  size: number;
  /** Older ones than this number, or newer ones; neither: the newest. */
  after?: number | undefined;
  before?: number | undefined;
};

export type OrderList = {
  /** The newest first. */
  orders: ListedOrder[];
  hasNewer: boolean;
  hasOlder: boolean;
  /** Below this number nothing was looked at yet: the filters let too few through. */
  lookedDownTo: number | null;
};

// What a look through the index may cost a page: about 40 ms where all rows must be read.
const MOST_WALKED = 20_000;
const FIRST_WALK = 1_000;
const LARGEST_ID = 2 ** 31 - 1;
const SLACK_MS = 10 * 60_000; // numbers and times are out of order by seconds; clocks may differ by more
const MOST_FOUND = 1_000;

/**
 * One page of an account's orders, by their numbers. However many there are, it reads what it shows;
 * with filters it looks through 20,000 orders at most, and says how far it came.
 */
export async function listOrders(
  app: App,
  accountId: number,
  wanted: OrdersWanted,
): Promise<OrderList> {
  const search = readSearch(wanted.query.search);
  const found = search.kind === 'any' ? null : await find(app, accountId, search);
  const bounds = await boundsOf(app, wanted.query);
  const asked: Asked = { ...wanted, accountId, bounds, text: null, now: app.clock.now() };
  if (found) {
    const picked = await pick(app, asked, found);
    if (picked.orders.length > 0 || search.kind !== 'text') return picked;
    return look(app, { ...asked, text: search.text.toLowerCase() });
  }
  return look(app, asked);
}

type Bounds = readonly { status: OrderStatus; above: number; below: number }[];
type Asked = OrdersWanted & {
  accountId: number;
  bounds: Bounds;
  /** Part of a link. */
  text: string | null;
  now: number;
};

async function find(
  app: App,
  accountId: number,
  search: Exclude<ReturnType<typeof readSearch>, { kind: 'any' }>,
): Promise<number[]> {
  const links = search.kind === 'text' ? search.links : [];
  const values = [accountId, `r:${search.text}`, links, MOST_FOUND, MOST_FOUND];
  const rows = await app.db.rows(FIND, values);
  const ids = search.kind === 'ids' ? search.ids : [];
  return [...new Set([...ids, ...rows.map((row) => row.id)])];
}

/** Where in each state's range what is asked for can lie. */
async function boundsOf(app: App, { tab, since, until }: OrderQuery): Promise<Bounds> {
  const now = app.clock.now();
  const idAt = (ms: number) => orderIdsSince(app.db, new Date(ms));
  const waits = tab === 'attention' ? now - WAITS_TOO_LONG_MS : null;
  const lately = tab === 'attention' ? now - PLACED_LATELY_MS : null;
  const [from, to, tooLong, late] = await Promise.all([
    since ? idAt(since.getTime() - SLACK_MS) : 1,
    until ? idAt(until.getTime() + SLACK_MS) : LARGEST_ID,
    waits === null ? LARGEST_ID : idAt(waits + SLACK_MS),
    lately === null ? 1 : idAt(lately),
  ]);
  return TAB_STATUSES[tab].map((status) => ({
    status,
    above: (isFinal(status) ? Math.max(from, late) : from) - 1,
    below: isFinal(status) ? to : Math.min(to, tooLong),
  }));
}

async function pick(app: App, asked: Asked, ids: readonly number[]): Promise<OrderList> {
  const { accountId, bounds, size, after, before } = asked;
  const statuses = bounds.map((one) => one.status);
  const above = after === undefined ? (before ?? 0) : 0;
  const below = after ?? LARGEST_ID;
  const rows = await app.db.rows(PICK, [
    ...[accountId, statuses, numbers(ids), above, below],
    ...filtersOf(asked),
  ]);
  const upwards = after === undefined && before !== undefined;
  const page = upwards ? rows.slice(-size) : rows.slice(0, size);
  const more = rows.length > size;
  return {
    orders: await viewed(app, accountId, page),
    hasNewer: upwards ? more : after !== undefined,
    hasOlder: upwards || more,
    lookedDownTo: null,
  };
}

/** The newest page is what there is above it when that is less than a page. */
async function look(app: App, asked: Asked): Promise<OrderList> {
  if (asked.before !== undefined && asked.after === undefined) {
    const { rows, more } = await walk(app, asked, 'up');
    if (rows.length === asked.size) {
      const orders = await viewed(app, asked.accountId, rows.reverse());
      return { orders, hasNewer: more, hasOlder: true, lookedDownTo: null };
    }
  }
  const top = asked.before === undefined ? asked : { ...asked, before: undefined };
  const { rows, more, reached } = await walk(app, top, 'down');
  return {
    orders: await viewed(app, asked.accountId, rows),
    hasNewer: top.after !== undefined,
    hasOlder: more,
    lookedDownTo: reached,
  };
}

type Walked = { rows: ListedRow[]; more: boolean; reached: number | null };

async function walk(app: App, asked: Asked, way: 'up' | 'down'): Promise<Walked> {
  const { size, query, text } = asked;
  const filters = text !== null || isFiltered(query);
  if (!filters) return walkOnce(app, asked, { way, most: size + 1 });
  const first = await walkOnce(app, asked, { way, most: FIRST_WALK });
  return first.reached === null ? first : walkOnce(app, asked, { way, most: MOST_WALKED });
}

async function walkOnce(
  app: App,
  asked: Asked,
  { way, most }: { way: 'up' | 'down'; most: number },
): Promise<Walked> {
  const { accountId, bounds, size, after = LARGEST_ID, before = 0 } = asked;
  const [above, below] = way === 'down' ? [0, after] : [before, LARGEST_ID];
  const rows = await app.db.rows(way === 'down' ? WALK_DOWN : WALK_UP, [
    accountId,
    bounds.map((one) => one.status),
    numbers(bounds.map((one) => Math.max(one.above, above))),
    most,
    size + 1,
    ...filtersOf(asked),
    numbers(bounds.map((one) => Math.min(one.below, below))),
  ]);
  const found = rows.flatMap((row) => (row.id === null ? [] : [row]));
  const more = found.length > size;
  const walkedAll = (rows[0]?.walked ?? 0) < most;
  return {
    rows: found.slice(0, size),
    more,
    reached: more || walkedAll ? null : (rows[0]?.reached ?? null),
  };
}

const isFiltered = ({ tab, serviceId, kind, since, until, ...query }: OrderQuery): boolean =>
  tab === 'attention' ||
  [serviceId, kind, since, until, query.leastCharge, query.mostCharge].some((one) => one !== null);

function filtersOf({ query, text, now }: Asked): unknown[] {
  const { tab, serviceId, kind, since, until, leastCharge, mostCharge } = query;
  const attention = tab === 'attention';
  return [
    ...[serviceId, kind, since, until, text],
    attention ? new Date(now - WAITS_TOO_LONG_MS) : null,
    attention ? new Date(now - ENDED_LATELY_MS) : null,
    ...[leastCharge, mostCharge, null],
  ];
}

async function viewed(
  app: App,
  accountId: number,
  rows: readonly ListedRow[],
): Promise<ListedOrder[]> {
  const ids = rows.map((row) => row.id);
  const [views = []] = ids.length === 0 ? [] : await readAll(app.db, [{ accountId, ids }]);
  return rows.flatMap(({ charge, requestId, createdAt, finishedAt, status: _, ...row }, index) => {
    const now = views[index];
    if (!now) return [];
    return [
      {
        ...row,
        charged: asMoney(charge),
        requestId: requestId.startsWith('r:') ? requestId.slice(2) : null,
        placedAt: createdAt,
        endedAt: finishedAt,
        now,
      },
    ];
  });
}
