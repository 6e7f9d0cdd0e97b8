import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { openStreet, type House, type Street, type Word } from '#test/support/provider-street.ts';
import { applyUnknownPolicy } from './apply-unknown-policy.ts';
import { seekEvidence } from './seek-evidence.ts';

const WORDS: Word[] = [
  'accept',
  'refuse',
  'later',
  'duplicate',
  'odd',
  'lost',
  'silent',
  'unreachable',
];
const HOUR_MS = 3_600_000;
const ROUNDS = 4; // of sending what is due, an hour apart
const RUNS = 40;

const street = fc.array(fc.array(fc.constantFrom(...WORDS), { maxLength: 6 }), {
  minLength: 3,
  maxLength: 3,
});

test('no sequence of answers makes two orders of one, and none that was placed is given up', async () => {
  await using open = await openStreet([
    {},
    { kind: 'notpanel' },
    { balance_evidence: true, refuses_duplicates: true, concurrency: 1 },
  ]);
  let run = 0;
  await fc.assert(
    fc.asyncProperty(street, fc.integer({ min: 1, max: 3 }), async (words, orders) => {
      run += 1;
      await playOut(open, words, orders, `https://example.com/run-${run}`);
    }),
    { numRuns: RUNS },
  );
  await open.booksAreClean();
});

async function playOut(open: Street, words: Word[][], orders: number, link: string): Promise<void> {
  for (const [index, list] of words.entries()) (open.houses[index] as House).words = [...list];
  const service = await open.addService();
  const ids: number[] = [];
  for (let order = 0; order < orders; order += 1) {
    ids.push((await open.place(service, { link: `${link}/${order}` })).orderId);
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    await open.submit();
    for (const { provider } of open.houses) await seekEvidence(open.app, provider);
    for (const [order, id] of ids.entries()) await isSound(open, id, `${link}/${order}`);
    open.clock.move(HOUR_MS);
  }
  // Nothing of this run may wait on in the next one.
  open.clock.move(48 * HOUR_MS);
  await open.app.transact((tx) => applyUnknownPolicy(tx, new Date(open.clock.now())));
  for (const one of open.houses) one.words = [];
  await open.submit();
}

async function isSound(open: Street, id: number, link: string): Promise<void> {
  const booked = open.houses.flatMap((one) => one.orders.filter((order) => order.link === link));
  assert.ok(booked.length <= 1, `order ${id} is ${booked.length} orders at providers`);
  const { status } = await open.row(id);
  const outcomes = await open.outcomes(id);
  const final = outcomes.filter((one) => one === 'accepted' || one === 'unknown');
  assert.ok(final.length <= 1, `order ${id} went on after ${outcomes.join()}`);
  if (booked.length === 1)
    assert.ok(['in_progress', 'unknown'].includes(status), `${id}: ${status}`);
  if (status === 'in_progress') assert.equal(booked.length, 1);
}
