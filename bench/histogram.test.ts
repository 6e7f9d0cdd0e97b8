import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { openHistogram } from './histogram.ts';

test('quantiles below a millisecond are exact', () => {
  const histogram = openHistogram();
  for (let us = 1; us <= 1000; us += 1) histogram.record(us);
  assert.equal(histogram.quantile(0.5), 0.5);
  assert.equal(histogram.quantile(0.99), 0.99);
  assert.equal(histogram.quantile(1), 1);
  assert.equal(histogram.maxMs, 1);
});

test('a quantile is never below the true one and at most one part in 512 above it', () => {
  const sample = fc.array(fc.integer({ min: 0, max: 2 ** 31 - 1 }), { minLength: 1 });
  fc.assert(
    fc.property(sample, fc.double({ min: 0, max: 1, noNaN: true }), (values, share) => {
      const histogram = openHistogram();
      for (const value of values) histogram.record(value);
      const sorted = values.toSorted((a, b) => a - b);
      const index = Math.max(1, Math.ceil(share * sorted.length)) - 1;
      const truth = (sorted[index] as number) / 1000;
      const answer = histogram.quantile(share);
      assert.ok(answer >= truth && answer <= truth * (1 + 1 / 512), `${answer} for ${truth}`);
    }),
  );
});

test('an empty histogram has no quantile', () => {
  assert.ok(Number.isNaN(openHistogram().quantile(0.5)));
});
