import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { momentIn, wallTimeIn } from './zoned-time.ts';

test('A time on the clock of a zone is one moment', () => {
  const of = (zone: string, text: string) => momentIn(zone, text)?.toISOString();
  assert.equal(of('UTC', '2026-11-24T09:30'), '2026-11-24T09:30:00.000Z');
  assert.equal(of('Europe/Istanbul', '2026-11-24T09:30'), '2026-11-24T06:30:00.000Z');
  assert.equal(of('Asia/Kathmandu', '2026-11-24T09:30'), '2026-11-24T03:45:00.000Z');
  assert.equal(of('America/New_York', '2026-07-01T00:00'), '2026-07-01T04:00:00.000Z');
  assert.equal(of('America/New_York', '2026-12-01T00:00'), '2026-12-01T05:00:00.000Z');
});

test('What is no time is none', () => {
  for (const text of ['', '2026-11-24', '2026-02-30T09:30', '2026-11-24T25:00', 'tomorrow']) {
    assert.equal(momentIn('UTC', text), undefined, text);
  }
});

test('Reading what was written gives the same minute, but where a clock leaps', () => {
  const zones = fc.constantFrom('UTC', 'Asia/Tokyo', 'Asia/Kolkata', 'Africa/Cairo');
  const winter = { min: Date.UTC(2027, 0, 1) / 60_000, max: Date.UTC(2027, 1, 1) / 60_000 };
  fc.assert(
    fc.property(zones, fc.integer(winter), (zone, minute) => {
      const moment = new Date(minute * 60_000);
      assert.deepEqual(momentIn(zone, wallTimeIn(zone, moment)), moment);
    }),
  );
  assert.ok(momentIn('Europe/Berlin', '2027-03-28T02:30'), 'a time that a clock leaps over');
});
