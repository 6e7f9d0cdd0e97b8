import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { listServices, routeServices, type Service } from '#catalog/index.ts';
import { createCoupon } from '#coupons/index.ts';
import { asMoney, asRate, formatRate } from '#lib/money.ts';
import { checkBooks } from '#orders/index.ts';
import { setOwnRate } from '#pricing/index.ts';
import { addProvider, listProviders } from '#providers/index.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { addService, openAccount } from '#test/support/shop.ts';
import * as ledger from './ledger-model.ts';
import type { Coupon, Model, Rules } from './ledger-model.ts';
import { COMMANDS, credit, MINUTE_MS, type Shop } from './ledger-steps.ts';

const RUNS = Number(process.env['MODEL_RUNS'] ?? 40);
const MOST_STEPS = 80;
async function booksAgree(model: Model, { app }: Shop): Promise<void> {
  const rows = await app.db
    .selectFrom('orders')
    .select(['id', 'kind', 'status', 'remains', 'rate', 'charge', 'refunded', 'coupon_amount'])
    .where('account_id', 'in', [...model.buyers.keys()])
    .orderBy('id')
    .execute();
  const expected = model.orders
    .map(({ id, kind, status, remains, rate, charge, refunded, promoted }) => ({
      id,
      kind,
      status,
      remains,
      rate,
      charge,
      refunded,
      coupon_amount: promoted,
    }))
    .sort((a, b) => a.id - b.id);
  assert.deepEqual(rows, expected);
  const outside = model.held + model.revenue + model.promotion;
  const wallets = [...model.wallets.values()].reduce((sum, one) => sum + one, 0n);
  const deposits = [...model.references].reduce(
    (sum, one) => sum + BigInt(one.split(':')[1] ?? 0),
    0n,
  );
  assert.equal(outside + wallets, deposits, 'the model itself loses nothing');
  assert.deepEqual(await checkBooks(app.db), { ok: true, findings: [] });
}

const couponArgs = fc.record({
  discountBp: fc.option(fc.integer({ min: 1, max: 10_000 }), { freq: 2 }),
  amount: fc.bigInt(1n, 10n ** 9n),
  minimum: fc.constantFrom(0n, 0n, 10n ** 8n),
  maxUses: fc.option(fc.integer({ min: 1, max: 4 }), { freq: 2 }),
  maxUsesPerAccount: fc.option(fc.integer({ min: 1, max: 2 })),
});
const buyerArgs = fc.record({
  tierBp: fc.constantFrom(0, 300, 700, 3_333),
  own: fc.option(
    fc.oneof(
      fc.record({ rate: fc.bigInt(0n, 1_000_000n) }),
      fc.record({ discountBp: fc.integer({ min: -2_000, max: 10_000 }) }),
    ),
  ),
  deposit: fc.bigInt(10n ** 9n, 10n ** 10n),
});
const setting = fc.record({
  baseRate: fc.bigInt(0n, 1_000_000n),
  buyers: fc.array(buyerArgs, { minLength: 1, maxLength: 3 }),
  coupons: fc.array(couponArgs, { minLength: 1, maxLength: 4 }),
});
type Setting = typeof setting extends fc.Arbitrary<infer Value> ? Value : never;

/** A service, its buyers and its coupons, new ones for every run, in both worlds. */
async function open(app: TestApp, clock: { at: number }, given: Setting) {
  await addProvider(app, { name: randomUUID(), url: 'http://127.0.0.1:9/', key: 'test' });
  const providerId = Math.max(...(await listProviders(app.db)).map((one) => one.id));
  const rules: Rules = {
    baseRate: given.baseRate,
    min: 10,
    max: 1_000,
    intervalMs: 10 * MINUTE_MS,
  };
  const row = {
    rate: formatRate(asRate(given.baseRate)),
    min: rules.min,
    max: rules.max,
    dripfeed: true,
  };
  const added = await addService(app, row);
  const route = { serviceId: added.id, providerId, providerService: '1' };
  await app.transact((tx) => routeServices(tx, [route]));
  const model = ledger.emptyModel(rules);
  const service = (await listServices(app.db)).find((one) => one.id === added.id) as Service;
  const shop: Shop = { app, clock, providerId, service };
  for (const { tierBp, own, deposit } of given.buyers) {
    const id = await openAccount(app, { balance: '0' });
    model.buyers.set(id, { id, tierBp, own });
    if (own) {
      const granted = 'rate' in own ? { rate: asRate(own.rate) } : own;
      await app.transact((tx) =>
        setOwnRate(tx, { accountId: id, serviceId: added.id, own: granted }),
      );
    }
    await credit(model.buyers.size - 1, deposit, 0)(model, shop);
  }
  for (const one of given.coupons) {
    const code = randomUUID().toUpperCase();
    const { discountBp, minimum, maxUses, maxUsesPerAccount } = one;
    const amount = discountBp === null ? one.amount : null;
    const limits = { minimumCharge: asMoney(minimum), maxUses, maxUsesPerAccount };
    const worth = discountBp === null ? { amount: asMoney(one.amount) } : { discountBp };
    await app.transact((tx) => createCoupon(tx, { code, ...limits, ...worth }));
    const coupon: Coupon = {
      code,
      discountBp,
      amount,
      minimum,
      maxUses,
      maxUsesPerAccount,
      usedBy: [],
    };
    model.coupons.set(code, coupon);
  }
  return { model, shop };
}

test('whatever happens to orders, money goes where the model says, to the last digit', async () => {
  // Ahead of the database's own clock, so that every order is due.
  const clock = { at: Date.now() + 60 * MINUTE_MS };
  await using app = await openTestApp({ clock: { now: () => clock.at } });
  await fc.assert(
    fc.asyncProperty(
      setting,
      fc.commands(COMMANDS, { maxCommands: MOST_STEPS, size: 'max' }),
      async (given, commands) => {
        const { model, shop } = await open(app, clock, given);
        await fc.asyncModelRun(() => ({ model, real: shop }), commands);
        await booksAgree(model, shop);
      },
    ),
    { numRuns: RUNS },
  );
});
