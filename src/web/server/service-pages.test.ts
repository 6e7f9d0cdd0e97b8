import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importServices, setServiceActive, updateServices } from '#catalog/index.ts';
import { parseRate } from '#lib/money.ts';
import { setOwnRate } from '#pricing/index.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { eventually } from '#test/support/eventually.ts';
import { openAccount } from '#test/support/shop.ts';
import { serveWeb } from '#test/support/web.ts';

const sell = async (app: TestApp, services: readonly object[]): Promise<number[]> => {
  const plain = { category: 'Reach', platform: 'Instagram', min: 100, max: 5_000, rate: '2' };
  const rows = services.map((one) => ({ ...plain, name: 'Likes', delivery: 'paid_ads', ...one }));
  return (await app.transact((tx) => importServices(tx, rows as never))).ids;
};

const dataIn = (body: string): Record<string, never>[] =>
  [...body.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(
    ([, text = '']) => JSON.parse(text) as Record<string, never>,
  );

const canonicalOf = (body: string) =>
  /<link rel="canonical" href="([^"]+)"/.exec(body)?.[1]?.replaceAll('&amp;', '&');

test('the list is whole without a script, and its filters are a plain form', async (t) => {
  await using app = await openTestApp();
  await sell(app, [
    { name: 'Reel views <b>', refill: true, guaranteeDays: 30 },
    { name: 'Post likes', platform: 'TikTok', category: 'Likes', rate: '3.5' },
  ]);
  const get = await serveWeb(t, app);
  const { status, body } = await get('/services');
  assert.equal(status, 200);
  assert.match(body, /<form[^>]* role="search"[^>]*action="\/services"/);
  assert.doesNotMatch(body, /method="post"[^>]*role="search"|__reactRouter| style="/);
  assert.match(body, /dir="auto"[^>]*>Reel views &lt;b&gt;<\/a>/);
  assert.match(body, /\$2\.00.*30 days.*\$3\.50/s);
  assert.match(body, /2 services/);
  assert.doesNotMatch(body, /name="robots"/);
  const [list] = dataIn(body);
  assert.equal(list?.['@type'], 'ItemList');
  const found = await get('/services?q=views&platform=&from=&to=&sort=');
  assert.match(found.body, /1 of 2 services/);
  assert.doesNotMatch(found.body, /Post likes/);
});

test('each list has one address, and only plain ones are for search engines', async (t) => {
  await using app = await openTestApp();
  await sell(app, [{}, { name: 'Views', platform: 'TikTok', category: 'TikTok | Views' }]);
  const get = await serveWeb(t, app, { url: 'https://panel.example' });
  const indexed = async (path: string) => !/name="robots"/.test((await get(path)).body);
  const canonical = async (path: string) => canonicalOf((await get(path)).body);
  assert.equal(await canonical('/services?sort=&page=1&q='), 'https://panel.example/services');
  assert.equal(
    await canonical('/tr/services?platform=TikTok&utm=1'),
    'https://panel.example/tr/services?platform=tiktok',
  );
  assert.equal(
    await canonical('/services?to=9&q=likes&from=bad&sort=worst'),
    'https://panel.example/services?q=likes&to=9',
  );
  assert.equal(await indexed('/services'), true);
  assert.equal(await indexed('/services?platform=tiktok'), true);
  assert.match((await get('/services?platform=tiktok')).body, /<title>TikTok services · /);
  assert.equal(await indexed('/services?q=likes'), false);
  assert.equal(await indexed('/services?platform=tiktok&sort=name'), false);
});

test('a long list has pages that lead to each other and keep what was asked', async (t) => {
  await using app = await openTestApp();
  await sell(
    app,
    Array.from({ length: 101 }, (_, n) => ({ name: `Likes ${n}`, cancel: true })),
  );
  const get = await serveWeb(t, app);
  const { body } = await get('/services?cancel=1&page=2');
  const link = (rel: string) => new RegExp(`<a [^>]*rel="${rel}"[^>]*>`).exec(body)?.[0] ?? '';
  assert.match(link('prev'), /href="\/services\?cancel=1"/);
  assert.match(link('next'), /href="\/services\?cancel=1&amp;page=3"/);
  assert.match(body, /Page 2 of 3/);
  assert.equal(body.match(/href="\/services\/\d+"/g)?.length, 50);
  assert.match((await get('/services?page=99')).body, /Page 3 of 3/);
});

test('what is asked for can be taken back piece by piece, also where nothing fits', async (t) => {
  await using app = await openTestApp();
  await sell(app, [{ name: 'Likes', refill: true }, { name: 'Views' }]);
  const get = await serveWeb(t, app);
  const { status, body } = await get('/services?q=views&refill=1&from=1.5');
  assert.equal(status, 200);
  assert.match(body, /No service fits all of that/);
  assert.match(body, /href="\/services\?q=views&amp;from=1.50"[^>]*>.*?Without: Refill/s);
  assert.match(body, /Remove<\/span><span[^>]*><bdi>“views”/);
  assert.match(body, /From 1\.50/);
  const tr = await get('/tr/services?q=views&refill=1');
  assert.match(tr.body, /href="\/tr\/services\?q=views"/);
});

test('an empty shop says that nothing is on sale', async (t) => {
  await using app = await openTestApp();
  const { status, body } = await (await serveWeb(t, app))('/services');
  assert.equal(status, 200);
  assert.match(body, /Nothing is on sale yet/);
});

test('a service has its price, promise, link and call on its page, and no figure that was not measured', async (t) => {
  await using app = await openTestApp();
  const [id = 0] = await sell(app, [
    {
      name: 'Followers </script>',
      description: 'Line one.\nLine two.',
      refill: true,
      guaranteeDays: 30,
      delivery: 'other',
      deliveryNote: 'Handed out at fairs.',
      rate: '0.125',
    },
  ]);
  await sell(app, [{ name: 'Followers of another kind' }]);
  const get = await serveWeb(t, app, { url: 'https://panel.example' });
  const { status, body } = await get(`/services/${id}`);
  assert.equal(status, 200);
  assert.match(body, /\$0\.125/);
  assert.match(body, /100 – 5,000/);
  assert.match(body, /For 30 days.*At most 3/s);
  assert.match(body, /Handed out at fairs\./);
  assert.match(body, /https:\/\/www\.instagram\.com\/example\.brand\//);
  assert.match(body, /panel\.example\/api\/v2/);
  assert.match(body, /service=<[^>]*>(<[^>]*>)*\d+|service=\d+/);
  assert.match(body, /Not measured yet/);
  assert.doesNotMatch(body, /median of/);
  assert.match(body, /unchanged since/);
  assert.match(body, /Followers of another kind/);
  const [product, crumbs] = dataIn(body) as unknown as [
    { name: string; offers: { price: string; priceCurrency: string; availability: string } },
    { itemListElement: { item: string }[] },
  ];
  assert.equal(product.name, 'Followers </script>');
  assert.deepEqual(
    [product.offers.price, product.offers.priceCurrency, product.offers.availability],
    ['0.125', 'USD', 'https://schema.org/InStock'],
  );
  assert.deepEqual(
    crumbs.itemListElement.map(({ item }) => item),
    [
      'https://panel.example/services',
      'https://panel.example/services?platform=instagram',
      'https://panel.example/services?category=reach',
      `https://panel.example/services/${id}`,
    ],
  );
});

test('what was measured and how the price went is shown with its sample and its moments', async (t) => {
  await using app = await openTestApp();
  const [id = 0] = await sell(app, [{}]);
  await app.transact((tx) =>
    tx
      .insertInto('service_measures')
      .values({
        ...{ service_id: id, sample: 8, start_sample: 7, start_s: 240, finish_sample: 4 },
        ...{ finish_s: null, completed_bp: 5_000, partial_bp: 3_750, canceled_bp: 1_250 },
        measured_at: new Date('2026-11-22T10:00:00Z'),
      })
      .execute(),
  );
  const cause = { source: 'test' };
  await app.transact((tx) => updateServices(tx, [{ id, rate: parseRate('4') }], cause));
  const get = await serveWeb(t, app);
  const { body } = await get(`/services/${id}`);
  assert.match(body, /4 min.*median of 7 orders/s);
  assert.match(body, /fewer than five so far/);
  assert.match(body, /37\.5%.*of 8 ended orders/s);
  assert.match(body, /Nov 22, 2026/);
  assert.match(body, /<path d="M0 140H[\d.]+V0H640"/);
  assert.match(body, /\+100%/);
  const changes = await app.db.selectFrom('service_changes').select('at').execute();
  for (const { at } of changes) assert.ok(body.includes(at.toISOString()));
});

test('a service that is off says so with 410 and shows what is sold instead', async (t) => {
  await using app = await openTestApp();
  const [off = 0, on = 0] = await sell(app, [{ name: 'Likes' }, { name: 'Likes, other kind' }]);
  await app.transact((tx) => setServiceActive(tx, off, false));
  const get = await serveWeb(t, app);
  const { status, body } = await get(`/services/${off}`);
  assert.equal(status, 410);
  assert.match(body, /not sold at present/);
  assert.match(body, new RegExp(`On sale instead.*href="/services/${on}"`, 's'));
  assert.match(body, /name="robots" content="noindex"/);
  assert.doesNotMatch(body, /api\/v2/);
  for (const path of ['999999', '0', '01', 'abc', '99999999999', `${on}.5`]) {
    assert.equal((await get(`/services/${path}`)).status, 404, path);
  }
});

test('a customer sees prices of their own, and nobody else does', async (t) => {
  await using app = await openTestApp();
  const [serviceId = 0] = await sell(app, [{ name: 'Likes', rate: '10' }]);
  const accountId = await openAccount(app);
  const own = { rate: parseRate('7.5') };
  await app.transact((tx) => setOwnRate(tx, { accountId, serviceId, own }));
  const get = await serveWeb(t, app, {
    readVisitor: () =>
      Promise.resolve({
        ...{ userId: 'u', accountId, email: 'a@example.com', name: 'A', sessionId: 's' },
        ...{ role: 'customer' as const, verified: true, locale: 'en', timeZone: 'UTC' },
        ...{ signedInAt: new Date(), provedAt: new Date(), fresh: true },
      }),
  });
  const asCustomer = { headers: { cookie: 'session=x' } };
  for (const path of ['/services', `/services/${serviceId}`]) {
    const { headers, body } = await get(path, asCustomer);
    assert.match(body, /\$7\.50/);
    assert.match(headers.get('cache-control') ?? '', /no-store/);
    const guest = await get(path);
    assert.match(guest.body, /\$10\.00/);
    assert.doesNotMatch(guest.body, /\$7\.50/);
  }
  assert.match((await get('/services?to=8', asCustomer)).body, /1 service/);
  assert.match((await get('/services?to=8')).body, /No service fits/);
});

test('a guest’s copy follows the catalogue', async (t) => {
  await using app = await openTestApp();
  const [id = 0] = await sell(app, [{ name: 'Likes', rate: '10' }]);
  const get = await serveWeb(t, app);
  const paths = ['/services', '/services?q=likes', `/services/${id}`];
  for (const path of paths) assert.match((await get(path)).body, /\$10\.00/);
  await app.transact((tx) =>
    updateServices(tx, [{ id, rate: parseRate('11') }], { source: 'test' }),
  );
  for (const path of paths) {
    await eventually(async () => (await get(path)).body.includes('$11.00'), 5_000);
  }
});
