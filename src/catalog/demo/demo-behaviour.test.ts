import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demoBehaviour } from './demo-behaviour.ts';

const ALL = Array.from({ length: 3_000 }, (_, n) => demoBehaviour(n + 1));
const of = (kind: string) => ALL.filter((behaviour) => behaviour.kind === kind);

test('most services are delivered normally, some slowly and some in part', () => {
  assert.equal(of('slow').length, 150);
  assert.equal(of('partial').length, 150);
  assert.equal(of('normal').length, 2_700);
});

test('only a partial one stops early, and it delivers something', () => {
  for (const { kind, deliveredPercent } of ALL) {
    if (kind === 'partial') assert.ok(deliveredPercent >= 30 && deliveredPercent < 90);
    else assert.equal(deliveredPercent, 100);
  }
});

test('a normal order ends within half a minute, a slow one after it', () => {
  for (const { kind, delayMs, durationMs } of ALL) {
    assert.ok(delayMs >= 1_000);
    assert.equal(delayMs + durationMs > 30_000, kind === 'slow');
  }
});

test('the same service behaves the same', () => {
  assert.deepEqual(demoBehaviour(42), demoBehaviour(42));
});
