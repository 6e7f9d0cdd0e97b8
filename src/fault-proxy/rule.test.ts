import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRule } from './rule.ts';

test('A rule is read as it is typed', () => {
  const rules: [string, unknown][] = [
    ['delay=200', { fault: 'delay', ms: 200 }],
    ['throttle=up@5000', { fault: 'throttle', bytesPerSecond: 5_000, way: 'up' }],
    ['reset=down@0/2%', { fault: 'reset', after: 0, way: 'down', share: 0.02 }],
    ['cut=10-900', { fault: 'cut', after: [10, 900] }],
    ['corrupt=7/0.5%', { fault: 'corrupt', after: 7, share: 0.005 }],
    ['stall=0', { fault: 'stall', after: 0 }],
    ['refuse/5%', { fault: 'refuse', share: 0.05 }],
    ['refuse', { fault: 'refuse' }],
  ];
  for (const [text, rule] of rules) assert.deepEqual(parseRule(text), rule, text);
});

test('What is no rule is none', () => {
  for (const text of ['', 'delay', 'refuse=5', 'sleep=5', 'cut=side@5', 'throttle=0', 'cut=-5']) {
    assert.equal(parseRule(text), undefined, text);
  }
});
