import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BUGS } from './planted.ts';
import { findBug } from './run-planted.ts';

const STEPS = 500;

describe('a planted bug is found by the seed that found it first', () => {
  for (const bug of BUGS) {
    test(bug.name, async (t) => {
      const found = await findBug(bug, bug.found.seed, STEPS);
      assert.ok(found, `seed ${bug.found.seed} plays to its end`);
      assert.match(found.rule, bug.found.rule);
      t.diagnostic(`seed ${found.seed}, step ${found.step}: ${found.rule}`);
    });
  }
});
