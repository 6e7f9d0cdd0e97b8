import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readBalance } from '#ledger/index.ts';
import { formatMoney, parseMoney, type Money } from '#lib/money.ts';
import { checkBooks } from '#orders/index.ts';
import type { SimulatedOrder } from '#simulator/index.ts';
import {
  followAll,
  openSubmissionShop,
  placeAll,
  settleAll,
  submitAll,
  type SubmissionShop,
  type Upstream,
} from './submission-shop.ts';

const ORDERS = { v2: 10_000, notpanel: 2_000 };
const WORKERS = 3;

const readOrders = ({ app }: SubmissionShop, { provider }: Upstream) =>
  app.db.selectFrom('orders').selectAll().where('provider_id', '=', provider.id).execute();

const readAttempts = ({ app }: SubmissionShop, { provider }: Upstream) =>
  app.db.selectFrom('attempts').selectAll().where('provider_id', '=', provider.id).execute();

type Ours = Awaited<ReturnType<typeof readOrders>>[number];
type Attempt = Awaited<ReturnType<typeof readAttempts>>[number];

/** Which orders the provider may have, by where ours is: the number of its orders. */
const MAY_HAVE: Readonly<Record<string, readonly number[]>> = {
  in_progress: [1],
  completed: [1],
  canceled: [0],
  unknown: [0, 1],
};

/** Both ledgers, order by order. Answers how many of ours are where. */
async function compare(shop: SubmissionShop, upstream: Upstream): Promise<Map<string, number>> {
  const theirs = Map.groupBy(upstream.simulator.orders(), (order) => order.link);
  const attempts = Map.groupBy(await readAttempts(shop, upstream), (one) => one.order_id);
  const ours = await readOrders(shop, upstream);
  assert.equal(ours.length, ORDERS[upstream.kind], 'an order of ours is lost');
  const counts = new Map<string, number>();
  for (const order of ours) {
    const has = theirs.get(order.link) ?? [];
    theirs.delete(order.link);
    compareOne(order, has, attempts.get(order.id) ?? []);
    const name = order.status === 'unknown' ? `unknown, ${has.length} there` : order.status;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  assert.equal(theirs.size, 0, 'the provider has orders of nobody');
  return counts;
}

function compareOne(order: Ours, has: readonly SimulatedOrder[], attempts: readonly Attempt[]) {
  const what = `order ${order.id}, ${order.status}, ${order.link}`;
  assert.ok(MAY_HAVE[order.status]?.includes(has.length), `${what}: they have ${has.length}`);
  const sent = attempts.filter((one) => one.outcome !== 'never_sent');
  assert.equal(sent.length, 1, `${what}: sent more than once`);
  const [theirs] = has;
  if (!theirs || order.status === 'unknown') return;
  assert.equal(sent[0]?.provider_order_id?.replace('ord_', ''), String(theirs.id), what);
  assert.deepEqual([theirs.quantity, sent[0]?.cost], [order.quantity, theirs.charge], what);
  if (order.status === 'completed') assert.equal(sent[0]?.charged, theirs.charge, what);
}

// By what an attempt ended with; that both happened, with and without an order, is counted apart.
const FAULTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused',
  'no answer in time': 'stalled',
  ECONNRESET: 'reset',
  'HTTP 502': '502 pages',
  'the connection was closed': 'cut off',
  'the answer was cut off': 'cut off',
  'the answer is not JSON': 'broken JSON',
};

async function faultsOf(shop: SubmissionShop, upstream: Upstream): Promise<Map<string, number>> {
  const met = new Map<string, number>();
  for (const { error } of await readAttempts(shop, upstream)) {
    if (error === null) continue;
    const what = FAULTS[error] ?? error;
    met.set(what, (met.get(what) ?? 0) + 1);
  }
  return met;
}

/** What the customer paid is what was not given back, to the last digit. */
async function compareMoney(shop: SubmissionShop): Promise<void> {
  const rows = await shop.app.db.selectFrom('orders').select(['charge', 'status']).execute();
  const kept = rows.filter((row) => row.status !== 'canceled');
  const spent = kept.reduce((sum, row) => sum + row.charge, 0n);
  const left = await readBalance(shop.app, shop.account);
  assert.equal(formatMoney(left), formatMoney((parseMoney('1000000') - spent) as Money));
  assert.deepEqual(await checkBooks(shop.app.db), { ok: true, findings: [] });
}

const told = (counts: Map<string, number>): string =>
  [...counts].map(([name, count]) => `${count} ${name}`).join(', ');

test(`${ORDERS.v2} submissions through faults: none is lost and none is there twice`, async (t) => {
  await using shop = await openSubmissionShop(WORKERS);
  const [v2, notpanel] = shop.upstreams as [Upstream, Upstream];
  await placeAll(shop, ORDERS);
  const from = performance.now();
  await submitAll(shop);
  const tookS = (performance.now() - from) / 1_000;

  const afterV2 = await compare(shop, v2);
  t.diagnostic(`v2: ${told(afterV2)}`);
  t.diagnostic(`notpanel: ${told(await compare(shop, notpanel))}`);
  const met = await faultsOf(shop, v2);
  t.diagnostic(`v2, in ${tookS.toFixed(0)} s: ${told(met)}`);
  for (const what of Object.values(FAULTS)) {
    const share = (met.get(what) ?? 0) / ORDERS.v2;
    assert.ok(share > 0.01, `${what}: ${share}`);
  }
  await compareMoney(shop);

  // What may be asked again is; what may not waits for a person, however often we look.
  await settleAll(shop, notpanel);
  await submitAll(shop);
  await followAll(shop);
  const settled = await compare(shop, notpanel);
  t.diagnostic(`notpanel, settled by repeats: ${told(settled)}`);
  assert.deepEqual(new Set(settled.keys()), new Set(['completed', 'canceled']));
  const unknown = (counts: Map<string, number>) =>
    [0, 1].map((count) => counts.get(`unknown, ${count} there`));
  assert.deepEqual(unknown(await compare(shop, v2)), unknown(afterV2));
  await compareMoney(shop);
});
