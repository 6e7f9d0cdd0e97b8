import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { momentOf } from '#platform/app.ts';
import { openStreet, type House, type Street, type Word } from '#test/support/provider-street.ts';
import { addSighting } from './add-sighting.ts';
import { applyUnknownPolicy } from './apply-unknown-policy.ts';
import { escalateUnknown } from './escalate-unknown.ts';
import { listUnknown } from './list-unknown.ts';
import { recordOutcomes } from './record-outcomes.ts';
import { resolveUnknown } from './resolve-unknown.ts';
import { seekEvidence } from './seek-evidence.ts';
import { setUnknownPolicy } from './unknown-policy.ts';

const OPERATOR = { kind: 'operator', name: 'test' } as const;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const house = (street: Street, index = 0): House => street.houses[index] as House;
const nowOf = (street: Street) => new Date(street.clock.now());

/** An order that met `word` at the first provider of the street. */
async function doubt(street: Street, word: Word = 'silent', link = 'https://example.com/post') {
  const service = await street.addService(['0.1']);
  house(street).words.push(word);
  const placed = await street.place(service, { link });
  await street.submit();
  assert.equal((await street.row(placed.orderId)).status, 'unknown');
  return placed;
}

const statusOf = async (street: Street, orderId: number) => (await street.row(orderId)).status;
const policyActs = (street: Street) =>
  street.app.transact((tx) => applyUnknownPolicy(tx, nowOf(street)));

const suspense = async (street: Street): Promise<Record<string, bigint>> => {
  const rows = await street.app.db
    .selectFrom('transfers')
    .select(['kind', 'amount'])
    .where('kind', 'in', ['risk.open', 'risk.release', 'risk.loss'])
    .execute();
  return Object.fromEntries(rows.map((row) => [row.kind, row.amount]));
};

describe('an order in doubt', () => {
  test('is told of at once, again and urgently after a quarter of an hour, and once resolved no more', async () => {
    await using street = await openStreet([{}]);
    const { orderId } = await doubt(street);
    const subject = `order.unknown order:${orderId}`;
    assert.deepEqual(await street.notices(), [`${subject} warning`]);
    const escalate = () => street.app.transact((tx) => escalateUnknown(tx, nowOf(street)));
    street.clock.move(14 * MINUTE_MS);
    assert.equal(await escalate(), 0);
    street.clock.move(2 * MINUTE_MS);
    assert.equal(await escalate(), 1);
    assert.equal(await escalate(), 0);
    assert.deepEqual(await street.notices(), [`${subject} urgent`]);
    await resolveUnknown(street.app, { orderId, verdict: 'not_placed' }, OPERATOR);
    assert.deepEqual(await street.notices(), []);
  });

  test('that a person says is placed goes on under the number that was given', async () => {
    await using street = await openStreet([{}]);
    const { account, orderId } = await doubt(street, 'lost');
    const seen = { providerOrderId: '1000', reason: 'seen' };
    const decision = { orderId, verdict: 'placed', ...seen } as const;
    await resolveUnknown(street.app, decision, OPERATOR);
    assert.equal(await statusOf(street, orderId), 'in_progress');
    assert.equal(await street.balance(account), '9.00');
    const attempt = await street.app.db
      .selectFrom('attempts')
      .selectAll()
      .executeTakeFirstOrThrow();
    assert.deepEqual([attempt.outcome, attempt.provider_order_id], ['accepted', '1000']);
    const [kept] = await street.app.db.selectFrom('order_evidence').selectAll().execute();
    assert.deepEqual(
      [kept?.kind, kept?.verdict, kept?.strong, kept?.source, kept?.note],
      ['operator', 'placed', true, 'operator:test', 'seen'],
    );
    await assert.rejects(resolveUnknown(street.app, decision, OPERATOR), {
      code: 'order_not_found',
    });
    await street.booksAreClean();
  });

  test('that a person says is not placed is refunded, and its story says so', async () => {
    await using street = await openStreet([{}]);
    const { account, orderId } = await doubt(street);
    await resolveUnknown(street.app, { orderId, verdict: 'not_placed' }, OPERATOR);
    assert.equal(await statusOf(street, orderId), 'canceled');
    assert.equal(await street.balance(account), '10.00');
    const events = await street.app.db
      .selectFrom('order_events')
      .select(['type', 'source'])
      .execute();
    assert.ok(
      events.some((event) => event.type === 'order.failed' && event.source === 'operator:test'),
    );
    await street.booksAreClean();
  });

  test('cannot be placed without a number, nor under one of another order', async () => {
    await using street = await openStreet([{}]);
    const service = await street.addService(['0.1']);
    const known = await street.place(service);
    await street.submit();
    assert.equal(await statusOf(street, known.orderId), 'in_progress');
    const { orderId } = await doubt(street);
    const place = (providerOrderId?: string) =>
      resolveUnknown(
        street.app,
        { orderId, verdict: 'placed', ...(providerOrderId !== undefined && { providerOrderId }) },
        OPERATOR,
      );
    await assert.rejects(place(), { code: 'invalid_parameter' });
    await assert.rejects(place('no number'), { code: 'invalid_parameter' });
    await assert.rejects(place('1000'), { code: 'conflict' });
    assert.equal(await statusOf(street, orderId), 'unknown');
  });

  test('shows what is known of it', async () => {
    await using street = await openStreet([{}]);
    const { orderId } = await doubt(street, 'odd');
    await addSighting(street.app, { orderId, counter: 'still', note: '412 as before' }, OPERATOR);
    const [shown] = await listUnknown(street.app.db);
    assert.equal(shown?.orderId, orderId);
    assert.deepEqual([shown?.outcome, shown?.error], ['unclassified', 'Ya existe un pedido']);
    assert.deepEqual(
      shown?.evidence.map((one) => [one.kind, one.verdict, one.strong, one.note]),
      [['start_count', 'not_placed', false, '412 as before']],
    );
  });
});

