import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatAge, formatAmount, formatCount, formatDuration, formatShare } from './numbers.ts';

test('An amount keeps all of its digits in every language', () => {
  assert.equal(
    formatAmount('en', '9007199254740993.123456789', 'USD'),
    '$9,007,199,254,740,993.123456789',
  );
  assert.equal(formatAmount('tr', '0.5', 'USD'), '$0,50');
  assert.equal(formatAmount('ar', '1234.5', 'EUR'), '\u2066€1,234.50\u2069');
  assert.equal(formatCount('tr', 10_000), '10.000');
});

test('A share is rounded down: what is not whole is not called so', () => {
  assert.equal(formatShare('en', 9_999), '99.9%');
  assert.equal(formatShare('en', 10_000), '100%');
  assert.equal(formatShare('en', 9_862), '98.6%');
  assert.equal(formatShare('en', -750, 2), '-7.5%');
});

test('A duration has its two largest units', () => {
  const of = [0, 48, 60, 103, 240, 3_600, 7_500, 90_000, 172_800];
  assert.deepEqual(
    of.map((seconds) => formatDuration('en', seconds)),
    ['1 sec', '48 sec', '1 min', '2 min', '4 min', '1 hr', '2 hr, 5 min', '1 day, 1 hr', '2 days'],
  );
  assert.equal(formatAge('en', 30), '30 minutes ago');
  assert.equal(formatAge('tr', 120), '2 saat önce');
});
