import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reloadCatalog } from '#catalog/index.ts';
import { adapterOf, addProvider, checkProvider, findProvider } from '#providers/index.ts';
import { openBuyer, startApi } from '#test/support/api.ts';
import { openTestApp } from '#test/support/database.ts';
import { addService } from '#test/support/shop.ts';

/** A shop of ours that sells to another one, by either dialect. */
async function openTrade() {
  const upstream = await openTestApp({ limits: false });
  const shop = await openTestApp();
  const service = await addService(upstream, { rate: '0.9', type: 'Default', cancel: true });
  await addService(upstream, { rate: '2', type: 'Package', min: 500, max: 500 });
  await reloadCatalog(upstream);
  const api = await startApi(upstream);
  const buyer = await openBuyer(upstream);
  const connect = async (kind: 'v2' | 'notpanel') => {
    const key = buyer.keys[kind === 'v2' ? 'classic' : 'notpanel'];
    const { id } = await addProvider(shop, { url: api.url, key, kind, name: kind });
    return findProvider(shop.db, id);
  };
  return {
    ...{ upstream, shop, service, connect },
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]();
      await shop[Symbol.asyncDispose]();
      await upstream[Symbol.asyncDispose]();
    },
  };
}

const orderTo = (service: number) => ({
  requestId: 'np-17-abc',
  service: String(service),
  link: 'https://example.com/post',
  quantity: 1_000,
  details: {},
});

test('Our own panel is a provider without fault, in both dialects', async () => {
  await using trade = await openTrade();
  for (const kind of ['notpanel', 'v2'] as const) {
    const provider = await trade.connect(kind);
    const { findings, proven } = await checkProvider(trade.shop, provider);
    const unlike = findings.filter((one) => one.verdict !== 'ok');
    assert.deepEqual([unlike, proven], [[], {}], kind);
  }
  const orders = await trade.upstream.db.selectFrom('orders').selectAll().execute();
  assert.equal(orders.length, 0);
});

test('An order that is sent again to our own panel is one order, followed and canceled', async () => {
  await using trade = await openTrade();
  const adapter = adapterOf(trade.shop, await trade.connect('notpanel'));
  assert.equal(adapter.repeatsSafely, true);
  const results = await Promise.all(
    Array.from({ length: 5 }, () => adapter.add(orderTo(trade.service.id))),
  );
  const ids = new Set(results.map((one) => one.kind === 'accepted' && one.providerOrderId));
  assert.equal(ids.size, 1);
  const [id = ''] = [...ids].filter((one) => one !== false);
  assert.match(id, /^ord_\d+$/);
  const other = await adapter.add({ ...orderTo(trade.service.id), quantity: 2_000 });
  assert.equal(other.kind, 'unclassified');
  const statuses = await adapter.statuses([id, 'ord_2147483646']);
  const one = statuses.ok ? statuses.value.get(id) : undefined;
  assert.ok(one && 'state' in one);
  assert.deepEqual([one.state, one.remains, one.charge], ['pending', 1_000, 900_000_000n]);
  const canceled = await adapter.cancel([id]);
  assert.deepEqual(canceled.ok && [...canceled.value], [[id, 'taken']]);
  const balance = await adapter.balance();
  assert.deepEqual(balance.ok && balance.value, { balance: 100_000_000_000n, currency: 'USD' });
});

test('What our own panel refuses is told from what it may yet take', async () => {
  await using trade = await openTrade();
  const { service, upstream } = trade;
  const dear = await addService(upstream, { rate: '1000' });
  await reloadCatalog(upstream);
  for (const kind of ['notpanel', 'v2'] as const) {
    const adapter = adapterOf(trade.shop, await trade.connect(kind));
    const kindOf = async (change: object) =>
      (await adapter.add({ ...orderTo(service.id), ...change })).kind;
    assert.equal(await kindOf({ service: '999999' }), 'refused', kind);
    assert.equal(await kindOf({ quantity: 5 }), 'refused', kind);
    assert.equal(await kindOf({ link: 'nonsense' }), 'refused', kind);
    assert.equal(await kindOf({}), 'accepted', kind);
    const poor = { service: String(dear.id), requestId: 'np-18-abc' };
    assert.equal(await kindOf(poor), 'later', kind);
  }
});
