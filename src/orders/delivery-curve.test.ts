import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deliveryCurve } from './delivery-curve.ts';

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 23) + minutes * 60_000);
const seen = (minutes: number, remains: number) => ({ at: at(minutes), remains, startCount: null });

const ORDER = {
  quantity: 100,
  remains: 50,
  placedAt: at(0),
  startedAt: at(10),
  endedAt: null,
  points: [seen(20, 90), seen(40, 70), seen(60, 50)],
  now: at(60),
};

test('A delivery that goes on is forecast by its mean speed since the start', () => {
  const curve = deliveryCurve(ORDER);
  assert.deepEqual(
    curve?.points.map((one) => one.delivered),
    [0, 10, 30, 50],
  );
  assert.deepEqual(curve?.forecast, {
    from: { at: at(60), delivered: 50 },
    to: { at: at(110), delivered: 100 },
  });
});

test('Nothing is forecast of what has ended, was hardly seen or hardly moves', () => {
  const none = [
    { ...ORDER, endedAt: at(70), now: at(90) },
    { ...ORDER, points: ORDER.points.slice(0, 2) },
    { ...ORDER, remains: 96 },
    { ...ORDER, startedAt: null },
    { ...ORDER, quantity: 1_000, remains: 950 + 1 },
  ];
  for (const order of none) assert.equal(deliveryCurve(order)?.forecast ?? null, null);
});

test('Nothing is drawn of what was not seen, and a curve never falls', () => {
  assert.equal(deliveryCurve({ ...ORDER, points: [] }), null);
  const ended = { ...ORDER, remains: 60, endedAt: at(70), now: at(90) };
  assert.deepEqual(
    deliveryCurve(ended)?.points.map((one) => one.delivered),
    [0, 10, 30, 50],
  );
});
