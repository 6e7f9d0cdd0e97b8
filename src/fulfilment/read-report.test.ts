import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { FollowedOrder } from '#orders/index.ts';
import type { ReportedStatus } from '#providers/index.ts';
import { readReport } from './read-report.ts';

const ORDER: FollowedOrder = {
  id: 1,
  serviceId: 1,
  kind: 'single',
  status: 'in_progress',
  quantity: 1_000,
  remains: 1_000,
  startCount: null,
  started: false,
  acceptedAt: new Date(0),
  askedAt: null,
};

const report = (
  state: ReportedStatus['state'],
  more: Partial<ReportedStatus> = {},
): ReportedStatus => ({
  state,
  word: state,
  startCount: null,
  remains: null,
  charge: null,
  subscription: null,
  ...more,
});

const read = (told: Parameters<typeof readReport>[1], order: Partial<FollowedOrder> = {}) =>
  readReport({ ...ORDER, ...order }, told, 'test');

describe('a report', () => {
  test('that says nothing new is nothing to write', () => {
    const nothing = { progress: null, ending: null, odd: null };
    assert.deepEqual(read(undefined), nothing);
    assert.deepEqual(read(report('pending')), nothing);
    assert.deepEqual(read(report('pending', { startCount: 0n }), { startCount: 0n }), nothing);
    const started = { started: true, startCount: 7n, remains: 400 };
    const same = report('in_progress', { startCount: 7n, remains: 400 });
    assert.deepEqual(read(same, started), nothing);
  });

  test('starts an order by its word or its start count, and by no count of nothing', () => {
    assert.equal(read(report('processing')).progress?.started, true);
    assert.equal(read(report('in_progress')).progress?.started, true);
    assert.equal(read(report('pending', { startCount: 5n })).progress?.started, true);
    assert.equal(read(report('pending', { startCount: 0n })).progress?.started, false);
  });

  test('that steps back is said and changes nothing', () => {
    const started = { started: true, startCount: 100n };
    const back = read(report('pending'), started);
    assert.deepEqual([back.progress, back.odd?.kind], [null, 'jump']);
    const fallen = read(report('in_progress', { startCount: 90n, remains: 5 }), started);
    assert.equal(fallen.progress?.startCount, null);
    assert.equal(fallen.progress?.remains, 5);
    assert.equal(fallen.odd?.note, 'the start count 90 after 100');
    const ended = read(report('completed', { startCount: 90n }), started);
    assert.deepEqual([ended.ending?.status, ended.ending?.startCount], ['completed', null]);
  });

  test('of an error is data about one order', () => {
    const { progress, ending, odd } = read({ error: 'Incorrect order ID' });
    assert.deepEqual([progress, ending], [null, null]);
    assert.equal(odd?.note, 'the provider says: Incorrect order ID');
  });

  test('never lets a count outside 0…quantity through, whatever its word', () => {
    const states = fc.constantFrom<ReportedStatus['state']>(
      ...(['pending', 'processing', 'in_progress', 'completed', 'partial', 'canceled'] as const),
      'unclear',
    );
    const remains = fc.oneof(fc.integer(), fc.constant('odd' as const), fc.constant(null));
    fc.assert(
      fc.property(states, remains, (state, told) => {
        const { progress, ending, odd } = read(report(state, { remains: told }));
        const written =
          progress?.remains ?? (ending && 'remains' in ending ? ending.remains : null);
        const fits = told === null || (told !== 'odd' && told >= 0 && told <= 1_000);
        assert.ok(written === null || (written !== undefined && written >= 0 && written <= 1_000));
        assert.equal(odd?.kind === 'number', !fits || (state === 'partial' && told === null));
        if (state === 'partial' && !fits) assert.equal(ending, null);
      }),
    );
  });
});