describe('evidence that a program finds', () => {
  test('in the same call, sent again where that is safe, places the order', async () => {
    await using street = await openStreet([{ kind: 'notpanel' }]);
    const { orderId } = await doubt(street, 'lost');
    await seekEvidence(street.app, house(street).provider);
    assert.equal(await statusOf(street, orderId), 'in_progress');
    assert.equal(house(street).orders.length, 1);
    assert.deepEqual(await street.notices(), []);
  });

  test('in a refusal of the same call refunds it', async () => {
    await using street = await openStreet([{ kind: 'notpanel' }]);
    const { account, orderId } = await doubt(street);
    house(street).words.push('refuse', 'refuse');
    await seekEvidence(street.app, house(street).provider);
    assert.equal(
      await statusOf(street, orderId),
      'unknown',
      'the first call may still be on its way',
    );
    street.clock.move(MINUTE_MS);
    await seekEvidence(street.app, house(street).provider);
    assert.equal(await statusOf(street, orderId), 'canceled');
    assert.equal(await street.balance(account), '10.00');
    await street.booksAreClean();
  });

  test('is not in a late refusal of a call that was sent again meanwhile', async () => {
    await using street = await openStreet([{ kind: 'notpanel' }]);
    const { orderId } = await doubt(street);
    house(street).words.push('lost');
    await seekEvidence(street.app, house(street).provider);
    const { id: attemptId, provider_id: providerId } = await street.app.db
      .selectFrom('attempts')
      .selectAll()
      .executeTakeFirstOrThrow();
    const result = { kind: 'refused', error: 'Incorrect request', answer: '' } as const;
    const late = { attemptId, number: 1, orderId, orderedAt: nowOf(street), providerId, result };
    await street.app.transact((tx) => recordOutcomes(tx, [late], momentOf(street.app)));
    assert.equal(await statusOf(street, orderId), 'unknown');
    street.clock.move(MINUTE_MS);
    await seekEvidence(street.app, house(street).provider);
    assert.equal(await statusOf(street, orderId), 'in_progress');
    assert.equal(house(street).orders.length, 1);
  });

  test('is asked for three times within a minute, then hourly', async () => {
    await using street = await openStreet([{ kind: 'notpanel' }]);
    await doubt(street);
    const asked = async (ms: number) => {
      street.clock.move(ms);
      const before = house(street).calls.length;
      house(street).words = ['silent'];
      await seekEvidence(street.app, house(street).provider);
      return house(street).calls.length - before;
    };
    assert.deepEqual([await asked(0), await asked(10_000), await asked(21_000)], [1, 0, 1]);
    assert.deepEqual([await asked(31_000), await asked(31_000), await asked(31_000)], [1, 0, 0]);
    assert.deepEqual([await asked(61 * MINUTE_MS), await asked(MINUTE_MS)], [1, 0]);
  });

  test('is not asked for where a repeat would be a second order', async () => {
    await using street = await openStreet([{}]);
    const { orderId } = await doubt(street, 'lost');
    for (let hours = 0; hours < 5; hours += 1) {
      await seekEvidence(street.app, house(street).provider);
      street.clock.move(60 * MINUTE_MS);
    }
    assert.deepEqual(house(street).calls, ['add']);
    assert.equal(await statusOf(street, orderId), 'unknown');
  });

  test('in the balance and in a refused duplicate together says placed, and asks for the number', async () => {
    await using street = await openStreet([
      { refuses_duplicates: true, balance_evidence: true, concurrency: 1 },
    ]);
    const { orderId } = await doubt(street, 'lost');
    await seekEvidence(street.app, house(street).provider);
    assert.equal(await statusOf(street, orderId), 'unknown');
    house(street).words.push('duplicate');
    const service = await street.addService(['0.1']);
    await street.place(service);
    await street.submit();
    const evidence = await street.app.db
      .selectFrom('order_evidence')
      .selectAll()
      .orderBy('id')
      .execute();
    assert.deepEqual(
      evidence.map((one) => [one.order_id, one.kind, one.verdict, one.strong]),
      [
        [orderId, 'balance', 'placed', false],
        [orderId, 'duplicate_refusal', 'placed', false],
      ],
    );
    assert.equal(await statusOf(street, orderId), 'unknown');
    assert.deepEqual(await street.notices(), [`order.unknown order:${orderId} urgent`]);
    // It is known to be placed: refunding it would be a sure loss.
    street.clock.move(2 * DAY_MS);
    assert.equal(await policyActs(street), 0);
  });

  test('in the balance and in what a person saw refunds what was not placed', async () => {
    await using street = await openStreet([{ balance_evidence: true, concurrency: 1 }]);
    const { account, orderId } = await doubt(street, 'silent');
    await seekEvidence(street.app, house(street).provider);
    await addSighting(street.app, { orderId, counter: 'still' }, OPERATOR);
    assert.equal(await statusOf(street, orderId), 'canceled');
    assert.equal(await street.balance(account), '10.00');
  });

  test('that contradicts itself leaves it to a person, and says so urgently', async () => {
    await using street = await openStreet([{ balance_evidence: true, concurrency: 1 }]);
    const { orderId } = await doubt(street, 'silent');
    await seekEvidence(street.app, house(street).provider);
    await addSighting(street.app, { orderId, counter: 'moved' }, OPERATOR);
    assert.equal(await statusOf(street, orderId), 'unknown');
    assert.deepEqual(await street.notices(), [`order.unknown order:${orderId} urgent`]);
  });

  test('in a refused duplicate counts only while no other order explains it', async () => {
    await using street = await openStreet([{ refuses_duplicates: true }]);
    const service = await street.addService(['0.1']);
    await street.place(service);
    await street.submit();
    await doubt(street, 'lost');
    house(street).words.push('duplicate');
    await street.place(service);
    await street.submit();
    assert.deepEqual(await street.app.db.selectFrom('order_evidence').selectAll().execute(), []);
  });

  test('in the balance needs the calls one at a time: nothing is sent until it was asked', async () => {
    await using street = await openStreet([{ balance_evidence: true, concurrency: 1 }]);
    await doubt(street, 'lost');
    const service = await street.addService(['0.1']);
    const { orderId } = await street.place(service);
    await street.submit();
    assert.equal(await statusOf(street, orderId), 'pending');
    await seekEvidence(street.app, house(street).provider);
    await street.submit();
    assert.equal(await statusOf(street, orderId), 'in_progress');
  });
});

