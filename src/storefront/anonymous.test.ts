import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { coarseAge, coarseMinutes, LEAST_ACCOUNTS, namesOf, type Ordered } from './anonymous.ts';

const HARBOUR = {
  id: 7,
  name: 'Followers',
  category: 'Instagram followers',
  platform: 'Instagram',
};
const order = (accountId: number, over: Partial<Ordered['service']> = {}): Ordered => ({
  accountId,
  service: { ...HARBOUR, onSale: true, ...over },
});

test('A service of several customers is named, one of a single customer is not', () => {
  const many = [1, 2, 3, 1, 2].map((accountId) => order(accountId));
  assert.deepEqual(namesOf(many)[0], { name: 'Followers', platform: 'Instagram', serviceId: 7 });
  assert.equal(namesOf([1, 1, 1, 1, 1, 1].map((accountId) => order(accountId)))[0], null);
  assert.equal(namesOf([1, 2, 3, 4].map((accountId) => order(accountId)))[0], null);
});

test('Where a service has too few, its category is named, and then its platform', () => {
  const rare = order(9, { id: 8, name: 'Rare' });
  const likes = order(9, { id: 9, name: 'Likes', category: 'Instagram likes' });
  const names = namesOf([rare, likes, ...[1, 2, 3, 1, 2].map((accountId) => order(accountId))]);
  assert.equal(names[0]?.name, 'Instagram followers');
  assert.deepEqual(names[1], { name: 'Instagram', platform: 'Instagram', serviceId: null });
});

test('A service that is not sold any more is not named', () => {
  const gone = [1, 2, 3, 1, 2].map((accountId) => order(accountId, { onSale: false }));
  assert.equal(namesOf(gone)[0]?.serviceId, null);
});

test('Whatever is ordered, a name is that of a group of enough accounts', () => {
  const orders = fc.array(
    fc.record({ accountId: fc.integer({ min: 1, max: 6 }), id: fc.integer({ min: 1, max: 4 }) }),
  );
  fc.assert(
    fc.property(orders, (drawn) => {
      const all = drawn.map(({ accountId, id }) =>
        order(accountId, { id, name: `s${id}`, category: `c${id % 2}`, platform: `p${id % 3}` }),
      );
      namesOf(all).forEach((name) => {
        if (!name) return;
        const alike = all.filter(({ service }) =>
          [service.name, service.category, service.platform].includes(name.name),
        );
        assert.ok(new Set(alike.map((one) => one.accountId)).size >= LEAST_ACCOUNTS);
      });
    }),
  );
});

test('Times are told coarsely', () => {
  const minutes = (count: number) => count * 60_000;
  assert.deepEqual(
    [0.9, 3.9, 59.9, 63, 1441].map((m) => coarseMinutes(minutes(m))),
    [0, 3, 59, 65, 1440],
  );
  assert.deepEqual(
    [0, 14, 16, 61, 1500].map((m) => coarseAge(minutes(m))),
    [15, 15, 30, 120, 2880],
  );
});
