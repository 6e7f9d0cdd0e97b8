import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prohibitedIn, SERVICE_TYPES } from '#catalog/index.ts';
import { parseRate } from '#lib/money.ts';
import { SAMPLE_SERVICES } from './sample-services.ts';

test('All that a simulated provider sells by itself can be imported', () => {
  const types = new Set<string>(SERVICE_TYPES);
  for (const { name = '', category, type = '', rate = '', min = 0, max = 0 } of SAMPLE_SERVICES) {
    assert.ok(types.has(type), name);
    assert.ok(parseRate(rate) > 0n && min >= 1 && min <= max, name);
    assert.equal(prohibitedIn(`${category} ${name}`), null);
  }
  const names = SAMPLE_SERVICES.map(({ name, category }) => `${category}/${name}`);
  assert.equal(new Set(names).size, names.length);
});
