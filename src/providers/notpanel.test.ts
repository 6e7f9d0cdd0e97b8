import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Call, OrderToSend, Reply } from './provider.ts';
import { addOutcome, notpanel } from './notpanel.ts';
import { v2 } from './v2.ts';

const json = (body: unknown, status = 200): Reply => ({
  kind: 'json',
  status,
  body,
  text: JSON.stringify(body),
  retryAfterMs: null,
});

const says =
  (body: unknown, status = 200): Call =>
  () =>
    Promise.resolve(json(body, status));

const outcome = (status: number, body: unknown) => addOutcome(json(body, status)).kind;

const ORDER: OrderToSend = {
  requestId: 'np-7-abc',
  service: '12',
  link: 'https://example.com/',
  quantity: 100,
  details: { runs: 2 },
};

describe('a provider that speaks our protocol', () => {
  test('is told the request id, one of v2 is not', async () => {
    const sent: Record<string, string>[] = [];
    const call: Call = (action, params) => {
      sent.push({ action, ...params });
      return Promise.resolve(json({ order: 'ord_5' }));
    };
    const results = [await notpanel.add(call, ORDER), await v2.add(call, ORDER)];
    for (const result of results) {
      assert.equal(result.kind === 'accepted' && result.providerOrderId, 'ord_5');
    }
    const told = { action: 'add', service: '12', link: ORDER.link, quantity: '100', runs: '2' };
    assert.deepEqual(sent, [{ ...told, request_id: 'np-7-abc' }, told]);
    assert.deepEqual([notpanel.repeatsSafely, v2.repeatsSafely], [true, false]);
  });

  test('refuses by its status code, and says what passes', () => {
    const answers: [number, string, string][] = [
      [400, 'Service not found', 'refused'],
      [400, 'Invalid parameter: quantity (from 10 to 100)', 'refused'],
      [400, 'A text of a later release', 'refused'],
      [400, 'Insufficient balance', 'later'],
      [400, 'Invalid API key', 'later'],
      [400, 'An order for this link is still active', 'later'],
      [400, 'This request_id belongs to a different request', 'unclassified'],
      [403, 'Account suspended', 'later'],
      [403, 'this key has no scope for orders', 'later'],
      [429, 'Rate limit exceeded', 'later'],
      [404, 'Some proxy', 'unclassified'],
      [200, 'neworder.error.link', 'refused'],
      [200, 'neworder.error.not_enough_funds', 'later'],
    ];
    for (const [status, error, kind] of answers) {
      assert.equal(outcome(status, { error }), kind, `${status} ${error}`);
    }
  });

  test('leaves unknown what cannot be understood', () => {
    const answers: [number, unknown][] = [
      [200, {}],
      [200, { order: '' }],
      [400, {}],
      [400, null],
      [400, { order: 'ord_4', error: 'Insufficient balance' }],
      [403, []],
    ];
    for (const [status, body] of answers) {
      assert.equal(outcome(status, body), 'unknown', `${status} ${JSON.stringify(body)}`);
    }
    const broken = { kind: 'unknown', error: 'HTTP 503', text: '' } as const;
    assert.equal(addOutcome(broken).kind, 'unknown');
    assert.equal(addOutcome({ kind: 'never_sent', error: 'ECONNREFUSED' }).kind, 'never_sent');
  });

  test('names orders and refills by text, and statuses in lower case', async () => {
    const status = { charge: '0.27', start_count: '0', status: 'in_progress', remains: '100' };
    const answers = await notpanel.statuses(
      says({ ord_1: status, ord_2: { error: 'Order not found' } }),
      ['ord_1', 'ord_2'],
    );
    assert.ok(answers.ok);
    const one = answers.value.get('ord_1');
    assert.ok(one && 'state' in one);
    assert.deepEqual([one.state, one.remains, one.charge], ['in_progress', 100, 270_000_000n]);
    assert.deepEqual(answers.value.get('ord_2'), { error: 'Order not found' });
  });

  test('answers a list of wishes in rows whose errors stand beside the id', async () => {
    const rows = [
      { order: 'ord_1', cancel: 'ord_1' },
      { order: 'ord_2', error: 'Order not found' },
    ];
    const cancels = await notpanel.cancel(says(rows), ['ord_1', 'ord_2']);
    assert.deepEqual(cancels.ok && [...cancels.value], [
      ['ord_1', 'taken'],
      ['ord_2', { error: 'Order not found' }],
    ]);
    const refill = await notpanel.refill(says({ refill: 'ref_17' }), 'ord_1');
    assert.deepEqual(refill, { ok: true, value: { refillId: 'ref_17' } });
    const refills = [
      { refill: 'ref_17', status: 'rejected' },
      { refill: 'ref_18', error: 'Refill not found' },
    ];
    const followed = await notpanel.refillStatuses(says(refills), ['ref_17', 'ref_18']);
    assert.deepEqual(followed.ok && [...followed.value], [
      ['ref_17', 'rejected'],
      ['ref_18', { error: 'Refill not found' }],
    ]);
  });

  test('tells an order that it does not know from a call that it refuses', async () => {
    const miss = { error: 'Order not found' };
    const single = await notpanel.statuses(says(miss, 400), ['ord_1']);
    assert.deepEqual(single.ok && [...single.value], [['ord_1', miss]]);
    const both = await notpanel.statuses(says(miss, 400), ['ord_1', 'ord_2']);
    assert.equal(both.ok, false);
    const forbidden = await notpanel.refill(says({ error: 'no scope' }, 403), 'ord_1');
    assert.deepEqual(forbidden, { ok: false, error: 'no scope', refused: false });
    const refused = await notpanel.refill(says({ error: 'not completed yet' }, 400), 'ord_1');
    assert.deepEqual(refused, { ok: false, error: 'not completed yet', refused: true });
  });
});
