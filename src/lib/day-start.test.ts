import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayAfter, dayStart } from './day-start.ts';

const STARTS: readonly (readonly [day: string, zone: string, start: string])[] = [
  ['2026-11-23', 'UTC', '2026-11-23T00:00:00.000Z'],
  ['2026-11-23', 'Europe/Istanbul', '2026-11-22T21:00:00.000Z'],
  ['2026-11-23', 'America/New_York', '2026-11-23T05:00:00.000Z'],
  ['2026-11-23', 'Asia/Kathmandu', '2026-11-22T18:15:00.000Z'],
  // On the days on which clocks are changed, and on those after.
  ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
  ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
  ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z'],
  ['2026-10-26', 'Europe/Berlin', '2026-10-25T23:00:00.000Z'],
];

for (const [day, zone, start] of STARTS) {
  test(`${day} begins in ${zone} at ${start}`, () => {
    assert.equal(dayStart(day, zone)?.toISOString(), start);
  });
}

test('What is no day begins never', () => {
  for (const text of ['', '2026-02-30', '2026-13-01', 'today', '2026-1-1']) {
    assert.equal(dayStart(text, 'UTC'), null);
  }
});

test('A day follows on a day', () => {
  assert.equal(dayAfter('2026-12-31'), '2027-01-01');
});
