import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BUGS } from '../sim/planted.ts';
import { findBug } from '../sim/run-planted.ts';
import { figure } from './figure.ts';

// Issue 3: each of five planted bugs is found within 100 seeds.
const MOST_SEEDS = 100;
const STEPS = 500;

for (const bug of BUGS) {
  test(`${bug.name}: found within ${MOST_SEEDS} seeds`, async (t) => {
    let found = null;
    for (let seed = 1; seed <= MOST_SEEDS && !found; seed += 1) {
      found = await findBug(bug, seed, STEPS);
    }
    assert.ok(found, `no seed up to ${MOST_SEEDS} finds it`);
    figure(t, bug.name, `seed ${found.seed}, step ${found.step}`);
    assert.match(found.rule, bug.found.rule);
    assert.equal(found.seed, bug.found.seed, 'test/sim/planted.ts names the first seed');
  });
}