describe('the policy for what stays in doubt', () => {
  test('refunds after a day and sets aside what the provider may ask', async () => {
    await using street = await openStreet([{}]);
    const { account, orderId } = await doubt(street);
    street.clock.move(DAY_MS - MINUTE_MS);
    assert.equal(await policyActs(street), 0);
    street.clock.move(2 * MINUTE_MS);
    assert.equal(await policyActs(street), 1);
    assert.equal(await policyActs(street), 0);
    assert.equal(await statusOf(street, orderId), 'canceled');
    assert.equal(await street.balance(account), '10.00');
    assert.deepEqual(await suspense(street), { 'risk.open': 100_000_000n });
    assert.deepEqual(await street.outcomes(orderId), ['unknown']);
    assert.deepEqual(await street.notices(), [`order.risk order:${orderId} warning`]);
    const [shown] = await listUnknown(street.app.db);
    assert.equal(shown?.atRisk, 100_000_000n);
    await street.booksAreClean();
  });

  test('gives back what was set aside once it is known that nothing was placed', async () => {
    await using street = await openStreet([{}]);
    const { account, orderId } = await doubt(street);
    street.clock.move(DAY_MS + 1);
    await policyActs(street);
    await resolveUnknown(street.app, { orderId, verdict: 'not_placed' }, OPERATOR);
    const set = 100_000_000n;
    assert.deepEqual(await suspense(street), { 'risk.open': set, 'risk.release': set });
    assert.equal(await street.balance(account), '10.00');
    assert.deepEqual(await street.notices(), []);
    assert.deepEqual(await listUnknown(street.app.db), []);
    await street.booksAreClean();
  });

  test('loses it once it is known that it was placed, and the customer keeps the refund', async () => {
    await using street = await openStreet([{}]);
    const { account, orderId } = await doubt(street, 'lost');
    street.clock.move(DAY_MS + 1);
    await policyActs(street);
    await resolveUnknown(street.app, { orderId, verdict: 'placed' }, OPERATOR);
    const set = 100_000_000n;
    assert.deepEqual(await suspense(street), { 'risk.open': set, 'risk.loss': set });
    assert.equal(await street.balance(account), '10.00');
    assert.equal(await statusOf(street, orderId), 'canceled');
    await street.booksAreClean();
  });

  test('is resolved by an answer that comes later still', async () => {
    await using street = await openStreet([{}]);
    const { orderId } = await doubt(street);
    street.clock.move(DAY_MS + 1);
    await policyActs(street);
    const attempt = await street.app.db
      .selectFrom('attempts')
      .selectAll()
      .executeTakeFirstOrThrow();
    const outcome = {
      attemptId: attempt.id,
      number: 1,
      orderId,
      orderedAt: nowOf(street),
      providerId: attempt.provider_id,
      result: { kind: 'accepted', providerOrderId: '5', answer: '' } as const,
    };
    const record = () =>
      street.app.transact((tx) => recordOutcomes(tx, [outcome], momentOf(street.app)));
    await record();
    await record();
    assert.deepEqual(Object.keys(await suspense(street)), ['risk.open', 'risk.loss']);
    assert.deepEqual(await street.outcomes(orderId), ['accepted']);
    assert.deepEqual(await street.notices(), [`order.contradiction order:${orderId} urgent`]);
    await street.booksAreClean();
  });

  test('holds on where the operator wants it to, and acts when the operator says', async () => {
    await using street = await openStreet([{}]);
    const { orderId } = await doubt(street);
    const set = (policy: Parameters<typeof setUnknownPolicy>[1]) =>
      street.app.transact((tx) => setUnknownPolicy(tx, policy, nowOf(street)));
    await set({ act: 'hold' });
    street.clock.move(10 * DAY_MS);
    assert.equal(await policyActs(street), 0);
    assert.equal(await statusOf(street, orderId), 'unknown');
    await set({ act: 'refund', afterHours: 720 });
    assert.equal(await policyActs(street), 0);
    await set({ afterHours: 48 });
    assert.equal(await policyActs(street), 1);
    for (const afterHours of [0, 721, 1.5]) {
      await assert.rejects(set({ afterHours }), { code: 'invalid_parameter' });
    }
  });

  test('sets aside the charge where the cost is not known', async () => {
    await using street = await openStreet([{}]);
    const service = await street.addService([null]);
    house(street).words.push('silent');
    await street.place(service);
    await street.submit();
    street.clock.move(DAY_MS + 1);
    await policyActs(street);
    assert.deepEqual(await suspense(street), { 'risk.open': 10n ** 9n });
    await street.booksAreClean();
  });
});

test('an order given up as not placed that is placed after all is an urgent contradiction', async () => {
  await using street = await openStreet([{}]);
  const { orderId } = await doubt(street, 'lost');
  const attempt = await street.app.db.selectFrom('attempts').selectAll().executeTakeFirstOrThrow();
  await resolveUnknown(street.app, { orderId, verdict: 'not_placed' }, OPERATOR);
  const outcome = {
    attemptId: attempt.id,
    number: 1,
    orderId,
    orderedAt: nowOf(street),
    providerId: attempt.provider_id,
    result: { kind: 'accepted', providerOrderId: '1000', answer: '' } as const,
  };
  await street.app.transact((tx) => recordOutcomes(tx, [outcome], momentOf(street.app)));
  assert.equal(await statusOf(street, orderId), 'canceled');
  assert.deepEqual(await street.notices(), [`order.contradiction order:${orderId} urgent`]);
  await street.booksAreClean();
});
