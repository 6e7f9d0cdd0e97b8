import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openBreaker } from './breaker.ts';

const SECOND_MS = 1_000;

function open(concurrency = 4) {
  const clock = { now: 0 };
  const breaker = openBreaker(() => clock.now, concurrency);
  const hear = (worked: boolean, times = 1) => {
    for (let call = 0; call < times; call += 1) breaker.began()(worked);
  };
  const is = () => breaker.state().is;
  return { clock, breaker, hear, is };
}

describe('a breaker', () => {
  test('opens at seven failures of ten, not before', () => {
    const { hear, is } = open();
    for (const worked of [false, false, true, false, false, true, false, false, true]) hear(worked);
    assert.equal(is(), 'closed');
    hear(false);
    assert.equal(is(), 'open');
  });

  test('forgets what is older than five minutes', () => {
    const { clock, hear, is } = open();
    for (const worked of [false, false, true, false, false, true, false, false, true]) hear(worked);
    clock.now += 305 * SECOND_MS;
    hear(false);
    assert.equal(is(), 'closed');
  });

  test('opens when five in a row fail, however much went well before', () => {
    const { hear, is } = open();
    hear(true, 10_000);
    hear(false, 4);
    assert.equal(is(), 'closed');
    hear(false);
    assert.equal(is(), 'open');
  });

  test('opens within half a minute when all calls under way hang', () => {
    const { clock, breaker, hear, is } = open(4);
    hear(true, 1_000);
    for (let call = 0; call < 4; call += 1) breaker.began();
    clock.now += 14 * SECOND_MS;
    assert.equal(is(), 'closed');
    clock.now += SECOND_MS;
    assert.equal(is(), 'open');
  });

  test('takes no notice of a few that hang while others are answered', () => {
    const { clock, breaker, hear, is } = open(64);
    for (let call = 0; call < 20; call += 1) breaker.began();
    for (let second = 0; second < 60; second += 1) {
      clock.now += SECOND_MS;
      hear(true);
      assert.equal(is(), 'closed');
    }
  });

  test('takes a call that was not made for neither good nor bad', () => {
    const { breaker, hear, is } = open();
    hear(false, 4);
    breaker.began()(null);
    assert.equal(is(), 'closed');
    hear(false);
    assert.equal(is(), 'open');
  });

  test('closes with the first call that works after all', () => {
    const { breaker, hear, is } = open();
    const late = breaker.began();
    hear(false, 5);
    assert.equal(is(), 'open');
    late(true);
    assert.equal(is(), 'closed');
  });

  test('asks every half minute, one question at a time, and closes when that works', async () => {
    const { clock, breaker, hear, is } = open();
    hear(false, 5);
    let asked = 0;
    const answers: ((back: boolean) => void)[] = [];
    const probe = () =>
      breaker.probe(() => {
        asked += 1;
        return new Promise((resolve) => answers.push(resolve));
      });
    await probe();
    assert.equal(asked, 0);
    clock.now += 30 * SECOND_MS;
    const first = probe();
    assert.equal(is(), 'half_open');
    for (let turn = 0; turn < 40; turn += 1) {
      clock.now += SECOND_MS;
      await probe();
    }
    assert.equal(asked, 1);
    answers[0]?.(false);
    await first;
    assert.equal(is(), 'open');
    await probe();
    assert.equal(asked, 1);
    clock.now += 30 * SECOND_MS;
    const second = probe();
    answers[1]?.(true);
    await second;
    assert.deepEqual([asked, is()], [2, 'closed']);
  });
});
