import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Service } from '#catalog/index.ts';
import { createCoupon } from '#coupons/index.ts';
import { cutQueries, openFaultProxy, type Fate, type FaultProxy } from '#fault-proxy/index.ts';
import type { KeySettings } from '#keys/index.ts';
import { readBalance } from '#ledger/index.ts';
import { parseMoney } from '#lib/money.ts';
import { checkBooks } from '#orders/index.ts';
import { openKey } from '#test/support/api.ts';
import { startApiProcess, type ApiProcess } from '#test/support/api-process.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { addService, openAccount } from '#test/support/shop.ts';

/** A kind of order, by what its placing has to do. */
export type Shape = {
  name: string;
  key: KeySettings;
  fields: Readonly<Record<string, string>>;
  /** Without one the call is known again by what it says. */
  hasRequestId: boolean;
};

export const SHAPES: readonly Shape[] = [
  { name: 'plain', key: {}, fields: {}, hasRequestId: true },
  {
    name: 'with a coupon, a drip-feed, a spend cap and a guarded link',
    key: { dailySpendCap: parseMoney('1000000') },
    fields: { coupon: 'TENTH', runs: '3', interval: '60' },
    hasRequestId: true,
  },
  {
    name: 'of a client without request ids',
    key: { dialect: 'classic', repeatWindowS: 3_600 },
    fields: {},
    hasRequestId: false,
  },
];

/** Where a process dies: at a statement of the placing transaction, or in its answer. */
export type Point =
  | { at: 'statement'; index: number; statement: string; sent: boolean }
  | { at: 'answer' };

export type KillReport = { points: number; kills: number; orders: number; survived: number };

const DEPOSIT = '1000000';
const WALLETS_FIRST = 0; // the placing transaction is known by what it begins with

/**
 * Kills a process that serves the API at every point of placing one shape of order, `times` times
 * each, starts it again and repeats the call. Each order is there once then, and was charged once.
 */
export async function killAtEveryPoint(shape: Shape, times: number): Promise<KillReport> {
  await using desk = await openDesk(shape);
  let api = await startApiProcess(desk.proxy.url);
  try {
    const points = await findPoints(desk, api);
    let [kills, survived] = [0, 0];
    for (let round = 0; round < times; round += 1) {
      for (const point of points) {
        const link = `https://example.com/${round}/${kills}`;
        await dieAt(desk, api, point, link);
        kills += 1;
        if ((await ordersOn(desk, link)) > 0) survived += 1;
        api = await startApiProcess(desk.proxy.url);
        await retry(desk, api, link);
      }
    }
    await verify(desk, kills + 1);
    return { points: points.length, kills, orders: kills + 1, survived };
  } finally {
    api.child.kill('SIGKILL');
    await api.gone;
  }
}

type Desk = AsyncDisposable & {
  direct: TestApp;
  proxy: FaultProxy;
  shape: Shape;
  account: number;
  key: string;
  service: Service;
  /** Decides on each statement that any connection sends, numbered from its `begin`. */
  decide(decide: Decide): void;
};

type Decide = (statement: string, index: number, sofar: readonly string[]) => Fate;

