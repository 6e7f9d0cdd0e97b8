import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { ACTIONS } from '#api/actions/index.ts';
import { reloadCatalog, type Service } from '#catalog/index.ts';
import { asMoney, formatMoney, parseMoney } from '#lib/money.ts';
import { openBuyer, openKey, startApi, type Buyer, type TestApi } from '#test/support/api.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { addService, openAccount } from '#test/support/shop.ts';

let app: TestApp;
let api: TestApi;
let service: Service;

before(async () => {
  app = await openTestApp({ limits: false });
  api = await startApi(app);
  service = await addService(app, {
    rate: '2.5',
    refill: true,
    cancel: true,
    dripfeed: true,
    guarantee_days: 30,
  });
});
after(async () => {
  await api[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

type Fields = Record<string, string | number>;

/** The answer, held against the schema that OpenAPI shows. */
async function ask(key: string, fields: Fields): Promise<unknown> {
  const { status, json, text } = await api.post({ key, ...fields });
  assert.equal(status, 200, text);
  const read = ACTIONS.get(String(fields['action']))?.returns.safeParse(json);
  assert.ok(read?.success, `${text} ${read?.error}`);
  return json;
}

const orderFields = (extra: Fields = {}): Fields => ({
  action: 'add',
  service: service.id,
  link: 'https://example.com/post',
  quantity: 1_000,
  request_id: randomUUID(),
  ...extra,
});

async function place(key: string, extra: Fields = {}): Promise<number> {
  const { order } = (await ask(key, orderFields(extra))) as { order: string | number };
  return Number(String(order).replace('ord_', ''));
}

async function deliver(id: number): Promise<void> {
  await app.transact((tx) =>
    tx
      .updateTable('orders')
      .set({ status: 'partial', remains: 400, refunded: 10n ** 9n, start_count: 77n })
      .set({ finished_at: new Date() })
      .where('id', '=', id)
      .execute(),
  );
}

const balanceOf = async (key: string) =>
  (await ask(key, { action: 'balance' })) as { balance: string; currency: string };

test('add: order ids are strings in notpanel, integers in classic, and both are read back', async () => {
  const { keys } = await openBuyer(app);
  const fields = orderFields();
  const first = (await ask(keys.notpanel, fields)) as { order: string };
  assert.match(first.order, /^ord_[1-9]\d*$/);
  const id = Number(first.order.slice(4));
  assert.deepEqual(await ask(keys.classic, fields), { order: id });
  for (const order of [id, `ord_${id}`, `${id}e+0`, `${id}e0`]) {
    for (const key of Object.values(keys)) await ask(key, { action: 'status', order });
  }
});

test('add: a repeat answers the original order, byte for byte, and says that it is one', async () => {
  const { keys, accountId } = await openBuyer(app);
  const call = { key: keys.notpanel, ...orderFields() };
  const first = await api.post(call);
  assert.equal(first.headers.get('idempotent-replayed'), null);
  const otherKey = await openKey(app, accountId);
  for (const key of [keys.notpanel, otherKey]) {
    const again = await api.post({ ...call, key, unknown: 'field' });
    assert.equal(again.text, first.text);
    assert.equal(again.headers.get('idempotent-replayed'), 'true');
  }
  assert.equal((await balanceOf(keys.notpanel)).balance, '97.50');
});

test('add: a repeat is answered although its service was switched off or changed its type', async () => {
  const own = await addService(app);
  await reloadCatalog(app);
  const { keys } = await openBuyer(app);
  const call = { key: keys.notpanel, ...orderFields({ service: own.id }) };
  const first = await api.post(call);
  for (const change of [{ active: false }, { active: true, type: 'Poll' as const }]) {
    await app.transact((tx) =>
      tx.updateTable('services').set(change).where('id', '=', own.id).execute(),
    );
    await reloadCatalog(app);
    assert.equal((await api.post(call)).text, first.text);
    assert.notEqual((await api.post({ ...call, request_id: randomUUID() })).status, 200);
  }
});

test('add: a refused call leaves its request_id free', async () => {
  const accountId = await openAccount(app, { balance: '0' });
  const key = await openKey(app, accountId);
  const call = { key, ...orderFields() };
  assert.equal((await api.post(call)).text, '{"error":"Insufficient balance"}');
  await app.transact((tx) =>
    tx
      .updateTable('wallets')
      .set({ credit_limit: parseMoney('10') })
      .where('id', '=', BigInt(accountId))
      .execute(),
  );
  const placed = await api.post(call);
  assert.equal(placed.status, 200);
  assert.equal(placed.headers.get('idempotent-replayed'), null);
});

test('add: classic repeats within the window of the key are one order, later ones are not', async () => {
  const { accountId, keys } = await openBuyer(app);
  const call = orderFields();
  delete call['request_id'];
  const first = await ask(keys.classic, call);
  assert.deepEqual(await ask(keys.classic, call), first);
  assert.notDeepEqual(await ask(keys.classic, { ...call, quantity: 999 }), first);
  const always = await openKey(app, accountId, { dialect: 'classic', repeatWindowS: 0 });
  assert.notDeepEqual(await ask(always, call), await ask(always, call));
});

test('status: five texts, in the words of the dialect', async () => {
  const { keys } = await openBuyer(app);
  const order = await place(keys.notpanel);
  const pending = { charge: '2.50', start_count: '0', remains: '1000', currency: 'USD' };
  const ask1 = (key: string) => ask(key, { action: 'status', order });
  assert.deepEqual(await ask1(keys.notpanel), { status: 'pending', ...pending });
  assert.deepEqual(await ask1(keys.classic), { status: 'Pending', ...pending });
  const words = [
    ['submitting', 'pending', 'Pending'],
    ['unknown', 'pending', 'Pending'],
    ['processing', 'processing', 'Processing'],
    ['in_progress', 'in_progress', 'In progress'],
  ] as const;
  for (const [stored, notpanel, classic] of words) {
    await app.transact((tx) =>
      tx.updateTable('orders').set({ status: stored }).where('id', '=', order).execute(),
    );
    assert.deepEqual(await ask1(keys.notpanel), { status: notpanel, ...pending });
    assert.deepEqual(await ask1(keys.classic), { status: classic, ...pending });
  }
  await deliver(order);
  const partial = { charge: '1.50', start_count: '77', remains: '400', currency: 'USD' };
  assert.deepEqual(await ask1(keys.notpanel), { status: 'partial', ...partial });
  assert.deepEqual(await ask1(keys.classic), { status: 'Partial', ...partial });
});

test('status: a batch is keyed by the ids as they were written, misses in their place', async () => {
  const { keys } = await openBuyer(app);
  const stranger = await openBuyer(app);
  const mine = await place(keys.notpanel);
  const theirs = await place(stranger.keys.notpanel);
  const orders = `${mine},ord_${mine},${mine},${theirs},2147483648,__proto__,x y`;
  for (const [dialect, error] of [
    ['notpanel', 'Order not found'],
    ['classic', 'Incorrect order ID'],
  ] as const) {
    const answer = (await ask(keys[dialect], { action: 'status', orders })) as object;
    const known = await ask(keys[dialect], { action: 'status', order: mine });
    assert.deepEqual(
      new Map(Object.entries(answer)),
      new Map<string, unknown>([
        [String(mine), known],
        [`ord_${mine}`, known],
        [String(theirs), { error }],
        ['2147483648', { error }],
        ['__proto__', { error }],
        ['x y', { error }],
      ]),
    );
  }
});

test('status: 100 orders are answered at once', async () => {
  const { keys } = await openBuyer(app, '250');
  const ids = await Promise.all(Array.from({ length: 100 }, () => place(keys.notpanel)));
  const answer = await ask(keys.notpanel, { action: 'status', orders: ids.join(',') });
  assert.deepEqual(
    Object.keys(answer as object).map(Number),
    ids.toSorted((a, b) => a - b),
  );
});

test('status: a drip-feed shows its runs, a subscription its posts, and both their orders', async () => {
  const { keys } = await openBuyer(app);
  const dripFeed = await place(keys.notpanel, { runs: 3, interval: 10, quantity: 100 });
  const money = { charge: '0.75', start_count: '0', remains: '300', currency: 'USD' };
  const asked = { action: 'status', order: dripFeed };
  assert.deepEqual(await ask(keys.notpanel, asked), {
    status: 'pending',
    ...money,
    runs: '3',
    orders: [],
  });
  const standing = await addService(app, { type: 'Subscriptions' });
  await reloadCatalog(app);
  const subscription = await place(keys.notpanel, {
    service: standing.id,
    username: 'somebody',
    min: 10,
    max: 20,
    delay: 0,
    posts: 4,
    expiry: '1/2/2099',
  });
  const shown = (await ask(keys.classic, { action: 'status', order: subscription })) as object;
  assert.deepEqual(shown, {
    status: 'Active',
    charge: '0.00',
    start_count: '0',
    remains: '0',
    currency: 'USD',
    posts: '4',
    expiry: '01/02/2099',
    orders: [],
  });
});

test('cancel: a pending order is refunded at once; notpanel names it, classic answers a list', async () => {
  const { keys } = await openBuyer(app);
  const first = await place(keys.notpanel);
  const second = await place(keys.notpanel);
  assert.equal((await balanceOf(keys.notpanel)).balance, '95.00');
  const one = { action: 'cancel', order: first };
  const named = { cancel: `ord_${first}` };
  assert.deepEqual(await ask(keys.notpanel, one), named);
  assert.deepEqual(await ask(keys.notpanel, one), named);
  assert.deepEqual(await ask(keys.classic, one), [{ order: first, cancel: 1 }]);
  const many = { action: 'cancel', orders: `${second},ord_${second},2147483647,x` };
  assert.deepEqual(await ask(keys.classic, many), [
    { order: second, cancel: 1 },
    { order: second, cancel: 1 },
    { order: 2_147_483_647, cancel: { error: 'Incorrect order ID' } },
    { order: 'x', cancel: { error: 'Incorrect order ID' } },
  ]);
  assert.deepEqual(await ask(keys.notpanel, many), [
    { order: `ord_${second}`, cancel: `ord_${second}` },
    { order: `ord_${second}`, cancel: `ord_${second}` },
    { order: 'ord_2147483647', error: 'Order not found' },
    { order: 'x', error: 'Order not found' },
  ]);
  assert.equal((await balanceOf(keys.notpanel)).balance, '100.00');
});

test('refill: a repeat answers the same refill, which refill_status follows', async () => {
  const { keys } = await openBuyer(app);
  const order = await place(keys.notpanel);
  await deliver(order);
  const one = { action: 'refill', order };
  const { refill } = (await ask(keys.notpanel, one)) as { refill: string };
  assert.match(refill, /^ref_[1-9]\d*$/);
  const id = refill.slice(4);
  assert.deepEqual(await ask(keys.notpanel, one), { refill });
  assert.deepEqual(await ask(keys.classic, one), { refill: id });
  const many = { action: 'refill', orders: `${order},x` };
  assert.deepEqual(await ask(keys.notpanel, many), [
    { order: `ord_${order}`, refill },
    { order: 'x', error: 'Order not found' },
  ]);
  assert.deepEqual(await ask(keys.classic, many), [
    { order, refill: Number(id) },
    { order: 'x', refill: { error: 'Incorrect order ID' } },
  ]);

  const follow = { action: 'refill_status', refill: id };
  assert.deepEqual(await ask(keys.notpanel, follow), { status: 'pending' });
  assert.deepEqual(await ask(keys.classic, { ...follow, refill }), { status: 'Pending' });
  const followAll = { action: 'refill_status', refills: `${id},ref_2147483647` };
  assert.deepEqual(await ask(keys.notpanel, followAll), [
    { refill, status: 'pending' },
    { refill: 'ref_2147483647', error: 'Refill not found' },
  ]);
  const miss = { error: 'Refill not found' };
  assert.deepEqual(await ask(keys.classic, followAll), [
    { refill: Number(id), status: 'Pending' },
    { refill: 2_147_483_647, status: miss, ...miss },
  ]);
});

test('classic: a call without an action is a refill, or the question after one', async () => {
  const { keys } = await openBuyer(app);
  const order = await place(keys.classic);
  await deliver(order);
  const { json } = await api.post({ key: keys.classic, order });
  const { refill } = json as { refill: string };
  assert.deepEqual((await api.post({ key: keys.classic, refill })).json, { status: 'Pending' });
  const many = await api.post({ key: keys.classic, refills: refill });
  assert.deepEqual(many.json, [{ refill: Number(refill), status: 'Pending' }]);
  const none = await api.post({ key: keys.notpanel, order });
  assert.deepEqual(none.json, { error: 'Missing required parameter: action' });
});

test('balance: exact, with at least two decimals', async () => {
  for (const amount of ['0', '47.32', '0.000000001', '1234567.1']) {
    const { keys } = await openBuyer(app, amount);
    for (const key of Object.values(keys)) {
      const { balance, currency } = await balanceOf(key);
      assert.equal(balance, formatMoney(asMoney(parseMoney(amount))));
      assert.equal(currency, 'USD');
    }
  }
});

test('keys of one account see what the account did, whichever dialect did it', async () => {
  const buyer: Buyer = await openBuyer(app);
  const orders = [await place(buyer.keys.notpanel), await place(buyer.keys.classic)];
  for (const key of Object.values(buyer.keys)) {
    for (const order of orders) await ask(key, { action: 'status', order });
  }
});
