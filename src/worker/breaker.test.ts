import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openBreaker } from './breaker.ts';

function open() {
  const clock = { now: 0 };
  const breaker = openBreaker(() => clock.now);
  const hear = (failed: number, worked: number) => {
    for (let call = 0; call < worked; call += 1) breaker.heard(true);
    for (let call = 0; call < failed; call += 1) breaker.heard(false);
  };
  return { clock, breaker, hear };
}

describe('a breaker', () => {
  test('opens at seven failures of ten, not before', () => {
    const { breaker, hear } = open();
    hear(6, 3);
    assert.equal(breaker.state(), 'closed');
    hear(1, 0);
    assert.equal(breaker.state(), 'open');
  });

  test('forgets what is older than five minutes', () => {
    const { clock, breaker, hear } = open();
    hear(9, 0);
    clock.now += 300_001;
    hear(1, 0);
    assert.equal(breaker.state(), 'closed');
  });

  test('asks for a probe after half a minute, and closes when that works', () => {
    const { clock, breaker, hear } = open();
    hear(10, 0);
    clock.now += 30_000;
    assert.equal(breaker.state(), 'probe');
    hear(1, 0);
    assert.equal(breaker.state(), 'open');
    clock.now += 30_000;
    hear(0, 1);
    assert.equal(breaker.state(), 'closed');
  });
});
