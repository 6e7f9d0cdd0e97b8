import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Call, Reply } from './provider.ts';
import { addOutcome, v2 } from './v2.ts';

const json = (body: unknown, status = 200): Reply => ({
  kind: 'json',
  status,
  body,
  text: JSON.stringify(body),
  retryAfterMs: null,
});

const says =
  (body: unknown): Call =>
  () =>
    Promise.resolve(json(body));

const outcome = (body: unknown, status = 200) => addOutcome(json(body, status)).kind;

describe('what became of an order', () => {
  test('accepted: an id as number or text, with or without the clones’ extras', () => {
    const bodies = [
      { order: 23501 },
      { order: '23501' },
      { status: 'success', order: 23501 },
      { order: 'ord_23501', error: '' },
      { order: 23501, charge: '0.27', start_count: null },
    ];
    for (const body of bodies) assert.equal(outcome(body), 'accepted', JSON.stringify(body));
  });

  test('refused: only by a text that is known to mean it', () => {
    const refused = [
      'neworder.error.min_quantity',
      'Incorrect service ID',
      'Bad Link',
      'Incorrect request',
    ];
    for (const error of refused) assert.equal(outcome({ error }), 'refused', error);
    const later = [
      'Not enough funds on balance',
      'Invalid API key',
      'neworder.error.link_duplicate',
    ];
    for (const error of later) assert.equal(outcome({ error }), 'later', error);
    const unclear = ['Fehler 17', 'Link already has an order #5', { code: 7 }, ['x']];
    for (const error of unclear) assert.equal(outcome({ error }), 'unclassified');
    assert.equal(outcome({ Error: 'Incorrect request' }), 'refused');
    assert.equal(outcome({ status: 'fail', msg: 'Bad link' }), 'refused');
    assert.equal(outcome({ error: 'Rate limit exceeded. Slow down.' }, 429), 'later');
    assert.equal(outcome({ error: 'Bad link' }, 422), 'refused');
    assert.equal(outcome({ order: 7 }, 429), 'unknown', 'it has a number: it may be placed');
  });

  test('unknown: everything that is not certain', () => {
    const bodies = [
      {},
      [],
      null,
      5,
      '',
      { order: 0 },
      { order: null },
      { order: '' },
      { order: [1] },
      { order: -3 },
      { order: 1.5 },
      { status: 'success' },
      { order: 7, error: 'Bad link' },
    ];
    for (const body of bodies) assert.equal(outcome(body), 'unknown', JSON.stringify(body));
    assert.equal(outcome({ order: 5 }, 404), 'unknown');
  });

  test('no JSON at all makes an order that may be sent again, unless it says why', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(200, 201, 400, 404, 422), (body, status) => {
        const { kind } = addOutcome(json(body, status));
        assert.ok(kind !== 'never_sent');
        if (kind === 'later' || kind === 'refused')
          assert.match(JSON.stringify(body), /error|msg|status/i);
      }),
    );
  });
});

