import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readWallet } from '#ledger/index.ts';
import { formatMoney, parseMoney } from '#lib/money.ts';
import { listNotices } from '#platform/notices/index.ts';
import type { App } from '#platform/app.ts';
import { openSecondApp, openTestApp } from '#test/support/database.ts';
import { findings, startDeposit } from '#test/support/payment-desk.ts';
import { openAccount } from '#test/support/shop.ts';
import { readInstructions, readPayment } from '../read-payment.ts';
import { addGateway } from '../set-gateway.ts';
import { approveTransfer, refuseTransfer } from './judge-transfer.ts';
import { reportTransfer } from './report-transfer.ts';

const ANNA = { kind: 'operator', name: 'anna' } as const;
const BEN = { kind: 'operator', name: 'ben' } as const;

async function startTransfer(app: App) {
  await addGateway(app, {
    name: 'bank',
    kind: 'manual',
    label: 'Bank transfer',
    minimum: parseMoney('1'),
    settings: { instructions: 'IBAN XX00 0000' },
  });
  return startDeposit(app, '100', { gateway: 'bank' });
}

const judging = (app: App, paymentId: number, actor: typeof ANNA | typeof BEN = ANNA) => ({
  paymentId,
  actor,
  now: new Date(app.clock.now()),
});

test('A transfer is told how to be made, reported, and credited with what arrived', async () => {
  await using app = await openTestApp();
  const payment = await startTransfer(app);
  const { accountId, id: paymentId } = payment;
  assert.deepEqual([payment.state, payment.url], ['open', null]);
  assert.equal(await readInstructions(app, payment), 'IBAN XX00 0000');
  const now = new Date(app.clock.now());
  const report = { accountId, paymentId, reference: ' wire 4711 ', now };
  const reported = await app.transact((tx) => reportTransfer(tx, report));
  assert.deepEqual([reported.payment.state, reported.payment.reference], ['reported', 'wire 4711']);
  assert.deepEqual(
    (await listNotices(app.db)).map(({ kind }) => kind),
    ['payment.reported'],
  );
  assert.equal((await readWallet(app.db, accountId)).balance, 0n);
  await app.transact((tx) => approveTransfer(tx, judging(app, paymentId), parseMoney('60')));
  assert.equal(formatMoney((await readWallet(app.db, accountId)).balance), '60.00');
  assert.equal((await readPayment(app.db, paymentId, accountId)).state, 'partial');
  assert.deepEqual(await listNotices(app.db), []);
  assert.deepEqual(await findings(app), []);
});

test('Two operators who approve at the same moment credit once', async () => {
  await using app = await openTestApp();
  await using second = openSecondApp(app);
  const { id, accountId } = await startTransfer(app);
  const approved = await Promise.allSettled(
    Array.from({ length: 8 }, (_, n) =>
      (n % 2 ? app : second).transact((tx) =>
        approveTransfer(tx, judging(app, id, n % 2 ? ANNA : BEN), parseMoney('100')),
      ),
    ),
  );
  assert.equal(approved.filter(({ status }) => status === 'fulfilled').length, 1);
  const refusals = approved.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
  assert.deepEqual(new Set(refusals), new Set(['conflict']));
  assert.equal(formatMoney((await readWallet(app.db, accountId)).balance), '100.00');
  assert.deepEqual(await findings(app), []);
});

test('A transfer that did not arrive is refused with a reason, and may still arrive', async () => {
  await using app = await openTestApp();
  const { id, accountId } = await startTransfer(app);
  const refuse = () =>
    app.transact((tx) => refuseTransfer(tx, judging(app, id), 'nothing has arrived'));
  const refused = await refuse();
  assert.deepEqual([refused.state, refused.reason], ['refused', 'nothing has arrived']);
  await assert.rejects(refuse(), { code: 'conflict' });
  const now = new Date(app.clock.now());
  const report = { accountId, paymentId: id, reference: 'again', now };
  await assert.rejects(
    app.transact((tx) => reportTransfer(tx, report)),
    { code: 'conflict' },
  );
  await app.transact((tx) => approveTransfer(tx, judging(app, id), parseMoney('100')));
  assert.equal(formatMoney((await readWallet(app.db, accountId)).balance), '100.00');
});

test('Nobody reports the transfer of another', async () => {
  await using app = await openTestApp();
  const { id } = await startTransfer(app);
  const stranger = await openAccount(app);
  const now = new Date(app.clock.now());
  const report = { accountId: stranger, paymentId: id, reference: 'mine', now };
  await assert.rejects(
    app.transact((tx) => reportTransfer(tx, report)),
    { code: 'not_found' },
  );
  await assert.rejects(readPayment(app.db, id, stranger), { code: 'not_found' });
  assert.equal((await readPayment(app.db, id, null)).state, 'open');
});
