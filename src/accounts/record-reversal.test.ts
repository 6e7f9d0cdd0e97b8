import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMoney } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { openTestApp } from '#test/support/database.ts';
import { createAccount } from './create-account.ts';
import { findAccount } from './find-account.ts';
import { recordDeposit } from './record-deposit.ts';
import { recordReversal } from './record-reversal.ts';
import { seedTiers } from './seed-tiers.ts';
import { setTier } from './set-tier.ts';

async function openWith(app: App, tier: string, deposits: string): Promise<number> {
  await app.transact(seedTiers);
  const email = `${tier}-${deposits}@example.com`.toLowerCase();
  return app.transact(async (tx) => {
    const { id } = await createAccount(tx, { email, tier });
    await recordDeposit(tx, id, parseMoney(deposits));
    return id;
  });
}

const takeBack = async (app: App, id: number, amount: string) => {
  await app.transact((tx) => recordReversal(tx, id, parseMoney(amount)));
  const account = await findAccount(app.db, id);
  return [account?.tier, account?.lifetimeDeposits];
};

test('A tier that deposits had reached is lost when they no longer reach it', async () => {
  await using app = await openTestApp();
  const id = await openWith(app, 'Standard', '6000');
  assert.deepEqual(await takeBack(app, id, '1000'), ['Agency', parseMoney('5000')]);
  assert.deepEqual(await takeBack(app, id, '0.01'), ['Reseller', parseMoney('4999.99')]);
  assert.deepEqual(await takeBack(app, id, '4999'), ['Standard', parseMoney('0.99')]);
  assert.deepEqual(await takeBack(app, id, '5'), ['Standard', 0n]);
});

test('A tier that an operator gave stays, pinned or above what deposits ever reached', async () => {
  await using app = await openTestApp();
  const given = await openWith(app, 'Agency', '600');
  assert.deepEqual(await takeBack(app, given, '500'), ['Agency', parseMoney('100')]);
  const pinned = await openWith(app, 'Standard', '700');
  await app.transact((tx) => setTier(tx, pinned, 'Reseller'));
  assert.deepEqual(await takeBack(app, pinned, '700'), ['Reseller', 0n]);
});

test('Nothing goes back of nobody, and nothing is not an amount', async () => {
  await using app = await openTestApp();
  const id = await openWith(app, 'Standard', '1');
  await assert.rejects(takeBack(app, id, '0'), { code: 'invalid_parameter' });
  await assert.rejects(takeBack(app, 999, '1'), { code: 'not_found' });
});