describe('statuses', () => {
  const read = async (body: unknown, ids = ['1', '2']) => {
    const answer = await v2.statuses(says(body), ids);
    return answer.ok ? answer.value : answer;
  };
  const completed = { charge: '0.2', start_count: null, status: 'Completed', remains: '0' };

  test('come as an object by id, as rows, or bare for one id', async () => {
    const expected = {
      state: 'completed',
      word: 'Completed',
      startCount: null,
      remains: 0,
      charge: 200_000_000n,
      subscription: null,
    };
    const forms: [unknown, string[]][] = [
      [{ 1: completed, 2: completed }, ['1', '2']],
      [
        [
          { order: 1, ...completed },
          { order: '2', ...completed },
        ],
        ['1', '2'],
      ],
      [completed, ['1']],
      [{ 1: completed }, ['1']],
    ];
    for (const [body, ids] of forms) {
      assert.deepEqual(await read(body, ids), new Map(ids.map((id) => [id, expected])));
    }
  });

  test('tell a miss for one id from a refusal of all', async () => {
    const miss = 'Incorrect order ID';
    for (const shape of [{ error: miss }, miss]) {
      const answer = await read({ 1: shape, 2: completed });
      assert.ok(answer instanceof Map);
      assert.deepEqual(answer.get('1'), { error: miss });
      assert.equal(answer.size, 2);
    }
    assert.deepEqual(await read({ error: 'Incorrect request' }), {
      ok: false,
      error: 'Incorrect request',
      refused: true,
    });
    assert.deepEqual(await read('none'), {
      ok: false,
      error: 'the answer has another shape',
      refused: false,
    });
  });

  test('of one order that is not known are no failure of the call', async () => {
    const miss = { error: 'Incorrect order ID' };
    assert.deepEqual(await read(miss, ['1']), new Map([['1', miss]]));
    const refill = await v2.refillStatuses(says({ error: 'Refill not found' }), ['3']);
    assert.deepEqual(refill.ok && [...refill.value], [['3', { error: 'Refill not found' }]]);
  });

  test('tell what was charged, and nothing where they do not', async () => {
    const charges: [unknown, bigint | null][] = [
      ['0.27819', 278_190_000n],
      [0.5, 500_000_000n],
      ['1e-5', 10_000n],
      [null, null],
      ['free', null],
    ];
    for (const [charge, expected] of charges) {
      const answer = await read({ status: 'Completed', charge }, ['1']);
      const report = answer instanceof Map ? answer.get('1') : undefined;
      assert.equal(report && 'charge' in report && report.charge, expected);
    }
  });

  test('know words in any case and spacing, and admit which they do not know', async () => {
    const words: Record<string, string> = {
      'In progress': 'in_progress',
      in_progress: 'in_progress',
      INPROGRESS: 'in_progress',
      Cancelled: 'canceled',
      Refunded: 'canceled',
      pending: 'pending',
      Partial: 'partial',
      Fail: 'unclear',
      Zugestellt: 'unclear',
    };
    for (const [status, state] of Object.entries(words)) {
      const answer = await read({ 1: { status, charge: '1', remains: 3 } }, ['1']);
      const report = answer instanceof Map ? answer.get('1') : undefined;
      assert.equal(report && 'state' in report && report.state, state, status);
    }
  });

  test('keep odd counts apart from none', async () => {
    const counts: [unknown, unknown][] = [
      [null, null],
      ['', null],
      ['-5', -5],
      [7, 7],
      ['Unknown', 'odd'],
      [1.5, 'odd'],
    ];
    for (const [remains, expected] of counts) {
      const answer = await read({ status: 'Pending', remains }, ['1']);
      const report = answer instanceof Map ? answer.get('1') : undefined;
      assert.equal(report && 'remains' in report && report.remains, expected);
    }
  });
});

describe('a balance', () => {
  test('is read to the last digit, as text or number, with or without a currency', async () => {
    const balances: [unknown, unknown][] = [
      [
        { balance: '100.84292', currency: 'USD' },
        { balance: 100_842_920_000n, currency: 'USD' },
      ],
      [
        { status: 'success', balance: 5 },
        { balance: 5_000_000_000n, currency: null },
      ],
      [
        { balance: '-0.5', currency: ' eur' },
        { balance: -500_000_000n, currency: 'EUR' },
      ],
    ];
    for (const [body, value] of balances) {
      assert.deepEqual(await v2.balance(says(body)), { ok: true, value });
    }
    for (const body of [{}, { balance: 'much' }, { balance: null }, [], 'none']) {
      assert.equal((await v2.balance(says(body))).ok, false);
    }
  });
});

describe('cancel and refill', () => {
  test('read rows, misses inside them, and single answers', async () => {
    const rows = [
      { order: 9, cancel: { error: 'Incorrect order ID' } },
      { order: 2, cancel: 1 },
    ];
    const cancel = await v2.cancel(says(rows), ['9', '2']);
    assert.deepEqual(cancel.ok && [...cancel.value], [
      ['9', { error: 'Incorrect order ID' }],
      ['2', 'taken'],
    ]);
    for (const body of [
      { refill: '1' },
      { refill: 1, status: 'success' },
      [{ order: 5, refill: 1 }],
    ]) {
      assert.deepEqual(await v2.refill(says(body), '5'), { ok: true, value: { refillId: '1' } });
    }
    const statuses = [
      { refill: 1, status: 'Completed' },
      { refill: 3, status: { error: 'Refill not found' } },
    ];
    const refills = await v2.refillStatuses(says(statuses), ['1', '3']);
    assert.deepEqual(refills.ok && [...refills.value], [
      ['1', 'completed'],
      ['3', { error: 'Refill not found' }],
    ]);
    const single = await v2.refillStatuses(says({ status: 'In progress' }), ['1']);
    assert.deepEqual(single.ok && [...single.value], [['1', 'in_progress']]);
  });

  test('are not refused by an error that passes, as a limit or a changed key', async () => {
    for (const error of ['Rate limit exceeded', 'Invalid API key']) {
      const answers = [
        await v2.cancel(says({ error }), ['1', '2']),
        await v2.refill(says({ error }), '1'),
      ];
      for (const answer of answers) assert.deepEqual(answer, { ok: false, error, refused: false });
    }
  });

  test('of a single refill that is refused say so', async () => {
    const refusal = { error: 'You are not eligible to send refill request.' };
    for (const body of [refusal, { refill: refusal }, [{ order: 5, refill: refusal }]]) {
      const answer = await v2.refill(says(body), '5');
      assert.deepEqual(
        [answer.ok, !answer.ok && answer.refused],
        [false, true],
        JSON.stringify(body),
      );
    }
  });
});
