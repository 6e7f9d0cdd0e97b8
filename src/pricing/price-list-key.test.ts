import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRate } from '#lib/money.ts';
import { priceListKey } from './price-list-key.ts';
import type { OwnRate } from './price.ts';

const fixed = (rate: string): OwnRate => ({ rate: parseRate(rate), discountBp: null });
const percent = (discountBp: number): OwnRate => ({ rate: null, discountBp });

test('accounts without own rates share the list of their tier discount', () => {
  assert.equal(priceListKey(250, new Map()), priceListKey(250, new Map()));
  assert.notEqual(priceListKey(250, new Map()), priceListKey(0, new Map()));
});

test('equal own rates share a list, in whatever order they were read', () => {
  const one = new Map([
    [1, fixed('2')],
    [7, percent(500)],
  ]);
  const other = new Map([
    [7, percent(500)],
    [1, fixed('2')],
  ]);
  assert.equal(priceListKey(250, one), priceListKey(250, other));
});

test('every difference in own rates is another list', () => {
  const lists = [
    new Map(),
    new Map([[1, fixed('2')]]),
    new Map([[1, fixed('3')]]),
    new Map([[2, fixed('2')]]),
    new Map([[1, percent(2_000_000)]]),
    new Map([[1, percent(5)]]),
    new Map([[1, percent(-5)]]),
    new Map([
      [1, percent(5)],
      [2, percent(5)],
    ]),
  ];
  assert.equal(new Set(lists.map((own) => priceListKey(0, own))).size, lists.length);
});
