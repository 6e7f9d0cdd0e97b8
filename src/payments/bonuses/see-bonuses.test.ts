import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { parseMoney } from '#lib/money.ts';
import { openTestApp } from '#test/support/database.ts';
import {
  addDesk,
  deskEvent,
  notify,
  openPaymentDesk,
  received,
  startDeposit,
} from '#test/support/payment-desk.ts';
import { readBonus } from './read-bonus.ts';
import { seeBonuses } from './see-bonuses.ts';

const ORDERS = 5_300; // more than are counted in one step

test('What thousands of orders spent of a bonus is counted once, and refunds after that as well', async () => {
  await using app = await openTestApp();
  const bonuses = [{ from: parseMoney('50'), bonusBp: 5_000 }];
  await addDesk(app, openPaymentDesk(), { bonuses });
  const payment = await startDeposit(app, '100');
  const { accountId } = payment;
  await notify(app, deskEvent(app, payment, received(payment.toPay)));
  await using owner = Object.assign(new pg.Client({ connectionString: app.ownerUrl }), {
    [Symbol.asyncDispose]: () => owner.end(),
  });
  await owner.connect();
  const move = (kind: string, from: number, to: number, each: number, which: string) =>
    owner.query(
      `insert into transfers (kind, reference, from_id, to_id, amount)
       select $1::transfer_kind, n::text, $2, $3, $4 from generate_series(1, ${ORDERS}) n
       where ${which}`,
      [kind, from, to, each],
    );
  const unspent = async () => (await readBonus(app.db, accountId))?.unspent;
  const granted = parseMoney('50');
  await move('order.hold', accountId, -1, 1_000, 'true');
  assert.equal(await unspent(), granted - 5_300_000n);
  await Promise.all([seeBonuses(app), seeBonuses(app)]);
  const { seen_transfer: seen } = await app.db
    .selectFrom('bonuses')
    .select('seen_transfer')
    .executeTakeFirstOrThrow();
  assert.equal(await unspent(), granted - 5_300_000n);
  await move('order.refund', -1, accountId, 400, 'n % 2 = 0');
  assert.equal(await unspent(), granted - 5_300_000n + 2_650n * 400n);
  await seeBonuses(app);
  assert.equal(await unspent(), granted - 5_300_000n + 2_650n * 400n);
  assert.ok(seen > 0n);
});
