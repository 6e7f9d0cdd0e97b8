import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMoney } from '#lib/money.ts';
import { eventually } from '#test/support/eventually.ts';
import { openKey, startApi } from '#test/support/api.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { movedClock } from '#test/support/provider-desk.ts';
import { addService, openAccount } from '#test/support/shop.ts';
import { changeKey, listKeys, revokeKey, type KeySettings } from './index.ts';

/** A key, what its owner changes, and a call with it after the change is known. */
async function openDesk() {
  const clock = movedClock();
  const app = await openTestApp({ clock });
  const api = await startApi(app);
  const accountId = await openAccount(app);
  const key = await openKey(app, accountId, { dialect: 'classic', repeatWindowS: 0 });
  const keyId = (await listKeys(app.db, accountId))[0]?.id ?? 0;
  const service = await addService(app);
  return {
    ...{ app, clock, api, accountId, keyId },
    change: (settings: KeySettings) =>
      app.transact((tx) => changeKey(tx, { accountId, keyId }, settings)),
    /** Until the answer is as wanted: processes hear of a change within a second. */
    async until(fields: Record<string, string | number>, wanted: RegExp) {
      const sent = { key, ...fields };
      await eventually(async () => wanted.test((await api.post(sent)).text), 3_000);
    },
    add: { action: 'add', service: service.id, quantity: 10, link: 'https://example.com/p' },
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]();
      await app[Symbol.asyncDispose]();
    },
  };
}

const BALANCE = { action: 'balance' };

test('Each setting that is changed is what the next calls meet', async () => {
  await using desk = await openDesk();
  const { change, until, add, clock } = desk;
  await until(BALANCE, /"balance":/);

  await change({ scopes: ['order'] });
  await until(BALANCE, /lacks the scope read/);
  await change({ scopes: ['read', 'order'], allowedIps: ['203.0.113.7/24'] });
  await until(BALANCE, /may not be used from 127\.0\.0\.1/);
  await change({ allowedIps: ['127.0.0.0/8', '::1'] });
  await until(BALANCE, /"balance":/);
  await change({ dailySpendCap: parseMoney('0.001') });
  await until(add, /spend cap/);
  await change({ dailySpendCap: null, repeatWindowS: 3_600 });
  await until(add, /"order":(\d+)/);
  await until(add, new RegExp(`"order":${await newestOrder(desk.app)}}`));
  await change({ dialect: 'notpanel' });
  await until(add, /Missing required parameter: request_id/);
  await change({ expiresAt: new Date(clock.now() + 60_000) });
  await until(BALANCE, /"balance":/);
  clock.move(61_000);
  await until(BALANCE, /Invalid API key/);
  const [key] = await listKeys(desk.app.db, desk.accountId);
  assert.deepEqual(key?.allowedIps, ['127.0.0.0/8', '::1/128']);
});

test('The limit of a minute is the one that was set last', async () => {
  await using desk = await openDesk();
  await desk.change({ requestsPerMinute: 2 });
  await desk.until(BALANCE, /Rate limit exceeded/);
  await desk.change({ requestsPerMinute: null });
  await desk.until(BALANCE, /"balance":/);
});

test("Another account's key, a revoked one and a bad setting are refused, and nothing changes", async () => {
  await using desk = await openDesk();
  const { app, accountId, keyId } = desk;
  const before = await listKeys(app.db, accountId);
  const stranger = await openAccount(app);
  const change = (owner: number, settings: KeySettings) =>
    app.transact((tx) => changeKey(tx, { accountId: owner, keyId }, settings));
  await assert.rejects(change(stranger, { name: 'mine' }), { code: 'not_found' });
  await assert.rejects(change(accountId, { name: ' ' }), { parameter: 'name' });
  await assert.rejects(change(accountId, { scopes: [] }), { parameter: 'scopes' });
  await assert.rejects(change(accountId, { allowedIps: ['10.0.0.0/33'] }), { parameter: 'ips' });
  await assert.rejects(change(accountId, { requestsPerMinute: 0 }), { parameter: 'limit' });
  assert.deepEqual(await listKeys(app.db, accountId), before);
  await app.transact((tx) => revokeKey(tx, keyId));
  await assert.rejects(change(accountId, { name: 'late' }), { code: 'not_found' });
});

async function newestOrder(app: TestApp): Promise<number> {
  const row = await app.db
    .selectFrom('orders')
    .select('id')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? 0;
}
