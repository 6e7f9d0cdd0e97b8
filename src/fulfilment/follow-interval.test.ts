import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { lookEveryMs, nextLookAt, type Speed } from './follow-interval.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNKNOWN: Speed = { startMs: null, finishMs: null };
const every = (speed: Partial<Speed>, ageMs: number, started = true) =>
  lookEveryMs({ started, speed: { ...UNKNOWN, ...speed } }, ageMs);

/** How often an order is looked at until it has `ageMs`. */
function looksUntil(speed: Partial<Speed>, ageMs: number, started = true): number {
  let looks = 0;
  for (let age = 0; age < ageMs; age += every(speed, age, started)) looks += 1;
  return looks;
}

describe('an order is looked at', () => {
  test('by its age where nobody measured its service', () => {
    const ages = [0, 5 * MINUTE, 30 * MINUTE, 5 * HOUR, 3 * DAY, 30 * DAY];
    assert.deepEqual(
      ages.map((age) => every({}, age) / 1_000),
      [2, 10, 60, 300, 1_800, 7_200],
    );
  });

  test('rarely long before its expected finish, often near it, and rarely long after', () => {
    const speed = { finishMs: 10 * HOUR };
    const ages = [0, 6 * HOUR, 9 * HOUR, 14 * HOUR, 20 * HOUR];
    assert.deepEqual(
      ages.map((age) => every(speed, age) / MINUTE),
      [120, 60, 18, 18, 60],
    );
    assert.equal(every({ finishMs: 10 * MINUTE }, 2 * HOUR), 12 * MINUTE);
  });

  test('by its start until it started, and then by its finish', () => {
    const speed = { startMs: 10 * MINUTE, finishMs: 5 * DAY };
    assert.equal(every(speed, 9 * MINUTE, false), 18_000);
    assert.equal(every(speed, 9 * MINUTE, true), 2 * HOUR);
    // It is overdue by far: there is no hurry, also where nobody ever says that it starts.
    assert.equal(every(speed, 5 * HOUR, false), 30 * MINUTE);
  });

  test('a dozen times in its life, however long that is, and by age ten times as often', () => {
    for (const finishMs of [10 * MINUTE, HOUR, 20 * HOUR]) {
      const looks = looksUntil({ finishMs }, finishMs);
      assert.ok(looks >= 10 && looks <= 16, `${looks} in ${finishMs}`);
    }
    assert.ok(looksUntil({}, HOUR) > 100);
  });

  test('at least each two hours and at most each two seconds, whatever is known', () => {
    const times = fc.option(fc.integer({ min: 0, max: 60 * DAY }));
    const age = fc.integer({ min: -HOUR, max: 400 * DAY });
    fc.assert(
      fc.property(times, times, age, fc.boolean(), (startMs, finishMs, ageMs, started) => {
        const ms = lookEveryMs({ started, speed: { startMs, finishMs } }, ageMs);
        return ms >= 2_000 && ms <= 2 * HOUR;
      }),
    );
  });

  test('at most a tenth sooner or later than that, so that a crowd spreads', () => {
    const acceptedAt = new Date(0);
    const at = (random: number) =>
      nextLookAt(
        { acceptedAt, started: true, speed: UNKNOWN },
        { now: new Date(5 * MINUTE), random: () => random },
      ).getTime();
    assert.deepEqual([at(0), at(0.5)], [5 * MINUTE + 9_000, 5 * MINUTE + 10_000]);
    assert.ok(at(0.999) <= 5 * MINUTE + 11_000);
  });
});