async function openDesk(shape: Shape): Promise<Desk> {
  await using opened = new AsyncDisposableStack();
  const direct = opened.use(await openTestApp());
  let decide: Decide = () => 'pass';
  const guard = () => {
    let sofar: string[] = [];
    return cutQueries((statement) => {
      if (statement === 'begin') {
        sofar = [];
        return 'pass';
      }
      sofar.push(statement);
      return decide(statement, sofar.length - 1, sofar);
    });
  };
  const proxy = opened.use(await openFaultProxy({ target: direct.url, guard }));
  const account = await openAccount(direct, { balance: DEPOSIT });
  const key = await openKey(direct, account, shape.key);
  const service = await addService(direct, { link_guard: true, dripfeed: true });
  await direct.transact((tx) => createCoupon(tx, { code: 'TENTH', discountBp: 1_000 }));
  const held = opened.move();
  return {
    direct,
    proxy,
    shape,
    account,
    key,
    service,
    decide: (next) => void (decide = next),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

/** Places one order and notes what the transaction consists of that ends with its commit. */
async function findPoints(desk: Desk, api: ApiProcess): Promise<Point[]> {
  let statements: readonly string[] = [];
  desk.decide((statement, _, sofar) => {
    if (statement === 'commit' && isPlacing(sofar)) statements = [...sofar];
    return 'pass';
  });
  const { orderId } = await add(desk, api, 'https://example.com/first');
  assert.ok(orderId);
  desk.decide(() => 'pass');
  assert.ok(statements.length >= 4, `${statements.length} statements`);
  const points = statements.flatMap((statement, index): Point[] => [
    { at: 'statement', index, statement, sent: false },
    { at: 'statement', index, statement, sent: true },
  ]);
  return [...points, { at: 'answer' }];
}

const isPlacing = (statements: readonly string[]): boolean =>
  statements[WALLETS_FIRST]?.startsWith('wallets') === true &&
  statements.some((one) => one.startsWith('orders-insert'));

/** The process is killed at the point, and what it had sent by then is all that ever arrives. */
async function dieAt(desk: Desk, api: ApiProcess, point: Point, link: string): Promise<void> {
  let reached = false;
  const die = () => {
    reached = true;
    api.child.kill('SIGKILL');
  };
  if (point.at === 'statement') {
    desk.decide((statement, index) => {
      if (reached || statement !== point.statement || index !== point.index) return 'pass';
      die();
      return point.sent ? 'stall-after' : 'stall';
    });
    await add(desk, api, link).then(
      () => assert.fail('the process answered'),
      () => {},
    );
  } else {
    await hearFirstByte(api, bodyOf(desk, link));
    die();
  }
  await api.gone;
  assert.ok(reached, `${JSON.stringify(point)} was never reached`);
  desk.decide(() => 'pass');
  desk.proxy.drop('cut');
}

const bodyOf = ({ key, service, shape }: Desk, link: string): string =>
  new URLSearchParams({
    key,
    action: 'add',
    service: String(service.id),
    link,
    quantity: '1000',
    ...shape.fields,
    ...(shape.hasRequestId && { request_id: link }),
  }).toString();

async function add(desk: Desk, { url }: ApiProcess, link: string) {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await fetch(url, { method: 'POST', headers, body: bodyOf(desk, link) });
  const body = (await answer.json()) as { order?: string | number; error?: string };
  assert.equal(answer.status, 200, body.error);
  assert.equal(body.error, undefined);
  const replayed = answer.headers.get('idempotent-replayed') === 'true';
  return { orderId: String(body.order), replayed };
}

async function hearFirstByte({ url }: ApiProcess, body: string): Promise<void> {
  const { hostname, port, pathname } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.on('error', () => {});
  socket.write(
    `POST ${pathname} HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  await once(socket, 'data');
  socket.destroy();
}

/** The first repeat answers the order, whether or not it was there; so does every other. */
async function retry(desk: Desk, api: ApiProcess, link: string): Promise<void> {
  const first = await add(desk, api, link);
  const second = await add(desk, api, link);
  assert.deepEqual(second, { orderId: first.orderId, replayed: true });
  assert.equal(await ordersOn(desk, link), 1);
}

async function ordersOn({ direct, account }: Desk, link: string): Promise<number> {
  const { count } = await direct.db
    .selectFrom('orders')
    .select((from) => from.fn.countAll<bigint>().as('count'))
    .where('account_id', '=', account)
    .where('link', '=', link)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** One order and one charge for each call, to the last digit. */
async function verify({ direct, account, shape }: Desk, calls: number): Promise<void> {
  const orders = await direct.db
    .selectFrom('orders')
    .select(['charge', 'link'])
    .where('account_id', '=', account)
    .execute();
  assert.equal(orders.length, calls);
  const charged = orders.reduce((sum, order) => sum + order.charge, 0n);
  assert.equal(await readBalance(direct, account), parseMoney(DEPOSIT) - charged);
  const uses = await direct.db.selectFrom('coupon_uses').select('order_id').execute();
  assert.equal(uses.length, 'coupon' in shape.fields ? calls : 0);
  assert.deepEqual(await checkBooks(direct.db), { ok: true, findings: [] });
}
