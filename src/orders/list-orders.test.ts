import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import pg from 'pg';
import { parseMoney } from '#lib/money.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { endOrder } from '#test/support/past.ts';
import { addService, openAccount, orderOf } from '#test/support/shop.ts';
import { cancelOrder } from './cancel-order.ts';
import { countTabs } from './count-tabs.ts';
import { exportOrders } from './export-orders.ts';
import { listOrders, type OrdersWanted } from './list-orders.ts';
import { WALK_DOWN, WALK_UP } from './list-orders.sql.ts';
import { ALL_ORDERS, ORDER_TABS, type OrderQuery } from './order-query.ts';
import { orderIdsSince } from './order-ids-since.ts';
import { placeOrder } from './place-order.ts';

const DAY_S = 24 * 3_600;

const query = (part: Partial<OrderQuery>): OrderQuery => ({ ...ALL_ORDERS, ...part });

const idsOf = async (app: TestApp, account: number, wanted: Partial<OrdersWanted>) => {
  const list = await listOrders(app, account, { query: ALL_ORDERS, size: 50, ...wanted });
  return list.orders.map((one) => one.id);
};

async function place(app: TestApp, account: number, count: number): Promise<number[]> {
  const service = await addService(app);
  const ids: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const { orderId } = await placeOrder(app, orderOf(account, service, { quantity: 10 }));
    ids.push(orderId);
  }
  return ids;
}

/** Orders as rows only: what reads them cares for nothing else. */
async function seed(app: TestApp, account: number, serviceId: number, rows: string) {
  const owner = new pg.Client(app.ownerUrl);
  await owner.connect();
  try {
    await owner.query(
      `insert into orders (account_id, service_id, quantity, remains, rate, charge, base_rate,
         request_hash, request_id, link, status, created_at, finished_at)
       select $1, $2, 10, 0, 1, 10, 1, 'x', 'n:' || i, 'https://example.com/' || i, status,
         at, case when status in ('completed', 'partial') then at end
       from (${rows}) seeded (i, status, at)`,
      [account, serviceId],
    );
    await owner.query('analyze orders');
  } finally {
    await owner.end();
  }
}

