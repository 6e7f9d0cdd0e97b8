import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fate } from '#fault-proxy/index.ts';
import { readWallet } from '#ledger/index.ts';
import { gatewayKinds } from '#payments/index.ts';
import type { App } from '#platform/app.ts';
import { openDatabase } from '#platform/db/database.ts';
import { openLog } from '#platform/log.ts';
import { openCutProxy } from '#test/support/cut-proxy.ts';
import { openTestApp } from '#test/support/database.ts';
import {
  addDesk,
  deskEvent,
  findings,
  notify,
  openPaymentDesk,
  received,
  startDeposit,
} from '#test/support/payment-desk.ts';

const FATES = ['cut-before', 'cut-after', 'cut-racing', 'reset-after'] as const;
const ROUNDS = 20;

test('A process that dies at the commit of a notification credits it once, when it is sent again', async () => {
  await using direct = await openTestApp();
  await using proxy = await openCutProxy(direct.url);
  const database = openDatabase({ url: proxy.url, log: openLog('silent') });
  const app: App = { ...direct, db: database.db, transact: database.transact };
  const desk = openPaymentDesk();
  await addDesk(direct, desk);
  gatewayKinds(app).set('desk', desk.kind);
  let unanswered = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const payment = await startDeposit(direct, '100');
    const event = deskEvent(direct, payment, received(payment.toPay));
    const fates: Fate[] = [FATES[round % FATES.length] ?? 'pass'];
    proxy.decide((query) => (query === 'commit' ? (fates.shift() ?? 'pass') : 'pass'));
    await notify(app, event).catch(() => (unanswered += 1));
    assert.deepEqual(fates, []);
    const [outcome] = (await notify(app, event)).outcomes;
    assert.ok(outcome === 'credited' || outcome === 'repeated');
    const { balance } = await readWallet(direct.db, payment.accountId);
    assert.equal(balance, payment.amount);
  }
  assert.equal(unanswered, ROUNDS);
  assert.deepEqual(await findings(direct), []);
  await database.end();
});
