import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cancelOutlook, type CancelOutlook } from './cancel-outlook.ts';

type Facts = Parameters<typeof cancelOutlook>[0];

const TABLE: readonly (readonly [Facts, CancelOutlook])[] = [
  [
    { kind: 'single', status: 'pending', wish: null },
    { can: true, how: 'at_once' },
  ],
  [
    { kind: 'single', status: 'pending', wish: 'requested' },
    { can: true, how: 'at_once' },
  ],
  [
    { kind: 'single', status: 'submitting', wish: null },
    { can: true, how: 'asked' },
  ],
  [
    { kind: 'single', status: 'unknown', wish: null },
    { can: true, how: 'asked' },
  ],
  [
    { kind: 'single', status: 'in_progress', wish: null },
    { can: true, how: 'asked' },
  ],
  [
    { kind: 'single', status: 'in_progress', wish: 'sent' },
    { can: false, why: 'wished' },
  ],
  [
    { kind: 'single', status: 'in_progress', wish: 'refused' },
    { can: false, why: 'refused' },
  ],
  [
    { kind: 'subscription', status: 'in_progress', wish: null },
    { can: true, how: 'asked' },
  ],
  [
    { kind: 'drip_feed', status: 'pending', wish: null },
    { can: true, how: 'runs_stop' },
  ],
  [
    { kind: 'drip_feed', status: 'in_progress', wish: 'requested' },
    { can: false, why: 'wished' },
  ],
  [
    { kind: 'single', status: 'completed', wish: null },
    { can: false, why: 'ended' },
  ],
  [
    { kind: 'single', status: 'partial', wish: 'done' },
    { can: false, why: 'ended' },
  ],
  [
    { kind: 'drip_feed', status: 'canceled', wish: null },
    { can: false, why: 'canceled' },
  ],
];

for (const [facts, outlook] of TABLE) {
  const words = `${facts.kind} ${facts.status}, wish ${facts.wish ?? 'none'}`;
  test(`Before the click a cancel is judged by state, kind and wish: ${words}`, () => {
    assert.deepEqual(cancelOutlook(facts), outlook);
  });
}
