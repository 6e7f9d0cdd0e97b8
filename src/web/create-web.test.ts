import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { addService, openAccount, orderOf } from '#test/support/shop.ts';
import { placeOrder } from '#orders/index.ts';
import { createWeb, type WebOptions } from './create-web.ts';

async function serve(t: TestContext, app: TestApp, options: Partial<WebOptions> = {}) {
  const web = createWeb(app, {
    name: 'Harbour <Media>',
    url: 'http://panel.example',
    demo: false,
    release: '1.2.3',
    ...options,
  });
  const server = createServer(web).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  return async (path: string, init?: RequestInit) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, init);
    return { status: answer.status, headers: answer.headers, body: await answer.text() };
  };
}

test('an empty shop says that nothing is sold and makes up no figures', async (t) => {
  await using app = await openTestApp();
  const get = await serve(t, app);
  const { status, body } = await get('/');
  assert.equal(status, 200);
  assert.match(body, /the operator has not added services/);
  assert.match(body, /none yet/);
  assert.doesNotMatch(body, /least per 1,000|from order to done/);
  assert.match(body, /Harbour &lt;Media&gt;/);
  assert.doesNotMatch(body, /<script|Demo shop/);
});

test('the front page counts what is there and shows the last delivery as nobody’s', async (t) => {
  await using app = await openTestApp();
  const service = await addService(app, { name: 'Banner views', rate: '1234.5' });
  const accountId = await openAccount(app, { balance: '5000' });
  const link = 'https://example.com/secret-campaign';
  const { orderId } = await placeOrder(app, orderOf(accountId, service, { link, quantity: 1_500 }));
  await app.transact((tx) =>
    tx
      .updateTable('orders')
      .set({ status: 'completed', remains: 0, finished_at: new Date(), started_at: new Date() })
      .where('id', '=', orderId)
      .execute(),
  );
  const { body } = await (await serve(t, app))('/');
  assert.match(body, /Banner views/);
  assert.match(body, /1,234\.50/);
  assert.match(body, /1,500 <small>of 1,500 delivered/);
  assert.match(body, /from order to done/);
  assert.doesNotMatch(body, /secret-campaign/);
});

test('every page of a demo says so, also one that is not there', async (t) => {
  await using app = await openTestApp();
  const get = await serve(t, app, { demo: true });
  for (const path of ['/', '/nowhere']) assert.match((await get(path)).body, /Demo shop/);
  assert.equal((await get('/nowhere')).status, 404);
  assert.match((await get('/robots.txt')).body, /Disallow: \//);
});

test('pages allow no script and no frame, and styles are cached by their content', async (t) => {
  await using app = await openTestApp();
  const get = await serve(t, app, { url: 'https://panel.example' });
  const { headers, body } = await get('/');
  assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'.*frame-ancestors/);
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
  assert.match(headers.get('strict-transport-security') ?? '', /max-age/);
  const [, stylesheet = ''] = /rel="stylesheet" href="([^"]+)"/.exec(body) ?? [];
  const styles = await get(stylesheet);
  assert.equal(styles.status, 200);
  assert.match(styles.headers.get('cache-control') ?? '', /immutable/);
  assert.equal((await get('/favicon.svg')).headers.get('content-type'), 'image/svg+xml');
  assert.equal((await get('/', { method: 'POST' })).status, 404);
});

test('a page waits with 503 while the database is away', async (t) => {
  await using app = await openTestApp();
  const gone = { ...app, db: { ...app.db, rows: () => Promise.reject(lost()) } } as TestApp;
  const { status, headers } = await (await serve(t, gone))('/');
  assert.equal(status, 503);
  assert.equal(headers.get('retry-after'), '5');
});

const lost = () => Object.assign(new Error('Connection terminated'), { code: '57P01' });
