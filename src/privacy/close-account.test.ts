import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSession } from '#auth/index.ts';
import { createKey, findKey } from '#keys/index.ts';
import { creditWallet } from '#ledger/index.ts';
import { parseMoney } from '#lib/money.ts';
import { cancelOrder, placeOrder } from '#orders/index.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { eventually } from '#test/support/eventually.ts';
import { addService, orderOf } from '#test/support/shop.ts';
import { enter, lastMailTo, movedClock, openPerson, SITE } from '#test/support/sign-in-desk.ts';
import { checkAllBooks } from '#worker/index.ts';
import { closeAccount } from './close-account.ts';
import { copyAccount } from './copy-account.ts';
import { eraseClosed } from './erase-closed.ts';
import { reopenAccount } from './reopen-account.ts';

const DAY_MS = 86_400_000;
const IP = '203.0.113.9';

async function openRich(app: TestApp) {
  const person = await openPerson(app);
  const { browser, visitor } = await enter(app, person);
  const { accountId } = visitor;
  const actor = { kind: 'system', name: 'test' } as const;
  const amount = parseMoney('10');
  await app.transact((tx) => creditWallet(tx, { accountId, amount, reason: 'test', actor }));
  return { person, browser, visitor, accountId };
}

async function copyOf(app: TestApp, accountId: number) {
  let text = '';
  for await (const part of copyAccount(app, accountId)) text += part;
  return { text, tables: (JSON.parse(text) as { tables: Record<string, unknown[]> }).tables };
}

test('a closed account lets nobody in, asks for the payment of its balance, and is erased in time', async () => {
  const clock = movedClock();
  await using app = await openTestApp({ clock });
  const { person, browser, visitor, accountId } = await openRich(app);
  const { key } = await app.transact((tx) => createKey(tx, { accountId, name: 'secret plans' }));
  const service = await addService(app, { rate: '1' });
  const { orderId } = await placeOrder(app, orderOf(accountId, service));
  await assert.rejects(closeAccount(app, visitor, IP), { code: 'conflict', message: /orders/ });
  await cancelOrder(app, accountId, orderId);
  const { balance, ticket } = await closeAccount(app, visitor, IP);
  assert.equal(balance, parseMoney('10'));
  assert.match(ticket ?? '', /^T-/);
  assert.equal(await readSession(app, SITE, browser.headers), null);
  assert.match((await lastMailTo(app, person.email)).subject, /closed/);
  await eventually(async () => (await findKey(app, key)) === undefined, 5_000);
  assert.equal(await eraseClosed(app), 0);
  clock.move(31 * DAY_MS);
  assert.equal(await eraseClosed(app), 1);
  assert.equal(await eraseClosed(app), 0);
  const { text, tables } = await copyOf(app, accountId);
  for (const secret of [person.email, 'A person', 'secret plans']) {
    assert.ok(!text.includes(secret), secret);
  }
  assert.equal(tables['orders']?.length, 1);
  assert.equal(tables['passkeys']?.length, 0);
  assert.ok((tables['transfers']?.length ?? 0) >= 2, 'the books keep what happened');
  assert.deepEqual(await checkAllBooks(app.db), { ok: true, findings: [] });
  await assert.rejects(
    app.transact((tx) => reopenAccount(tx, accountId)),
    { code: 'conflict' },
  );
});

test('a closed account comes back as it was while it is not erased', async () => {
  const clock = movedClock();
  await using app = await openTestApp({ clock });
  const { person, visitor, accountId } = await openRich(app);
  await closeAccount(app, visitor, IP);
  await app.transact((tx) => reopenAccount(tx, accountId));
  clock.move(31 * DAY_MS);
  assert.equal(await eraseClosed(app), 0);
  const again = await enter(app, person);
  assert.equal(again.visitor.accountId, accountId);
});

test('nobody closes an account without a fresh proof', async () => {
  await using app = await openTestApp();
  const { visitor } = await openRich(app);
  await assert.rejects(closeAccount(app, { ...visitor, fresh: false }, IP), {
    code: 'scope_missing',
  });
});

test('a copy holds every order and transfer, however many, with exact amounts and no secret', async () => {
  await using app = await openTestApp();
  const { person, accountId } = await openRich(app);
  const { key } = await app.transact((tx) => createKey(tx, { accountId, name: 'mine' }));
  const service = await addService(app, { rate: '0.001' });
  await Promise.all(
    Array.from({ length: 2_100 }, () => placeOrder(app, orderOf(accountId, service))),
  );
  const { text, tables } = await copyOf(app, accountId);
  assert.equal(tables['orders']?.length, 2_100);
  assert.equal(new Set(tables['orders']?.map((row) => (row as { id: number }).id)).size, 2_100);
  assert.equal(tables['transfers']?.length, 2_101);
  assert.match(text, /"charge":"0\.001"/);
  assert.deepEqual(tables['wallets'], [{ balance: '7.90' }]);
  assert.ok(text.includes(person.email));
  assert.ok(!text.includes(key) && !text.includes('argon2id') && !text.includes('sealed'));
});
