import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { readBalance } from '#ledger/index.ts';
import { checkBooks } from '#orders/index.ts';
import type { App } from '#platform/app.ts';
import { openKey, startApi } from '#test/support/api.ts';
import { openSecondApp, openTestApp } from '#test/support/database.ts';
import { forEachAtOnce, orderFields, type LoadBuyer } from '#test/support/load.ts';
import { startPanel, type PanelProcess } from '#test/support/panel-process.ts';
import { makePanelFolder, type PanelFolder } from '#test/support/panel.ts';
import { addService, openAccount } from '#test/support/shop.ts';

let folder: PanelFolder;
let panels: PanelProcess[] = [];
let service: number;

// One panel on its own Postgres, and a second one on the same database, as behind a balancer.
before(async () => {
  folder = await makePanelFolder();
  panels.push(await startPanel(folder.env, ['serve']));
  const { app: DATABASE_URL, owner: MIGRATE_URL } = await folder.urls();
  const env = { ...folder.env, DATABASE_URL, MIGRATE_URL, DATA_DIR: `${folder.path}-second` };
  panels.push(await startPanel(env, ['serve', '--no-worker']));
  service = await folder.work(async (app) => (await addService(app)).id);
});
after(async () => {
  for (const panel of panels.reverse()) await panel.end('SIGTERM');
  await folder[Symbol.asyncDispose]();
});

const openBuyer = (balance: string): Promise<LoadBuyer> =>
  folder.work(async (app) => {
    const accountId = await openAccount(app, { balance });
    return { accountId, key: await openKey(app, accountId) };
  });

type Answer = { requestId: string; status: number; text: string; replayed: boolean };

/** The `n`th call goes to the `n`th panel, in turn. */
async function place(n: number, key: string, requestId: string): Promise<Answer> {
  const { started } = panels[n % panels.length] as PanelProcess;
  const body = orderFields(key, service, requestId);
  const answer = await fetch(`${started.url}/api/v2`, { method: 'POST', body });
  const replayed = answer.headers.get('idempotent-replayed') === 'true';
  return { requestId, status: answer.status, text: await answer.text(), replayed };
}

const booksShow = (accountId: number, orders: number, balance: bigint): Promise<void> =>
  folder.work(async (app) => {
    const placed = await app.db
      .selectFrom('orders')
      .select('id')
      .where('account_id', '=', accountId)
      .execute();
    assert.equal(placed.length, orders);
    assert.equal(await readBalance(app, accountId), balance);
    assert.deepEqual(await checkBooks(app.db), { ok: true, findings: [] });
  });

describe('two panels on one database', () => {
  test('make 50 orders of 50 ids sent 40 times at once', async () => {
    const { accountId, key } = await openBuyer('50');
    const ids = Array.from({ length: 50 }, () => randomUUID());
    const copies = Array.from({ length: 40 }, () => ids).flat();
    // In an order that changes which panel hears of an id first.
    const answers = await Promise.all(copies.map((id, n) => place(n + (n >> 5), key, id)));
    assert.ok(answers.every((one) => one.status === 200));
    const bodies = Map.groupBy(answers, (one) => one.requestId);
    for (const mine of bodies.values()) {
      assert.equal(new Set(mine.map((one) => one.text)).size, 1);
      assert.equal(mine.filter((one) => !one.replayed).length, 1);
    }
    assert.equal(new Set(answers.map((one) => one.text)).size, 50);
    await booksShow(accountId, 50, 0n);
  });

  test('sell ten orders to a hundred calls that can pay for ten', async () => {
    const { accountId, key } = await openBuyer('10');
    const calls = Array.from({ length: 100 }, (_, n) => place(n, key, randomUUID()));
    const answers = await Promise.all(calls);
    assert.equal(answers.filter((one) => one.status === 200).length, 10);
    for (const one of answers.filter(({ status }) => status !== 200)) {
      assert.deepEqual([one.status, one.text], [400, '{"error":"Insufficient balance"}']);
    }
    await booksShow(accountId, 10, 0n);
  });

  test('let sixteen buyers drain one wallet to the last order, ten times over', async () => {
    for (let round = 0; round < 10; round += 1) {
      const held = 20 + round;
      const { accountId, key } = await openBuyer(String(held));
      let bought = 0;
      const buyer = async (n: number) => {
        for (;;) {
          const { status, text } = await place(n, key, randomUUID());
          if (status !== 200) {
            assert.equal(text, '{"error":"Insufficient balance"}');
            return;
          }
          bought += 1;
        }
      };
      await Promise.all(Array.from({ length: 16 }, (_, n) => buyer(n)));
      assert.equal(bought, held);
      await booksShow(accountId, held, 0n);
    }
  });
});

const TRIES = 10;

test('two processes admit together what the limits allow, to the call', async () => {
  const clock = { now: () => Date.UTC(2026, 10, 22, 12, 0, 30) };
  await using app = await openTestApp({ clock });
  const keyOf = async (requestsPerMinute: number | null) =>
    openKey(app, await openAccount(app), { requestsPerMinute });

  /** Null: the store took half a second for some call, so that each process went on by itself. */
  const race = async (keys: readonly string[], addressOf: (n: number) => string) => {
    let alone = false;
    await using one = openSecondApp(app);
    await using other = openSecondApp(app);
    const [first, second] = await Promise.all(
      [one, other].map((each) => {
        const log: App['log'] = Object.create(each.log, { warn: { value: () => (alone = true) } });
        return startApi({ ...each, log }, { trustedProxies: ['127.0.0.1'] });
      }),
    );
    assert.ok(first && second);
    await using _first = first;
    await using _second = second;
    let admitted = 0;
    await forEachAtOnce(Array(400).keys(), 40, async (n) => {
      const fields = { key: keys[(n >> 1) % keys.length] as string, action: 'balance' };
      const { status, headers } = await (n % 2 === 0 ? first : second).post(fields, {
        headers: { 'x-forwarded-for': addressOf(n) },
      });
      if (status === 200) admitted += 1;
      else assert.deepEqual([status, headers.get('retry-after')], [429, '30']);
    });
    return alone ? null : admitted;
  };

  /** A busy machine makes a store slow that is not away: the race is run again, by others. */
  const count = async (
    callers: () => Promise<string[]>,
    addressOf: (race: number, n: number) => string,
  ) => {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const admitted = await race(await callers(), (n) => addressOf(tries, n));
      if (admitted !== null) return admitted;
    }
    return assert.fail(`the store was slow in each of ${TRIES} races`);
  };
  const many = (race: number, n: number) => `198.51.${race}.${n % 250}`;
  assert.equal(await count(async () => [await keyOf(100)], many), 100, 'the limit of a key');
  assert.equal(await count(async () => [await keyOf(null)], many), 300, 'the limit of a tier');
  const two = async () => [await keyOf(null), await keyOf(null)];
  const shared = (race: number) => `203.0.113.${race}`;
  assert.equal(await count(two, shared), 300, 'the limit of an address');
});
