import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { costOf, SERVICE_TYPES, type Supplied, type SuppliedRoute } from '#catalog/index.ts';
import { asRate, discountRate } from '#lib/money.ts';
import type { Offer } from '#providers/index.ts';
import { judgeOffer, type Situation, type Verdict } from './judge-offer.ts';
import type { PriceRule } from './price-rule.ts';

const PROVIDER = {
  id: 3,
  name: 'P',
  exchangeRate: 1_000_000_000n,
  packagesPerOrder: true,
  refill: true,
  cancel: true,
};

const rate = fc.bigInt({ min: 0n, max: 5_000_000n }).map(asRate);
const type = fc.constantFrom(...SERVICE_TYPES);

const offer = fc
  .record({
    service: fc.constant('7'),
    name: fc.constant('A service'),
    type,
    category: fc.constant('C'),
    quote: rate,
    min: fc.bigInt({ min: 0n, max: 2_000n }),
    wide: fc.bigInt({ min: 0n, max: 3_000_000_000n }),
    refill: fc.boolean(),
    cancel: fc.boolean(),
    dripfeed: fc.boolean(),
  })
  .map(({ wide, ...rest }): Offer => ({ ...rest, max: rest.min + wide }));

const rule = fc
  .record({ markupBp: fc.integer({ min: 0, max: 20_000 }), extra: rate, floor: rate })
  .map((one): PriceRule => ({
    ...one,
    id: 1,
    providerId: null,
    category: null,
    costFrom: asRate(0n),
    costTo: null,
    roundTo: asRate(1_000n),
  }));

const route = (providerId: number) =>
  fc
    .record({
      costRate: fc.option(rate),
      costBasis: fc.constantFrom('per_1000' as const, 'per_order' as const),
      priority: fc.integer({ min: 0, max: 1 }),
      share: fc.constant(null),
      active: fc.boolean(),
      providerPaused: fc.boolean(),
    })
    .map((one): SuppliedRoute => ({
      ...one,
      providerId,
      providerService: '7',
      pausedReason: one.active ? null : 'off',
      pausedCauses: one.active ? [] : ['cost'],
    }));

const situation = fc
  .record({
    type,
    rate,
    min: fc.integer({ min: 1, max: 3_000 }),
    wide: fc.integer({ min: 0, max: 100_000 }),
    ratePinned: fc.boolean(),
    refill: fc.boolean(),
    cancel: fc.boolean(),
    mine: route(3),
    others: fc.array(route(4), { maxLength: 1 }),
    offer,
    last: fc.option(offer),
    rules: fc.array(rule, { maxLength: 1 }),
    holdAboveBp: fc.integer({ min: 1, max: 10_000 }),
    topDiscountBp: fc.integer({ min: 0, max: 2_000 }),
  })
  .map(({ mine, others, wide, offer: now, last, ...one }): Situation & { offer: Offer } => ({
    service: {
      id: 1,
      name: 'A service',
      category: 'C',
      dripfeed: false,
      active: true,
      heldAt: null,
      heldReason: null,
      heldOffer: null,
      lossAccepted: null,
      ...one,
      max: one.min + wide,
      routes: [mine, ...others],
    },
    provider: PROVIDER,
    offer: now,
    last,
    isGone: false,
    rules: one.rules,
    holdAboveBp: one.holdAboveBp,
    topDiscountBp: one.topDiscountBp,
  }));

/** What is sold after the verdict, and by which routes. */
function after({ service }: Situation, verdict: Verdict): Supplied {
  const isHeld = verdict.hold === undefined ? service.heldReason : (verdict.hold?.reason ?? null);
  return {
    ...service,
    ...(verdict.service as Partial<Supplied>),
    heldReason: isHeld,
    heldOffer: (verdict.hold?.offer ?? null) as Supplied['heldOffer'],
    routes: service.routes.map((one) => {
      if (one.providerId !== PROVIDER.id) return one;
      const next = { ...one, ...verdict.route };
      return { ...next, active: next.pausedReason === null };
    }),
  };
}

const MANY = { numRuns: 3_000 };

test('What is sold is never sold under its cost by the provider that was asked', () => {
  fc.assert(
    fc.property(situation, (given) => {
      const sold = after(given, judgeOffer(given));
      const mine = sold.routes[0];
      if (sold.heldReason !== null || !mine?.active) return;
      const counts = sold.type.includes('Package') ? [sold.min] : [sold.min, 1_000, sold.max];
      for (const quantity of counts.filter((one) => one >= sold.min && one <= sold.max)) {
        const cost = costOf(mine, quantity) ?? 0n;
        assert.ok(sold.rate * BigInt(quantity) >= cost, `${quantity}`);
      }
    }),
    MANY,
  );
});

test('What one provider alone delivers is never sold outside of his limits', () => {
  fc.assert(
    fc.property(situation, (given) => {
      const verdict = judgeOffer(given);
      const sold = after(given, verdict);
      const [mine, ...others] = sold.routes;
      const isAlone = others.every((one) => !one.active || one.providerPaused);
      if (sold.heldReason !== null || !mine?.active || !isAlone) return;
      if (sold.type.includes('Package')) return;
      assert.ok(sold.min <= sold.max);
      assert.ok(BigInt(sold.min) >= given.offer.min && BigInt(sold.max) <= given.offer.max);
    }),
    MANY,
  );
});

test('A cost that moved too far sells nothing at this provider', () => {
  fc.assert(
    fc.property(situation, (given) => {
      const before = given.service.routes[0];
      const sold = after(given, judgeOffer(given));
      const [mine] = sold.routes;
      if (!before?.active || before.costRate === null || mine?.costBasis !== before.costBasis)
        return;
      const now = mine.costRate ?? 0n;
      const moved = now > before.costRate ? now - before.costRate : before.costRate - now;
      if (moved * 10_000n <= before.costRate * BigInt(given.holdAboveBp)) return;
      assert.ok(sold.heldReason !== null || !mine.active);
    }),
    MANY,
  );
});

test('A verdict is final: the same list again changes nothing', () => {
  fc.assert(
    fc.property(situation, (given) => {
      const sold = after(given, judgeOffer(given));
      const again = judgeOffer({ ...given, service: sold, last: given.offer });
      assert.deepEqual(again, {});
    }),
    MANY,
  );
});

test('A pinned price is never changed, and no price falls under the best tier’s cost by a change', () => {
  fc.assert(
    fc.property(situation, (given) => {
      const { service, topDiscountBp } = given;
      const verdict = judgeOffer(given);
      if (service.ratePinned) assert.equal(verdict.service?.rate, undefined);
      const sold = after(given, verdict);
      const [before] = service.routes;
      const [mine] = sold.routes;
      const moved = before?.costRate !== null && mine?.costRate !== before?.costRate;
      if (sold.heldReason !== null || !mine?.active || !moved) return;
      const isLoss = (rateOf: Supplied, by: SuppliedRoute | undefined, quantity: number) =>
        discountRate(rateOf.rate, [topDiscountBp]) * BigInt(quantity) <
        ((by && costOf(by, quantity)) ?? 0n);
      if (
        service.min === sold.min &&
        service.max === sold.max &&
        !isLoss(service, before, sold.min)
      ) {
        if (!isLoss(service, before, sold.max)) assert.ok(!isLoss(sold, mine, sold.min));
      }
    }),
    MANY,
  );
});
