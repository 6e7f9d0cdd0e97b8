import assert from 'node:assert/strict';
import { test } from 'node:test';
import { letterAt } from './letter-times.ts';

const daily = (now: string, zone: string) =>
  letterAt('daily', new Date(now), zone).toISOString().slice(0, 16);

test('A day’s mail leaves at eight in the morning, where its reader is', () => {
  assert.equal(daily('2026-11-23T10:30:00Z', 'UTC'), '2026-11-24T08:00');
  assert.equal(daily('2026-11-23T07:59:59.999Z', 'UTC'), '2026-11-23T08:00');
  assert.equal(daily('2026-11-23T08:00:00Z', 'UTC'), '2026-11-24T08:00');
  assert.equal(daily('2026-11-23T10:30:00Z', 'Europe/Istanbul'), '2026-11-24T05:00');
  assert.equal(daily('2026-11-23T10:30:00Z', 'America/Los_Angeles'), '2026-11-23T16:00');
  assert.equal(daily('2026-11-23T10:30:00Z', 'Asia/Kathmandu'), '2026-11-24T02:15');
});

test('It does so on days on which clocks change, and in zones that are no more', () => {
  assert.equal(daily('2026-10-24T12:00:00Z', 'Europe/Berlin'), '2026-10-25T07:00');
  assert.equal(daily('2026-03-28T12:00:00Z', 'Europe/Berlin'), '2026-03-29T06:00');
  assert.equal(daily('2026-11-23T10:30:00Z', 'Mars/Olympus'), '2026-11-24T08:00');
});
