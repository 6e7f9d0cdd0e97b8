import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { asRate } from '#lib/money.ts';
import { chooseRoute } from './choose-route.ts';
import { costOf, inOrder, type Route } from './route.ts';

const route = (providerId: number, more: Partial<Route> = {}): Route => ({
  providerId,
  providerService: String(providerId),
  costRate: asRate(1_000n),
  costBasis: 'per_1000',
  priority: 0,
  share: null,
  ...more,
});

const chosen = (routes: Route[], random = 0, quantity = 1_000) =>
  chooseRoute(inOrder(routes, quantity), () => random)?.providerId;

test('the lowest priority goes first, then the cheapest, then the oldest provider', () => {
  assert.equal(chosen([]), undefined);
  assert.equal(chosen([route(1, { priority: 2 }), route(2, { priority: 1 })]), 2);
  assert.equal(chosen([route(1), route(2, { costRate: asRate(999n) })]), 2);
  assert.equal(chosen([route(1, { costRate: null }), route(2)]), 2);
  assert.equal(chosen([route(2), route(1)]), 1);
  const cheapButLater = route(1, { priority: 1, costRate: asRate(1n), share: 1_000 });
  assert.equal(chosen([cheapButLater, route(2)], 0.99), 2);
});

test('a cost per order is held against one per 1000 at the quantity that is sold', () => {
  const perOrder = route(1, { costBasis: 'per_order', costRate: asRate(500n) });
  const per1000 = route(2, { costRate: asRate(1_000n) });
  assert.equal(costOf(perOrder, 7), 500_000n);
  assert.equal(costOf(per1000, 7), 7_000n);
  assert.equal(costOf({ costRate: null, costBasis: 'per_order' }, 7), null);
  assert.equal(chosen([perOrder, per1000], 0, 499), 2);
  assert.equal(chosen([perOrder, per1000], 0, 501), 1);
});

test('routes with shares are taken in their proportion, and one without stands by', () => {
  const routes = [route(1, { share: 1 }), route(2, { share: 3 }), route(3)];
  const taken = [0, 0.25, 0.5, 0.74, 0.75, 0.999].map((random) => chosen(routes, random));
  assert.deepEqual(taken, [2, 2, 2, 2, 1, 1]);
  assert.equal(chosen(routes.slice(2)), 3, 'it is taken where nothing else is left');
});

test('what is chosen is always one of the lowest priority, and has a share if any has', () => {
  const one = fc.record({
    priority: fc.integer({ min: 0, max: 3 }),
    share: fc.option(fc.integer({ min: 1, max: 1_000 })),
    cost: fc.option(fc.bigInt({ min: 0n, max: 10n ** 15n })),
  });
  fc.assert(
    fc.property(
      fc.array(one, { minLength: 1, maxLength: 6 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (given, random) => {
        const routes = given.map(({ cost, ...rest }, index) =>
          route(index + 1, { ...rest, costRate: cost === null ? null : asRate(cost) }),
        );
        const found = chooseRoute(inOrder(routes, 1_000), () => random);
        const least = Math.min(...routes.map(({ priority }) => priority));
        const equals = routes.filter(({ priority }) => priority === least);
        assert.equal(found?.priority, least);
        if (equals.some(({ share }) => share !== null)) assert.notEqual(found.share, null);
        assert.equal(chooseRoute(routes.toReversed(), () => random)?.priority, least);
      },
    ),
  );
});
