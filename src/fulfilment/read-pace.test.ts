import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openReadPace } from './read-pace.ts';

function openPace(random = () => 1) {
  let now = 1_000_000;
  const pace = openReadPace({ clock: { now: () => now }, random });
  return { pace, rest: () => pace.freeAt.getTime() - now, move: (ms: number) => (now += ms) };
}

test('A provider that fails rests longer each time, up to a minute, and none when it works', () => {
  const { pace, rest } = openPace();
  const rests = Array.from({ length: 8 }, () => {
    pace.heard({ ok: false }, 1);
    return rest() / 1_000;
  });
  assert.deepEqual(rests, [2, 4, 8, 16, 32, 60, 60, 60]);
  assert.equal(pace.free(), false);
  pace.heard({ ok: true }, 1);
  assert.equal(pace.free(), true);
});

test('Rests are drawn, so that workers do not come back together', () => {
  const { pace, rest } = openPace(() => 0);
  for (let index = 0; index < 5; index += 1) pace.heard({ ok: false }, 1);
  assert.equal(rest(), 500);
});

test('A provider may say how long it wants its rest, within ten minutes', () => {
  const { pace, rest } = openPace();
  pace.heard({ ok: false, retryAfterMs: 90_000 }, 1);
  assert.equal(rest(), 90_000);
  pace.heard({ ok: false, retryAfterMs: 86_400_000 }, 1);
  assert.equal(rest(), 600_000);
});

test('Lists are halved with each failure, and grow again with each answer', () => {
  const { pace } = openPace();
  const sizes = (answers: boolean[]) =>
    answers.map((ok) => {
      pace.heard({ ok }, pace.sized(100));
      return pace.sized(100);
    });
  assert.equal(pace.sized(100), 100);
  const failures = Array.from({ length: 8 }, () => false);
  assert.deepEqual(sizes(failures), [50, 25, 12, 6, 3, 1, 1, 1]);
  assert.deepEqual(sizes([true, true, false, true]), [2, 4, 2, 4]);
  assert.deepEqual(sizes(Array.from({ length: 12 }, () => true)).slice(-1), [100]);
  // What it was asked about counts, not what it might have been.
  pace.heard({ ok: false }, 7);
  assert.equal(pace.sized(100), 3);
});

test('A provider that answers every other call gets no more than a tenth of quick retries', () => {
  const { pace, rest, move } = openPace(() => 0);
  let [calls, retries] = [0, 0];
  while (calls < 5_000) {
    pace.heard({ ok: calls % 2 === 0 }, 1);
    calls += 1;
    if (rest() > 0 && rest() < 60_000) retries += 1;
    if (rest() > 0) move(rest());
  }
  // Ten to begin with are not earned.
  assert.ok(retries <= calls / 10 + 10, `${retries} of ${calls}`);
  assert.ok(retries > 100);
});
