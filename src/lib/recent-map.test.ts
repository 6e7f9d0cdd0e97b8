import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { recentMap } from './recent-map.ts';

test('it never holds more than its capacity and never forgets the most recent half', () => {
  const steps = fc.array(fc.tuple(fc.constantFrom('get', 'set', 'delete'), fc.nat(30)), {
    maxLength: 300,
  });
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 10 }), (taken, half) => {
      const map = recentMap<number, number>(2 * half);
      const model = new Map<number, number>(); // in the order of use
      for (const [n, [step, key]] of taken.entries()) {
        if (step === 'delete') {
          map.delete(key);
          model.delete(key);
        } else {
          const value = step === 'set' ? n : map.get(key);
          if (step === 'set') map.set(key, n);
          const recent = [...model.keys()].slice(-half);
          if (step === 'get' && recent.includes(key)) assert.equal(value, model.get(key));
          if (value !== undefined) {
            if (step === 'get') assert.equal(value, model.get(key), 'a stale value');
            model.delete(key);
            model.set(key, value);
          }
        }
        assert.ok(map.size <= 2 * half);
      }
      const entries = [...map.entries()];
      assert.equal(entries.length, map.size);
      assert.equal(new Map(entries).size, map.size, 'a key twice');
      for (const [key, value] of entries) assert.equal(model.get(key), value);
    }),
  );
});

test('clearing forgets everything', () => {
  const map = recentMap<string, number>(2);
  map.set('a', 1);
  map.set('b', 2);
  map.clear();
  assert.equal(map.size, 0);
  assert.equal(map.get('a'), undefined);
});
