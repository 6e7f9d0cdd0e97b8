import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { canBecome, isFinal, SHOWN, TRANSITIONS, type OrderStatus } from './order.ts';

const STATUSES = Object.keys(TRANSITIONS) as OrderStatus[];
const statuses = fc.constantFrom(...STATUSES);

describe('the states of an order', () => {
  test('never lead out of an ending', () => {
    fc.assert(
      fc.property(fc.array(statuses, { minLength: 1, maxLength: 50 }), (wishes) => {
        let status: OrderStatus = 'pending';
        let ended: OrderStatus | undefined;
        for (const wish of wishes) {
          if (canBecome(status, wish)) status = wish;
          ended ??= isFinal(status) ? status : undefined;
          assert.equal(ended === undefined || status === ended, true);
        }
      }),
    );
  });

  test('reach an ending from everywhere', () => {
    const ends = (status: OrderStatus): boolean =>
      isFinal(status) || TRANSITIONS[status].some((next) => next !== 'pending' && ends(next));
    for (const status of STATUSES) assert.ok(ends(status), status);
  });

  test('lead back to pending only from a submission that never left', () => {
    assert.deepEqual(
      STATUSES.filter((status) => canBecome(status, 'pending')),
      ['submitting'],
    );
  });

  test('never let an unknown outcome be submitted again', () => {
    assert.equal(canBecome('unknown', 'submitting'), false);
    assert.equal(canBecome('unknown', 'pending'), false);
  });

  test('show submitting and unknown as pending, and all others as they are', () => {
    for (const status of STATUSES) {
      const ours = status === 'submitting' || status === 'unknown';
      assert.equal(SHOWN[status], ours ? 'pending' : status);
    }
  });
});
