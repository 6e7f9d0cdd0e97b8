import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runSeed, type Run } from '../sim/run-seed.ts';
import { figure } from './figure.ts';

// Issue 3: 10⁶ steps; `--seed` and `--steps` of `npm run test:long` play others.
const FIRST_SEED = Number(process.env['LONG_SEED'] ?? 10_001);
const STEPS = Number(process.env['LONG_STEPS'] ?? 1_000_000);
const STEPS_OF_A_SEED = 2_000;
const AT_ONCE = 2;

test(`no rule is broken in ${STEPS} steps of the seeded simulator`, async (t) => {
  const seeds = Math.max(1, Math.ceil(STEPS / STEPS_OF_A_SEED));
  const steps = Math.min(STEPS, STEPS_OF_A_SEED);
  const counts = new Map<string, number>();
  let next = FIRST_SEED;
  let ms = 0;
  const add = (run: Run) => {
    ms += run.ms;
    for (const [what, times] of run.counts) counts.set(what, (counts.get(what) ?? 0) + times);
  };
  const player = async () => {
    while (next < FIRST_SEED + seeds) {
      next += 1;
      add(await runSeed({ seed: next - 1, steps }));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, player));
  figure(t, 'steps', String(seeds * steps));
  figure(t, 'ms a step', (ms / seeds / steps).toFixed(2));
  for (const what of ['placed', 'submitted', 'deliveries', 'settled by evidence', 'died']) {
    figure(t, what, String(counts.get(what) ?? 0));
  }
  assert.ok((counts.get('placed') ?? 0) > 0);
});
