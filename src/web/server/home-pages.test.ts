import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { listTiers } from '#accounts/index.ts';
import { reloadCatalog } from '#catalog/index.ts';
import { setDisplayRate } from '#storefront/index.ts';
import { formatMoney, parseRate, chargeFor, discountRate } from '#lib/money.ts';
import { openTestApp } from '#test/support/database.ts';
import { endOrder } from '#test/support/past.ts';
import { addService, openAccount } from '#test/support/shop.ts';
import { serveWeb } from '#test/support/web.ts';

test('an empty shop says so, shows the blank of a receipt and no figure', async (t) => {
  await using app = await openTestApp();
  const get = await serveWeb(t, app);
  const { status, body } = await get('/');
  assert.equal(status, 200);
  assert.match(body, /Nothing is sold here yet/);
  assert.match(body, /The first orders that end here get their receipt/);
  assert.doesNotMatch(
    body,
    /type="search"|median until|>services on sale|Ordered most this|Delivery times, all/,
  );
});

test('the front page tells of real orders and nothing that would tell whose they were', async (t) => {
  await using app = await openTestApp();
  const service = await addService(app, { name: 'Banner views', rate: '1.25' });
  const accounts = [];
  for (let one = 0; one < 3; one += 1) accounts.push(await openAccount(app, { balance: '900' }));
  const canary = `https://example.com/${randomUUID()}`;
  const ids: number[] = [];
  for (const accountId of [...accounts, ...accounts]) {
    ids.push(await endOrder(app, { accountId, service, link: canary, finishS: 754 }));
  }
  const [first = 0] = accounts;
  const partial = { status: 'partial', remains: 250 } as const;
  ids.push(await endOrder(app, { accountId: first, service, link: canary, ...partial }));
  await reloadCatalog(app);
  const secrets = await app.db
    .selectFrom('orders as o')
    .innerJoin('accounts as a', 'a.id', 'o.account_id')
    .select(['o.link', 'o.request_id', 'o.created_at', 'o.finished_at', 'o.start_count', 'a.email'])
    .execute();
  const get = await serveWeb(t, app);
  for (const path of ['/', '/tr', '/ar', '/pricing']) {
    const { body } = await get(path);
    for (const row of secrets) {
      assert.ok(!body.includes(row.link), 'a link');
      assert.ok(!body.includes(row.email), 'an address');
      assert.ok(!body.includes(row.request_id.slice(2)), 'a request id');
      for (const at of [row.created_at, row.finished_at]) {
        assert.ok(!body.includes(at?.toISOString().slice(0, 16) ?? '-'), 'a time');
      }
    }
    for (const id of ids) assert.ok(!body.includes(`ord_${id}"`), 'an order');
  }
  const { body } = await get('/');
  assert.match(body, /\$0\.3125 returned/);
  assert.match(body, /\$0\.9375<\/bdi>/);
  assert.match(body, /7 orders<\/span>/);
  assert.match(body, /96\.4%/); // 250 of 7,000 were not delivered
  assert.match(body, /Ordered most this week/);
});

test('the calculator shows what an order is charged, in the currency of the visitor as well', async (t) => {
  await using app = await openTestApp();
  const service = await addService(app, { rate: '0.123457', max: 100_000 });
  const now = new Date(app.clock.now());
  const shown = { currency: 'EUR', rate: 920_000_000n, asOf: '2020-02-29', source: 'operator' };
  await app.transact((tx) => setDisplayRate(tx, { ...shown, shopCurrency: 'USD' }, now));
  await reloadCatalog(app);
  const get = await serveWeb(t, app);
  for (const { name, discountBp } of await listTiers(app.db)) {
    const rate = discountRate(parseRate('0.123457'), [discountBp]);
    const charge = formatMoney(chargeFor(rate, 12_345));
    const query = new URLSearchParams({
      service: String(service.id),
      quantity: '12,345',
      tier: name,
    });
    const { body } = await get(`/pricing?${query}`);
    assert.ok(body.includes(`$${charge}<`), `${name} ${charge}`);
  }
  const abroad = await get(`/pricing?service=${service.id}&quantity=1000`, {
    headers: { cookie: 'currency=EUR' },
  });
  assert.match(abroad.body, /\$0\.123457<.*≈ (<!-- -->)?€0\.114</s);
  assert.match(
    abroad.body,
    /Charged in USD\. Amounts in EUR are about right: rate of Feb 29, 2020/,
  );
});

test('what cannot be ordered is said beside its field, which has the focus', async (t) => {
  await using app = await openTestApp();
  const service = await addService(app, { min: 10, max: 1_000 });
  await reloadCatalog(app);
  const get = await serveWeb(t, app);
  const faults = [
    [`service=${service.id}&quantity=9`, 'quantity', /At least 10\./],
    [`service=${service.id}&quantity=1001`, 'quantity', /At most 1,000\./],
    [`service=${service.id}&quantity=ten`, 'quantity', /At least 10\./],
    ['service=999999&quantity=10', 'service', /No service with this number/],
    [`service=${service.id}&quantity=10&tier=Emperor`, 'tier', /There is no such tier/],
  ] as const;
  for (const [query, field, text] of faults) {
    const { status, body } = await get(`/pricing?${query}`);
    assert.equal(status, 200);
    assert.match(body, text);
    assert.match(body, new RegExp(`<(input|select)[^>]*aria-invalid="true"[^>]*name="${field}"`));
  }
});

test('the front page tells search engines who the shop is and how to search it', async (t) => {
  await using app = await openTestApp();
  const get = await serveWeb(t, app, { name: 'Harbour </script>', url: 'https://panel.example' });
  const { body } = await get('/');
  const [, first = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(body) ?? [];
  assert.equal((JSON.parse(first) as { name: string }).name, 'Harbour </script>');
  assert.match(body, /"urlTemplate":"https:\/\/panel\.example\/services\?q=\{query\}"/);
});
