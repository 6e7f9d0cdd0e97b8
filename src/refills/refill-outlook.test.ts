import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refillOutlook, type RefillFacts } from './refill-outlook.ts';

const endedAt = new Date('2026-11-01T00:00:00Z');
const now = new Date('2026-11-20T00:00:00Z');
const FACTS: RefillFacts = {
  kind: 'single',
  status: 'completed',
  endedAt,
  refill: true,
  guaranteeDays: 30,
  refillCap: 3,
  granted: 0,
  isOpen: false,
};

test('A refill may be asked for until the guarantee ends', () => {
  const until = new Date('2026-12-01T00:00:00Z');
  assert.deepEqual(refillOutlook(FACTS, now), { can: true, until });
  assert.deepEqual(refillOutlook(FACTS, until), { can: true, until });
  assert.deepEqual(refillOutlook({ ...FACTS, guaranteeDays: null }, now), {
    ...{ can: true, until: null },
  });
});

const REFUSED: readonly (readonly [Partial<RefillFacts>, string])[] = [
  [{ refill: false }, 'no_refill'],
  [{ kind: 'drip_feed' }, 'drip_feed'],
  [{ kind: 'subscription' }, 'subscription'],
  [{ status: 'in_progress', endedAt: null }, 'not_delivered'],
  [{ status: 'canceled' }, 'not_delivered'],
  [{ guaranteeDays: 18 }, 'guarantee_over'],
  [{ granted: 3 }, 'cap_reached'],
  [{ isOpen: true, granted: 1 }, 'open'],
];

for (const [facts, why] of REFUSED) {
  test(`A refill is refused: ${why} (${JSON.stringify(facts)})`, () => {
    assert.deepEqual(refillOutlook({ ...FACTS, ...facts }, now), { can: false, why });
  });
}
