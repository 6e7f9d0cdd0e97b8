import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { explain } from './explain.ts';
import type { Accounts, Candidate } from './statement.ts';

const NOTHING: Accounts = {
  topups: 0n,
  accepted: 0n,
  expected: 0n,
  reported: 0n,
  tolerance: 0n,
  unpriced: 0,
  differences: [],
  candidates: [],
};

const candidate = (orderId: number, amount: bigint, open = false): Candidate => ({
  class: open ? 'unknown' : 'timing',
  orderId,
  amount,
  note: '',
  open,
});

/** Where the provider took so much more than it reports. */
const explained = (gap: bigint, accounts: Partial<Accounts>) =>
  explain({ opening: gap, closing: 0n }, { ...NOTHING, ...accounts });

const shown = (gap: bigint, accounts: Partial<Accounts>) =>
  explained(gap, accounts).differences.map((one) => [one.class, one.orderId, one.amount]);

describe('a gap', () => {
  test('is laid to the fewest orders that make it', () => {
    const candidates = [candidate(1, 2n), candidate(2, 3n), candidate(3, 5n), candidate(4, -4n)];
    assert.deepEqual(shown(5n, { candidates }), [['timing', 3, 5n]]);
    assert.deepEqual(shown(-2n, { candidates }), [
      ['timing', 1, 2n],
      ['timing', 4, -4n],
    ]);
    assert.deepEqual(shown(0n, { candidates }), []);
  });

  test('that they do not make is laid to none of them', () => {
    const candidates = [candidate(1, 20n), candidate(2, 30n, true)];
    assert.deepEqual(shown(21n, { candidates }), [
      ['unknown', 2, 0n],
      ['extra', null, 21n],
    ]);
    assert.deepEqual(shown(-1n, { candidates }), [
      ['unknown', 2, 0n],
      ['missing', null, -1n],
    ]);
  });

  test('within what was rounded is none', () => {
    const { differences, unexplained, clean } = explained(9n, { tolerance: 9n });
    assert.deepEqual([differences, unexplained, clean], [[], 0n, true]);
    assert.equal(explained(10n, { tolerance: 9n }).unexplained, 10n);
  });

  test('that was accepted before is no gap', () => {
    assert.deepEqual(shown(7n, { accepted: 7n }), []);
    assert.deepEqual(shown(9n, { accepted: 7n }), [['extra', null, 2n]]);
  });

  test('is always accounted for, whatever was on its way', () => {
    const amounts = fc.bigInt({ min: -1_000n, max: 1_000n });
    fc.assert(
      fc.property(
        fc.bigInt({ min: -3_000n, max: 3_000n }),
        fc.array(fc.tuple(amounts, fc.boolean()), { maxLength: 20 }),
        fc.nat({ max: 2 }),
        (gap, some, unpriced) => {
          const candidates = some.map(([amount, open], at) => candidate(at + 1, amount, open));
          const { differences, unexplained } = explained(gap, { candidates, unpriced });
          const sum = differences.reduce((total, one) => total + one.amount, 0n);
          assert.equal(sum, gap);
          const left = differences.filter(
            (one) => one.class === 'extra' || one.class === 'missing',
          );
          assert.equal(
            left.reduce((total, one) => total + one.amount, 0n),
            unexplained,
          );
          for (const one of candidates.filter(({ open }) => open)) {
            assert.ok(differences.some(({ orderId }) => orderId === one.orderId));
          }
        },
      ),
    );
  });
});
