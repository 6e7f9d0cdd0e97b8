import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Service } from '#catalog/index.ts';
import type { Fate } from '#fault-proxy/index.ts';
import { readBalance } from '#ledger/index.ts';
import { parseMoney } from '#lib/money.ts';
import { checkBooks, placeOrder } from '#orders/index.ts';
import type { App } from '#platform/app.ts';
import { openLog } from '#platform/log.ts';
import { openApp } from '#app.ts';
import { openCutProxy, type CutProxy } from '#test/support/cut-proxy.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { addService, openAccount, orderOf } from '#test/support/shop.ts';

const CHARGE = parseMoney('1');
const DEPOSIT = '1000000';
const CUTS = ['cut-before', 'cut-after', 'cut-racing', 'reset-after'] as const;

export type Desk = AsyncDisposable & {
  direct: TestApp;
  app: App;
  proxy: CutProxy;
  service: Service;
};

/** A shop whose App reaches its database only through the proxy. */
export async function openDesk(): Promise<Desk> {
  await using opened = new AsyncDisposableStack();
  const direct = opened.use(await openTestApp());
  const proxy = opened.use(await openCutProxy(direct.url));
  const { app } = opened.use(
    await openApp({
      databaseUrl: proxy.url,
      secret: 'test',
      log: openLog('silent'),
      limits: false,
      whenNew: 'empty',
    }),
  );
  const service = await addService(direct);
  const held = opened.move();
  return { direct, app, proxy, service, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

/** The next commits get these fates, one each; all others pass. */
function cutCommits(proxy: CutProxy, fates: readonly Fate[]): { left(): number } {
  const left = [...fates];
  proxy.decide((query) => (query === 'commit' ? (left.shift() ?? 'pass') : 'pass'));
  return { left: () => left.length };
}

const ordersOf = async (app: App, accountId: number): Promise<Map<string, number>> => {
  const rows = await app.db
    .selectFrom('orders')
    .select(['id', 'request_id'])
    .where('account_id', '=', accountId)
    .execute();
  return new Map(rows.map((row) => [row.request_id.slice(2), row.id]));
};

export type Call = { account: number; requestId: string; orderId: number };

/** Several orders of several accounts at once: two lanes, a batch of several orders in each. */
async function placeTogether(desk: Desk, accounts: readonly number[]): Promise<Call[]> {
  const asked = accounts.flatMap((account) =>
    Array.from({ length: 3 }, () => ({ account, requestId: randomUUID() })),
  );
  return Promise.all(
    asked.map(async ({ account, requestId }) => {
      const command = orderOf(account, desk.service, {}, requestId);
      return { account, requestId, orderId: (await placeOrder(desk.app, command)).orderId };
    }),
  );
}

/** Every answer is an order that is there, its repeat answers it, and it was charged once. */
export async function verify(
  { direct, app, service }: Desk,
  calls: readonly Call[],
): Promise<void> {
  for (const account of new Set(calls.map((call) => call.account))) {
    const mine = calls.filter((call) => call.account === account);
    const found = await ordersOf(direct, account);
    assert.deepEqual(found, new Map(mine.map((call) => [call.requestId, call.orderId])));
    assert.equal(
      await readBalance(direct, account),
      parseMoney(DEPOSIT) - CHARGE * BigInt(mine.length),
    );
  }
  const repeats = await Promise.all(
    calls.map((call) => placeOrder(app, orderOf(call.account, service, {}, call.requestId))),
  );
  assert.deepEqual(
    repeats,
    calls.map(({ orderId }) => ({ orderId, replayed: true })),
  );
  assert.deepEqual(await checkBooks(direct.db), { ok: true, findings: [] });
}

export const openBuyers = ({ direct }: Desk, count: number): Promise<number[]> =>
  Promise.all(Array.from({ length: count }, () => openAccount(direct, { balance: DEPOSIT })));

export type LostReport = { cuts: Record<(typeof CUTS)[number], number>; orders: number };

/**
 * Loses the answers to so many commits of orders, each in every way there is, and proves that every
 * call was answered with an order that is there once and was charged once.
 */
export async function loseCommits(count: number): Promise<LostReport> {
  await using desk = await openDesk();
  const accounts = await openBuyers(desk, 4);
  const calls: Call[] = [];
  const cuts = { 'cut-before': 0, 'cut-after': 0, 'cut-racing': 0, 'reset-after': 0 };
  const made = () => Object.values(cuts).reduce((sum, one) => sum + one, 0);
  for (let round = 0; made() < count; round += 1) {
    // One for either lane, in every pairing; now and then what reads back is cut as well.
    const fates = [CUTS[round % 4], CUTS[(round >> 2) % 4]].filter((one) => one !== undefined);
    const third = CUTS[(round / 13) % 4];
    if (round % 13 === 0 && third) fates.push(third);
    const plan = cutCommits(desk.proxy, fates);
    calls.push(...(await placeTogether(desk, accounts)));
    for (const fate of fates.slice(0, fates.length - plan.left())) cuts[fate] += 1;
  }
  desk.proxy.decide(() => 'pass');
  await verify(desk, calls);
  return { cuts, orders: calls.length };
}
