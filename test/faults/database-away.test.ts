import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readBalance } from '#ledger/index.ts';
import { parseMoney } from '#lib/money.ts';
import { checkBooks } from '#orders/index.ts';
import type { App } from '#platform/app.ts';
import { reading } from '#platform/db/statement.ts';
import { openBuyer, openKey, startApi, type ApiAnswer } from '#test/support/api.ts';
import { ask } from '#test/support/data-folder.ts';
import { openTestApp, shutDatabase } from '#test/support/database.ts';
import { eventually } from '#test/support/eventually.ts';
import { forEachAtOnce, orderFields, startLoad, type Load } from '#test/support/load.ts';
import { startPanel } from '#test/support/panel-process.ts';
import { killPostgres, makePanelFolder } from '#test/support/panel.ts';
import { addService, openAccount } from '#test/support/shop.ts';

const CHARGE = parseMoney('1');
const HEALS_WITHIN_MS = 5_000;

const terminateAll = (url: string) =>
  ask(
    url,
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`,
  );

/** Everything heard is there, everything else is placed once by its retry. */
async function verify(url: string, key: string, service: number, load: Load): Promise<number> {
  const place = async (requestId: string) => {
    const answer = await fetch(url, { method: 'POST', body: orderFields(key, service, requestId) });
    assert.equal(answer.status, 200);
    return answer.text();
  };
  await forEachAtOnce(load.acknowledged, 8, async ([requestId, heard]) => {
    assert.equal(await place(requestId), heard);
  });
  await forEachAtOnce(load.open, 8, async (requestId) => {
    assert.equal(await place(requestId), await place(requestId));
  });
  return load.acknowledged.size + load.open.size;
}

async function booksShow(app: App, accountId: number, orders: number): Promise<void> {
  assert.equal(await readBalance(app, accountId), parseMoney('100000') - CHARGE * BigInt(orders));
  assert.deepEqual(await checkBooks(app.db), { ok: true, findings: [] });
}

describe('a database that goes away', () => {
  test('and drops every connection under load, ten times: 200 or 503, and all is there', async () => {
    await using app = await openTestApp({ limits: false });
    await using api = await startApi(app);
    const service = (await addService(app)).id;
    const { accountId, keys } = await openBuyer(app, '100000');
    const buyer = { accountId, key: keys.notpanel };
    const load = startLoad({ url: api.url, buyer, service, callers: 16 });
    for (let n = 1; n <= 10; n += 1) {
      await load.reached(40 * n);
      await terminateAll(app.url);
    }
    await load.reached(450);
    load.stop();
    await load.done;
    const orders = await verify(api.url, buyer.key, service, load);
    await booksShow(app, accountId, orders);
  });

  test('and lets nobody in: every action says 503 with Retry-After, and heals by itself', async () => {
    await using app = await openTestApp({ limits: false });
    await using api = await startApi(app);
    const service = (await addService(app)).id;
    const { keys } = await openBuyer(app);
    const key = keys.notpanel;
    const calls = (): Promise<ApiAnswer>[] => [
      api.post({ key, action: 'balance' }),
      api.post({ key, action: 'status', order: 1 }),
      api.post({ key, action: 'status', orders: '1,2,3' }),
      api.post({ key, action: 'cancel', orders: '1,2,3' }),
      api.post({ key, action: 'refill', order: 1 }),
      api.post({ key, action: 'refill_status', refill: 1 }),
      api.send({ method: 'POST', body: orderFields(key, service, 'away') }),
      api.post({ key: keys.classic, action: 'balance' }),
    ];
    await Promise.all(calls());
    const database = await shutDatabase(app);
    await eventually(async () => (await api.send({}, '/readyz')).status === 503, 3_000);
    for (const answer of await Promise.all(calls())) {
      assert.equal(answer.status, 503);
      assert.deepEqual(answer.json, { error: 'Service unavailable' });
      assert.ok(Number(answer.headers.get('retry-after')) > 0);
    }
    assert.equal((await api.send({}, '/healthz')).status, 200);
    await database.open();
    await eventually(async () => (await api.send({}, '/readyz')).status === 200, HEALS_WITHIN_MS);
    const order = await api.send({ method: 'POST', body: orderFields(key, service, 'away') });
    assert.equal(order.status, 200);
    assert.equal(order.headers.get('idempotent-replayed'), 'true', 'it was placed before');
    for (const { status, text } of await Promise.all(calls())) assert.ok(status < 500, text);
  });
});

const SLEEP = reading('test-sleep', 'select pg_sleep(20)');

describe('a pool whose connections are all busy', () => {
  test('refuses within 3 s instead of hanging, and recovers', async () => {
    await using app = await openTestApp({ limits: false });
    await using api = await startApi(app);
    const service = (await addService(app)).id;
    const { keys } = await openBuyer(app);
    const key = keys.notpanel;
    const calls = () => [
      api.post({ key, action: 'balance' }),
      api.post({ key, action: 'status', order: 1 }),
      api.post({ key, action: 'cancel', order: 1 }),
      ...['a', 'b', 'c'].map((id) =>
        api.send({ method: 'POST', body: orderFields(key, service, id) }),
      ),
    ];
    await Promise.all(calls());
    const busy = Promise.allSettled([
      ...Array.from({ length: 8 }, () => app.transact((tx) => tx.rows(SLEEP))),
      ...Array.from({ length: 4 }, () => app.db.rows(SLEEP)),
    ]);
    const sleeping = async () => {
      const [row] = await ask<{ count: number }>(
        app.url,
        `select count(*)::int as count from pg_stat_activity
         where datname = current_database() and query like '%pg_sleep(20)' and wait_event = 'PgSleep'`,
      );
      return row?.count === 12;
    };
    await eventually(sleeping, 3_000);
    const asked = performance.now();
    for (const answer of await Promise.all(calls())) {
      assert.equal(answer.status, 503, answer.text);
      assert.ok(answer.headers.has('retry-after'));
    }
    const tookMs = performance.now() - asked;
    assert.ok(tookMs < 3_000, `answered after ${tookMs} ms`);
    await ask(
      app.url,
      `select pg_cancel_backend(pid) from pg_stat_activity
       where datname = current_database() and wait_event = 'PgSleep'`,
    );
    await busy;
    for (const { status, text } of await Promise.all(calls())) assert.ok(status < 500, text);
  });
});

test('a panel whose own Postgres is killed under load serves on, as the same process', async (t) => {
  await using folder = await makePanelFolder();
  const panel = await startPanel(folder.env, ['serve']);
  try {
    const { service, buyer } = await folder.work(async (app) => {
      const accountId = await openAccount(app, { balance: '100000' });
      const key = await openKey(app, accountId);
      return { service: (await addService(app)).id, buyer: { accountId, key } };
    });
    const url = `${panel.started.url}/api/v2`;
    const load = startLoad({ url, buyer, service, callers: 8 });
    for (const which of ['all', 'postmaster', 'all'] as const) {
      await load.reached(load.acknowledged.size + 50);
      const killed = performance.now();
      await killPostgres(folder, which);
      // Those already under way when it was killed are not what is waited for.
      await load.reached(load.acknowledged.size + 50);
      t.diagnostic(`${which} killed, back after ${Math.round(performance.now() - killed)} ms`);
    }
    load.stop();
    await load.done;
    assert.equal(panel.child.exitCode, null);
    const orders = await verify(url, buyer.key, service, load);
    await folder.work((app) => booksShow(app, buyer.accountId, orders));
    assert.equal((await panel.end('SIGTERM')).code, 0);
  } finally {
    panel.child.kill('SIGKILL');
  }
});
