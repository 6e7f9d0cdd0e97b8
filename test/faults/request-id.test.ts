import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { Dialect } from '#keys/index.ts';
import { creditWallet, readBalance } from '#ledger/index.ts';
import { parseMoney } from '#lib/money.ts';
import { checkBooks } from '#orders/index.ts';
import { openBuyer, openKey, startApi, type TestApi } from '#test/support/api.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { movedClock, type MovedClock } from '#test/support/provider-desk.ts';
import { addFields, countRows, openSale, orderIdOf, type Fields } from '#test/support/sale.ts';
import { addService } from '#test/support/shop.ts';

const DIALECTS: Dialect[] = ['notpanel', 'classic'];

let clock: MovedClock;
let app: TestApp;
let api: TestApi;

before(async () => {
  clock = movedClock();
  app = await openTestApp({ clock, limits: false });
  api = await startApi(app);
});
after(async () => {
  assert.deepEqual(await checkBooks(app.db), { ok: true, findings: [] });
  await api[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

const CONFLICT = '{"error":"This request_id belongs to a different request"}';
const REFUSED = { notpanel: 400, classic: 200 } as const;

describe('a request_id', () => {
  for (const dialect of DIALECTS) {
    test(`${dialect}: belongs to its parameters, every one of them`, async () => {
      const { service, buyer, key } = await openSale(app, dialect, '10', { dripfeed: true });
      const order = addFields(service, { runs: 2, interval: 10 });
      const first = await api.post({ key, ...order });
      assert.equal(first.status, 200);
      const balance = await readBalance(app, buyer.accountId);
      const rows = await countRows(app);
      const others: Fields[] = [
        { service: service.id + 1 },
        { link: 'https://example.com/post2' },
        { link: 'https://EXAMPLE.com/post' },
        { quantity: 1_001 },
        { quantity: 'x' },
        { runs: 3 },
        { interval: 11 },
        { coupon: 'NEW' },
        { comments: 'a\nb' },
        { keywords: 'a' },
        { username: 'a' },
        { country: 'DE' },
        { expiry: '31/12/2030' },
      ];
      for (const other of others) {
        const answer = await api.post({ key, ...order, ...other });
        assert.deepEqual([answer.status, answer.text], [REFUSED[dialect], CONFLICT]);
      }
      assert.deepEqual(await countRows(app), rows);
      assert.equal(await readBalance(app, buyer.accountId), balance);
      const unknown = await api.post({ key, ...order, utm_source: 'x', webhook: '' });
      assert.equal(unknown.text, first.text, 'what is no parameter does not count');
    });

    test(`${dialect}: is free again after a refusal, and may succeed after a top-up`, async () => {
      const { service, buyer, key, order } = await openSale(app, dialect, '0.5');
      const rows = await countRows(app);
      for (const bad of [{}, { quantity: 1 }, { link: 'nowhere' }, { coupon: 'NONE' }]) {
        const refused = await api.post({ key, ...order, ...bad });
        assert.equal(refused.status, REFUSED[dialect]);
        assert.match(refused.text, /^\{"error":/);
      }
      assert.deepEqual(await countRows(app), rows);
      await app.transact((tx) =>
        creditWallet(tx, {
          accountId: buyer.accountId,
          amount: parseMoney('0.5'),
          reason: 'test',
          actor: { kind: 'system', name: 'test' },
        }),
      );
      const placed = await api.post({ key, ...order });
      assert.match(placed.text, /^\{"order":/);
      assert.equal(placed.headers.get('idempotent-replayed'), null);
      assert.equal(await readBalance(app, buyer.accountId), 0n);
      const { keys } = await openBuyer(app);
      await api.post({ key, ...order });
      const next = await api.post({ key: keys[dialect], ...addFields(service) });
      assert.equal(orderIdOf(next), orderIdOf(placed) + 1, 'refusals and replays burn no number');
    });

    test(`${dialect}: is each account's own`, async () => {
      const { key, order } = await openSale(app, dialect);
      const stranger = await openBuyer(app, '10');
      const [mine, theirs] = [
        await api.post({ key, ...order }),
        await api.post({ key: stranger.keys[dialect], ...order }),
      ];
      assert.notEqual(mine.text, theirs.text);
      assert.equal(theirs.headers.get('idempotent-replayed'), null);
      const other = { ...order, quantity: 999 };
      const fourth = await openBuyer(app, '10');
      assert.equal((await api.post({ key: fourth.keys[dialect], ...other })).status, 200);
    });
  }

  test('is the same in every kind of body and in both dialects', async () => {
    const { buyer, key, order } = await openSale(app, 'notpanel');
    const all = { key, ...order };
    const form = new FormData();
    for (const [name, value] of Object.entries(all)) form.append(name, String(value));
    const first = await api.post(all);
    const again = [
      await api.send({ method: 'POST', body: form }),
      await api.send({
        method: 'POST',
        body: JSON.stringify(all),
        headers: { 'content-type': 'application/json' },
      }),
    ];
    for (const one of again) {
      assert.equal(one.text, first.text);
      assert.equal(one.headers.get('idempotent-replayed'), 'true');
    }
    const classic = await api.post({ ...all, key: buyer.keys.classic });
    assert.equal(classic.headers.get('idempotent-replayed'), 'true');
    assert.equal(orderIdOf(classic), orderIdOf(first));
  });

  test('is compared byte for byte', async () => {
    const { service, key } = await openSale(app, 'notpanel', '100');
    const ids = ['a', 'A', ' a', 'a ', 'ä', 'a\u0308', '%61', 'r:a', `n:${randomUUID()}`, '😀'];
    const bodies = new Set<string>();
    for (const id of ids) {
      const { status, text } = await api.post({ key, ...addFields(service, { request_id: id }) });
      assert.equal(status, 200, text);
      bodies.add(text);
    }
    assert.equal(bodies.size, ids.length);
  });

  test('that met a spent limit is judged anew in the next minute', async () => {
    const noon = Date.UTC(2026, 10, 22, 12);
    let now = noon;
    await using limited = await openTestApp({ clock: { now: () => now } });
    await using server = await startApi(limited);
    const service = await addService(limited);
    const { accountId } = await openBuyer(limited, '10');
    const key = await openKey(limited, accountId, { requestsPerMinute: 1 });
    const order = { key, ...addFields(service) };
    assert.equal((await server.post({ key, action: 'balance' })).status, 200);
    assert.equal((await server.post(order)).status, 429);
    assert.equal(await readBalance(limited, accountId), parseMoney('10'));
    now = noon + 60_000;
    const placed = await server.post(order);
    assert.equal(placed.status, 200);
    assert.equal(placed.headers.get('idempotent-replayed'), null);
    now = noon + 120_000;
    assert.equal((await server.post(order)).text, placed.text);
    assert.equal(await readBalance(limited, accountId), parseMoney('9'));
  });

  test('that was not sent: classic answers an equal call of 10 seconds with the original', async () => {
    const { buyer, service, key } = await openSale(app, 'classic');
    const order: Fields = addFields(service);
    delete order['request_id'];
    const first = await api.post({ key, ...order });
    const again = await api.post({ key, ...order });
    assert.equal(again.text, first.text);
    assert.equal(again.headers.get('idempotent-replayed'), 'true');
    assert.notEqual((await api.post({ key, ...order, quantity: 999 })).text, first.text);
    const other = await openKey(app, buyer.accountId, { dialect: 'classic' });
    assert.notEqual((await api.post({ key: other, ...order })).text, first.text, 'another key');
    clock.move(10_001);
    assert.notEqual((await api.post({ key, ...order })).text, first.text);
    const careless = await openKey(app, buyer.accountId, { dialect: 'classic', repeatWindowS: 0 });
    const calls = [1, 2].map(() => api.post({ key: careless, ...order }));
    const [one, two] = await Promise.all(calls);
    assert.notEqual(one?.text, two?.text);
    const notpanel = await api.post({ key: buyer.keys.notpanel, ...order });
    assert.equal(notpanel.text, '{"error":"Missing required parameter: request_id"}');
  });
});
