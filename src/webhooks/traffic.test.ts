import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTraffic } from './traffic.ts';

function open() {
  const clock = { now: 0 };
  const traffic = openTraffic(() => clock.now);
  const call = (endpointId: number, tookMs: number, slow = false) => {
    const end = traffic.begin({ endpointId, slow });
    clock.now += tookMs;
    end();
  };
  return { clock, traffic, call };
}

test('calls that hang stop counting as fast ones after a second', () => {
  const { clock, traffic } = open();
  for (let id = 1; id <= 200; id += 1) traffic.begin({ endpointId: id, slow: false });
  assert.deepEqual(traffic.free(), { fast: 0, slow: 50 });
  assert.deepEqual(traffic.slowIds(), []);
  clock.now += 1_001;
  assert.deepEqual(traffic.free(), { fast: 200, slow: 0 });
  assert.equal(traffic.slowIds().length, 200);
});

test('slow webhooks have fifty calls, and take none from the others', () => {
  const { traffic } = open();
  for (let id = 1; id <= 50; id += 1) traffic.begin({ endpointId: id, slow: true });
  assert.deepEqual(traffic.free(), { fast: 200, slow: 0 });
});

test('all calls together stay under 1,000', () => {
  const { clock, traffic } = open();
  for (let id = 1; id <= 990; id += 1) traffic.begin({ endpointId: id, slow: false });
  clock.now += 1_001;
  assert.deepEqual(traffic.free(), { fast: 10, slow: 0 });
});

test('a webhook is slow while one in twenty of its last calls takes more than five seconds', () => {
  const { traffic, call } = open();
  call(1, 15_000);
  assert.deepEqual(traffic.slowIds(), [1]);
  for (let n = 0; n < 18; n += 1) call(1, 10, true);
  assert.deepEqual(traffic.slowIds(), [1]);
  call(1, 10);
  assert.deepEqual(traffic.slowIds(), []);
  call(1, 5_001);
  call(1, 5_001);
  assert.deepEqual(traffic.slowIds(), [1]);
});
