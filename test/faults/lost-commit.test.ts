import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import type { Service } from '#catalog/index.ts';
import type { Fate } from '#fault-proxy/index.ts';
import { readBalance } from '#ledger/index.ts';
import { parseMoney } from '#lib/money.ts';
import { checkBooks, placeOrder } from '#orders/index.ts';
import type { App } from '#platform/app.ts';
import { CommitUnknown, openDatabase } from '#platform/db/database.ts';
import { isLostConnection, isUnavailable } from '#platform/db/postgres-errors.ts';
import { openLog } from '#platform/log.ts';
import { openApp } from '#app.ts';
import { openCutProxy, type CutProxy } from '#test/support/cut-proxy.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { addService, openAccount, orderOf } from '#test/support/shop.ts';

const CHARGE = parseMoney('1');
const CUTS = ['cut-before', 'cut-after', 'cut-racing', 'reset-after'] as const;

type Desk = AsyncDisposable & { direct: TestApp; app: App; proxy: CutProxy; service: Service };

/** A shop whose App reaches its database only through the proxy. */
async function openDesk(): Promise<Desk> {
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

type Call = { account: number; requestId: string; orderId: number };

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
async function verify({ direct, app, service }: Desk, calls: readonly Call[]): Promise<void> {
  for (const account of new Set(calls.map((call) => call.account))) {
    const mine = calls.filter((call) => call.account === account);
    const found = await ordersOf(direct, account);
    assert.deepEqual(found, new Map(mine.map((call) => [call.requestId, call.orderId])));
    assert.equal(
      await readBalance(direct, account),
      parseMoney('100000') - CHARGE * BigInt(mine.length),
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

describe('the answer to a COMMIT is lost', () => {
  test('over a hundred times: the orders are read back, each is there once', async () => {
    await using desk = await openDesk();
    const accounts = await Promise.all(
      [1, 2, 3, 4].map(() => openAccount(desk.direct, { balance: '100000' })),
    );
    const calls: Call[] = [];
    let cuts = 0;
    for (let round = 0; round < 52; round += 1) {
      // One for either lane, in every pairing; now and then what reads back is cut as well.
      const fates: Fate[] = [CUTS[round % 4] as Fate, CUTS[(round >> 2) % 4] as Fate];
      if (round % 13 === 0) fates.push(CUTS[(round / 13) % 4] as Fate);
      const plan = cutCommits(desk.proxy, fates);
      calls.push(...(await placeTogether(desk, accounts)));
      cuts += fates.length - plan.left();
    }
    assert.ok(cuts >= 100, `${cuts} cuts`);
    desk.proxy.decide(() => 'pass');
    await verify(desk, calls);
  });

  test('while the database stays away: 503, and a retry afterwards makes one order', async () => {
    await using desk = await openDesk();
    const accounts = await Promise.all(
      ['cut-before', 'cut-after'].map(() => openAccount(desk.direct, { balance: '100000' })),
    );
    const commands = accounts.map((account) => orderOf(account, desk.service));
    const fates: Fate[] = ['cut-after', 'cut-before'];
    desk.proxy.decide((query) => {
      if (query === 'commit') return fates.shift() ?? 'cut-before';
      return fates.length === 0 ? 'cut-before' : 'pass';
    });
    const answers = await Promise.allSettled(commands.map((one) => placeOrder(desk.app, one)));
    for (const answer of answers) {
      assert.equal(answer.status, 'rejected');
      assert.ok(isUnavailable(answer.reason) || answer.reason.code === 'unavailable');
    }
    assert.deepEqual(fates, []);
    desk.proxy.decide(() => 'pass');
    const calls: Call[] = [];
    for (const command of commands) {
      const { orderId } = await placeOrder(desk.app, command);
      const { buyer, requestId } = command;
      calls.push({ account: buyer.accountId, requestId: requestId as string, orderId });
    }
    await verify(desk, calls);
  });

  test('a database that falls silent is given up, and the next one is asked', async () => {
    await using direct = await openTestApp();
    await using proxy = await openCutProxy(direct.url);
    const log = openLog('silent');
    const database = openDatabase({ url: proxy.url, log, answerWithinMs: 300 });
    const look = () => database.transact((tx) => tx.selectFrom('tiers').select('id').execute());
    for (const silentAt of ['begin', 'commit']) {
      let stalls = 1;
      proxy.decide((query) => (query === silentAt && stalls-- > 0 ? 'stall' : 'pass'));
      const asked = performance.now();
      await assert.rejects(look(), (error) => {
        assert.ok(isLostConnection(error) || error instanceof CommitUnknown);
        return true;
      });
      assert.ok(performance.now() - asked < 2_000);
      await look();
    }
    await database.end();
  });
});
