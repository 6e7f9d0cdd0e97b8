import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Route } from '#catalog/index.ts';
import { nextRoute, type Choice, type Tried } from './next-route.ts';

const route = (providerId: number): Route => ({
  providerId,
  providerService: '7',
  costRate: null,
  costBasis: 'per_1000',
  priority: providerId,
  share: null,
});

const tried = (last: number, more: Partial<Tried> = {}): Tried => ({
  refused: false,
  neverSent: 0,
  last,
  ...more,
});

const choose = (choice: Partial<Choice>) =>
  nextRoute(
    {
      why: 'later',
      providerId: 1,
      routes: [route(1), route(2), route(3)],
      tried: new Map(),
      down: new Set(),
      ...choice,
    },
    () => 0,
  );

describe('the next route', () => {
  test('of what was refused or put off is the best that was not tried, at once', () => {
    const known = new Map([[1, tried(1, { refused: true })]]);
    assert.deepEqual(choose({ why: 'refused', tried: known }), { providerId: 2, waits: false });
    assert.deepEqual(choose({ tried: new Map([[1, tried(1)]]) }), { providerId: 2, waits: false });
  });

  test('leaves out a provider that does not answer', () => {
    const known = new Map([[1, tried(1)]]);
    assert.deepEqual(choose({ tried: known, down: new Set([2]) }), { providerId: 3, waits: false });
  });

  test('of what was refused may be one that does not answer: it waits there', () => {
    const known = new Map([[1, tried(1, { refused: true })]]);
    const down = new Set([2, 3]);
    assert.deepEqual(choose({ why: 'refused', tried: known, down }), {
      providerId: 2,
      waits: false,
    });
  });

  test('once all were tried is the one that was tried longest ago, after a pause', () => {
    const known = new Map([
      [1, tried(4)],
      [2, tried(2)],
      [3, tried(3)],
    ]);
    assert.deepEqual(choose({ tried: known }), { providerId: 2, waits: true });
  });

  test('is never one that refused for good, and none when all did', () => {
    const refused = (last: number) => tried(last, { refused: true });
    const known = new Map([
      [1, refused(1)],
      [2, refused(2)],
      [3, tried(3)],
    ]);
    assert.deepEqual(choose({ providerId: 3, tried: known }), { providerId: 3, waits: true });
    known.set(3, refused(4));
    assert.equal(choose({ why: 'refused', providerId: 3, tried: known }), null);
  });

  test('of what could not be sent is the same provider until its third try', () => {
    const after = (neverSent: number, down: number[] = []) =>
      choose({
        why: 'never_sent',
        tried: new Map([[1, tried(neverSent, { neverSent })]]),
        down: new Set(down),
      });
    assert.deepEqual(after(1), { providerId: 1, waits: true });
    assert.deepEqual(after(2), { providerId: 1, waits: true });
    assert.deepEqual(after(3), { providerId: 2, waits: false });
    assert.deepEqual(after(1, [1]), { providerId: 2, waits: false });
  });

  test('of what could not be sent and has no other is the same, however often', () => {
    const known = new Map([[1, tried(9, { neverSent: 9 })]]);
    const alone = choose({ why: 'never_sent', routes: [route(1)], tried: known });
    assert.deepEqual(alone, { providerId: 1, waits: true });
    const gone = choose({ why: 'never_sent', routes: [], tried: known });
    assert.deepEqual(gone, { providerId: 1, waits: true });
  });
});
