import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { runSeed, type Run } from './run-seed.ts';
import { FAILED } from './seeds.ts';

// Issue 3: 50 seeds of 500 steps. Nearly all of it is waiting for Postgres, so two at a time.
const SEEDS = 50;
const STEPS = 500;
const AT_ONCE = 2;
// Rules are proven by what happens: a run in which hardly anything does proves little.
const OFTEN_ENOUGH = [
  ['placed', 1_000],
  ['replayed', 100],
  ['submitted', 1_000],
  ['deliveries', 1_000],
  ['settled by evidence', 10],
] as const;

async function playAll(seeds: readonly number[]): Promise<Run[]> {
  const left = [...seeds];
  const runs: Run[] = [];
  const player = async () => {
    for (let seed = left.shift(); seed !== undefined; seed = left.shift()) {
      runs.push(await runSeed({ seed, steps: STEPS }));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, player));
  return runs;
}

const total = (runs: readonly Run[], what: string): number =>
  runs.reduce((sum, { counts }) => sum + (counts.get(what) ?? 0), 0);

describe('the seeded simulator', () => {
  test(`finds no broken rule in ${SEEDS} seeds of ${STEPS} steps, and in none that failed once`, async (t) => {
    const runs = await playAll([
      ...Array.from({ length: SEEDS }, (_, index) => index + 1),
      ...FAILED.map(({ seed }) => seed),
    ]);
    for (const [what, least] of OFTEN_ENOUGH) {
      assert.ok(total(runs, what) >= least, `hardly anything is ${what}`);
      t.diagnostic(`${what}: ${total(runs, what)}`);
    }
    assert.ok(total(runs, 'died') > SEEDS, 'processes die on the way');
    const ms = runs.reduce((sum, run) => sum + run.ms, 0);
    t.diagnostic(`${(ms / runs.length / STEPS).toFixed(2)} ms a step`);
  });

  test('plays the same run again from the same seed, to the last row', async () => {
    const [first, second] = await Promise.all([
      runSeed({ seed: 4, steps: 300 }),
      runSeed({ seed: 4, steps: 300 }),
    ]);
    assert.equal(first.trace, second.trace);
    const other = await runSeed({ seed: 5, steps: 100 });
    assert.notEqual(other.trace, first.trace);
  });
});