describe("the list of an account's orders", () => {
  test('goes to the end and back in pages that neither repeat nor leave out an order', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app);
    const mine = (await place(app, account, 7)).reverse();
    await place(app, await openAccount(app), 2);
    assert.deepEqual(await idsOf(app, account, {}), mine);
    const first = await listOrders(app, account, { query: ALL_ORDERS, size: 3 });
    assert.deepEqual([first.hasNewer, first.hasOlder], [false, true]);
    const second = await idsOf(app, account, { size: 3, after: first.orders[2]?.id });
    assert.deepEqual(second, mine.slice(3, 6));
    const last = await listOrders(app, account, { query: ALL_ORDERS, size: 3, after: second[2] });
    assert.deepEqual([last.orders[0]?.id, last.hasNewer, last.hasOlder], [mine[6], true, false]);
    const back = await listOrders(app, account, { query: ALL_ORDERS, size: 3, before: mine[6] });
    assert.deepEqual(
      back.orders.map((one) => one.id),
      mine.slice(3, 6),
    );
    assert.deepEqual([back.hasNewer, back.hasOlder], [true, true]);
    const top = await listOrders(app, account, { query: ALL_ORDERS, size: 3, before: mine[2] });
    assert.deepEqual([top.orders[0]?.id, top.hasNewer], [mine[0], false]);
  });

  test('keeps states apart by tabs and counts each up to a thousand', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app);
    const service = await addService(app);
    const completed = await endOrder(app, { accountId: account, service });
    const partial = await endOrder(app, {
      accountId: account,
      service,
      status: 'partial',
      remains: 9,
    });
    const canceled = await endOrder(app, { accountId: account, service, status: 'canceled' });
    const [pending = 0] = await place(app, account, 1);
    const tabs: Record<string, number[]> = {};
    for (const tab of ORDER_TABS) tabs[tab] = await idsOf(app, account, { query: query({ tab }) });
    assert.deepEqual(tabs, {
      all: [pending, canceled, partial, completed],
      pending: [pending],
      in_progress: [],
      completed: [completed],
      partial: [partial],
      canceled: [canceled],
      attention: [canceled, partial],
    });
    await seed(
      app,
      account,
      service.id,
      `select i, 'completed'::order_status, now() from generate_series(1, 1200) i`,
    );
    assert.deepEqual(await countTabs(app.db, account), {
      ...{ pending: 1, in_progress: 0, completed: 1_000, partial: 1, canceled: 1 },
    });
  });

  test('calls for attention for what ended short lately or waits for a day, and no longer', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app);
    const service = await addService(app);
    const past = { accountId: account, service } as const;
    const attention = () => idsOf(app, account, { query: query({ tab: 'attention' }) });
    await endOrder(app, { ...past, status: 'partial', remains: 5, agoS: 9 * DAY_S });
    await seed(
      app,
      account,
      service.id,
      `select 1, 'unknown'::order_status, now() - interval '25 hours'`,
    );
    const [waiting] = await idsOf(app, account, { size: 1 });
    const failed = await endOrder(app, { ...past, status: 'canceled' });
    const { orderId: own } = await placeOrder(app, orderOf(account, service));
    await cancelOrder(app, account, own);
    assert.deepEqual(await attention(), [failed, waiting]);
  });

  test('finds by numbers, request id, link however written, and part of a link', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app);
    const service = await addService(app);
    const link = 'https://www.instagram.com/Harbor.Coffee/';
    const ended = await endOrder(app, { accountId: account, service, link });
    const open = await placeOrder(app, orderOf(account, service, {}, 'my-request'));
    const stranger = await openAccount(app);
    const search = (text: string, who = account) =>
      idsOf(app, who, { query: query({ search: text }) });
    assert.deepEqual(await search(`#${open.orderId}, ${ended}`), [open.orderId, ended]);
    assert.deepEqual(await search(String(ended), stranger), []);
    assert.deepEqual(await search('my-request'), [open.orderId]);
    assert.deepEqual(await search('my-request', stranger), []);
    assert.deepEqual(await search('instagram.com/Harbor.Coffee'), [ended]);
    assert.deepEqual(await search('harbor'), [ended]);
    assert.deepEqual(await search('example.com/post'), [open.orderId]);
    assert.deepEqual(await search('harbor', stranger), []);
    assert.deepEqual(await search('nothing like it'), []);
  });

  test('filters by service, kind, charge and time', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app);
    const [one, other] = [await addService(app), await addService(app, { dripfeed: true })];
    const old = await endOrder(app, { accountId: account, service: one, agoS: 3 * DAY_S });
    const { orderId: single } = await placeOrder(app, orderOf(account, one, { quantity: 10 }));
    const feed = { quantity: 100, runs: 2, interval: 10 };
    const { orderId: drip } = await placeOrder(app, orderOf(account, other, feed));
    const ids = (part: Partial<OrderQuery>) => idsOf(app, account, { query: query(part) });
    assert.deepEqual(await ids({ serviceId: other.id }), [drip]);
    assert.deepEqual(await ids({ kind: 'single' }), [single, old]);
    assert.deepEqual(await ids({ leastCharge: parseMoney('0.2') }), [drip, old]);
    assert.deepEqual(await ids({ mostCharge: parseMoney('0.2') }), [drip, single]);
    const yesterday = new Date(Date.now() - DAY_S * 1_000);
    assert.deepEqual(await ids({ until: yesterday }), [old]);
    assert.deepEqual(await ids({ since: yesterday }), [drip, single]);
  });

  test('finds the first number of a time by halving', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app);
    assert.equal(await orderIdsSince(app.db, new Date()), 1);
    const service = await addService(app);
    const start = Date.parse('2026-01-01T00:00:00Z');
    await seed(
      app,
      account,
      service.id,
      `select i, 'completed'::order_status, timestamptz '2026-01-01Z' + i * interval '1 minute'
       from generate_series(1, 1000) i`,
    );
    const ids = (await idsOf(app, account, { size: 1_000 })).reverse();
    for (const n of [0, 1, 17, 500, 999]) {
      const at = new Date(start + (n + 1) * 60_000);
      assert.equal(await orderIdsSince(app.db, at), ids[n]);
      assert.equal(await orderIdsSince(app.db, new Date(at.getTime() - 1)), ids[n]);
    }
    assert.equal(await orderIdsSince(app.db, new Date()), (ids.at(-1) ?? 0) + 1);
  });

  test('reads no more than a page whichever page it is, and never all to find nothing', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app);
    const service = await addService(app);
    await seed(
      app,
      account,
      service.id,
      `select i, (case i % 100 when 0 then 'partial' when 1 then 'pending' else 'completed' end)
         ::order_status, now() - interval '30 days' from generate_series(1, 100000) i`,
    );
    const statuses = ['pending', 'submitting', 'unknown', 'processing', 'in_progress'].concat([
      'completed',
      'partial',
      'canceled',
    ]);
    const none = Array.from({ length: 10 }, () => null);
    const values = (most: number, filters: unknown[]) => [
      ...[account, statuses, statuses.map(() => 0), most, 51, ...filters],
      statuses.map(() => 60_000),
    ];
    for (const { text } of [WALK_DOWN, WALK_UP]) {
      assert.ok((await pagesRead(app, text, values(51, none))) < 1_500);
    }
    const another = [service.id + 1, ...none.slice(1)];
    assert.ok((await pagesRead(app, WALK_DOWN.text, values(1_000, another))) < 9_000);
    const list = await listOrders(app, account, {
      query: query({ serviceId: service.id + 1 }),
      size: 50,
    });
    assert.equal(list.orders.length, 0);
    assert.ok(list.lookedDownTo !== null && list.lookedDownTo > 70_000);
  });

  test('is exported whole, a thousand at a time', async () => {
    await using app = await openTestApp();
    const account = await openAccount(app);
    const service = await addService(app);
    await seed(
      app,
      account,
      service.id,
      `select i, 'completed'::order_status, now() from generate_series(1, 2500) i`,
    );
    const sizes = [];
    const seen = new Set<number>();
    for await (const page of exportOrders(app, account, ALL_ORDERS)) {
      sizes.push(page.length);
      for (const one of page) seen.add(one.id);
    }
    assert.deepEqual([sizes, seen.size], [[1_000, 1_000, 500], 2_500]);
  });
});

/** Pages of 8 kB that a statement looks at, as the application plans it. */
async function pagesRead(app: TestApp, text: string, values: unknown[]): Promise<number> {
  const client = new pg.Client(app.url);
  await client.connect();
  try {
    await client.query('set enable_seqscan = off; set plan_cache_mode = force_generic_plan');
    const read = await client.query<{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }>(
      `explain (analyze, buffers, format json) ${text}`,
      values,
    );
    const plan = read.rows[0]?.['QUERY PLAN'][0]?.Plan ?? {};
    return (plan['Shared Hit Blocks'] ?? Infinity) + (plan['Shared Read Blocks'] ?? Infinity);
  } finally {
    await client.end();
  }
}
