import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { setTier } from '#accounts/index.ts';
import { priceOrder } from '#baskets/index.ts';
import { createCoupon } from '#coupons/index.ts';
import { readBalance } from '#ledger/index.ts';
import { asRate, formatMoney, parseRate } from '#lib/money.ts';
import { checkBooks } from '#orders/index.ts';
import { ownRates, setOwnRate } from '#pricing/index.ts';
import { eventually } from '#test/support/eventually.ts';
import { LINK, openOrderDesk, orderAt, wordsIn, type OrderDesk } from '#test/support/order-desk.ts';

// What the form says an order costs is what it costs.

let desk: OrderDesk;
before(async () => {
  desk = await openOrderDesk();
});
after(() => desk[Symbol.asyncDispose]());

describe('the price', () => {
  test('It is what the API charges, to the last digit', async () => {
    const { app } = desk;
    const rates = fc.bigInt({ min: 1n, max: 10n ** 10n }).map(asRate);
    const shares = fc.integer({ min: 0, max: 9_999 });
    const owns = fc.oneof(
      fc.constant(null),
      rates.map((rate) => ({ rate })),
      fc.integer({ min: -10_000, max: 9_999 }).map((discountBp) => ({ discountBp })),
    );
    const coupons = fc.oneof(
      fc.constant(null),
      shares.filter((one) => one > 0).map((discountBp) => ({ discountBp })),
      fc.bigInt({ min: 1n, max: 10n ** 12n }).map((amount) => ({ amount: amount as never })),
    );
    const one = await desk.buyer('9000000');
    const { accountId } = one;
    const property = fc.asyncProperty(
      ...([rates, owns, shares, coupons, fc.integer({ min: 10, max: 9_999 })] as const),
      async (rate, own, tierBp, coupon, quantity) => {
        const service = await desk.sell({ rate: formatRateOf(rate) });
        const tier = `t${randomUUID().slice(0, 8)}`;
        const code = `C-${randomUUID().slice(0, 8)}`;
        await app.transact(async (tx) => {
          await addTier(tx, tier, tierBp);
          await setTier(tx, accountId, tier);
          await setOwnRate(tx, { accountId, serviceId: service.id, own });
          if (coupon) await createCoupon(tx, { code, ...coupon });
        });
        // Every process knows of a new rate within a second, and not at once.
        const known = async () =>
          (await ownRates(app, accountId)).has(service.id) === (own !== null);
        await eventually(known, 2_000);
        const fields = new Map([
          ['link', LINK],
          ['quantity', String(quantity)],
          ...(coupon ? [['coupon', code] as const] : []),
        ]);
        const pricing = await priceOrder(app, { accountId, serviceId: service.id, fields });
        assert.deepEqual(pricing.faults, []);
        const before = await readBalance(app, accountId);
        const request = randomUUID();
        const form = { ...Object.fromEntries(fields), service: String(service.id), request };
        const { to } = await one.visit.post('/dashboard/new', { ...form, intent: 'place' });
        const row = await desk.order(orderAt(to));
        assert.equal(row.charge, pricing.charge?.charge);
        assert.equal(row.rate, pricing.charge?.rate);
        assert.equal(row.coupon_amount, pricing.charge?.couponAmount);
        const paid = before - (await readBalance(app, accountId));
        assert.equal(paid, pricing.charge?.due, 'what the wallet paid');
      },
    );
    await fc.assert(property, { numRuns: 25 });
    assert.deepEqual((await checkBooks(app.db)).findings, []);
  });

  test('It is shown with its explanation, the balance after and what is missing', async () => {
    const { app } = desk;
    const service = await desk.sell({ rate: '2' });
    const one = await desk.buyer('1.5');
    await app.transact(async (tx) => {
      await addTier(tx, 'Explained', 500);
      await setTier(tx, one.accountId, 'Explained');
      const own = { rate: parseRate('1.8') };
      await setOwnRate(tx, { accountId: one.accountId, serviceId: service.id, own });
    });
    const form = { link: LINK, quantity: '500', service: String(service.id), intent: 'price' };
    const fits = wordsIn((await one.visit.post('/dashboard/new', form)).text);
    for (const line of [
      /Base price per 1,000 \$2\.00/,
      /Your own price \$1\.80/,
      /Tier Explained −5%/,
    ]) {
      assert.match(fits, line);
    }
    assert.match(fits, /Your price per 1,000 \$1\.71/);
    assert.match(fits, /Charge \$0\.855 Balance \$1\.50 After this order \$0\.645/);
    const dear = await one.visit.post('/dashboard/new', { ...form, quantity: '1000' });
    assert.equal(dear.status, 422);
    assert.match(wordsIn(dear.text), /short by \$0\.21/);
    assert.match(dear.text, /href="\/dashboard\/wallet\/add\?amount=0\.21"/);
  });

  test('The script asks for it and gets the same figures', async () => {
    const service = await desk.sell({ rate: '0.000123' });
    const one = await desk.buyer();
    const form = { link: LINK, quantity: '777', service: String(service.id), intent: 'price' };
    const answer = await one.visit.post('/dashboard/new/price', form);
    assert.equal(answer.status, 200);
    const view = JSON.parse(answer.text) as { due: string; faults: unknown[] };
    assert.equal(view.due, String(123n * 777n));
    assert.deepEqual(view.faults, []);
  });
});

const formatRateOf = (rate: bigint): string => formatMoney((rate * 1_000n) as never);

const addTier = (tx: Parameters<typeof setTier>[0], name: string, discountBp: number) =>
  tx
    .insertInto('tiers')
    .values({ name, reached_at: 10n ** 15n, discount_bp: discountBp })
    .execute();
