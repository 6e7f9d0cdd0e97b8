import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { eventually } from '#test/support/eventually.ts';
import { addService } from '#test/support/shop.ts';
import { notify } from '#platform/db/notify.ts';
import { serveWeb } from '#test/support/web.ts';
import { ensureBuild } from './build.ts';

test('a page is whole HTML in the visitor’s language, without React', async (t) => {
  await using app = await openTestApp();
  const get = await serveWeb(t, app, { name: 'Harbour <Media>' });
  const { status, body } = await get('/');
  assert.equal(status, 200);
  assert.match(body, /^<!doctype html><html lang="en" dir="ltr">/);
  assert.match(body, /Harbour &lt;Media&gt;/);
  assert.doesNotMatch(body, /modulepreload|__reactRouter|type="module"/);
  assert.match((await get('/tr')).body, /<html lang="tr" dir="ltr">.*Hizmetler/s);
  assert.match((await get('/ar')).body, /<html lang="ar" dir="rtl">.*href="\/ar\/services"/s);
});

test('each page has one address', async (t) => {
  await using app = await openTestApp();
  const get = await serveWeb(t, app);
  const moves = { '/en': '/', '/en/faq': '/faq', '/faq/': '/faq', '/tr/faq/?q=1': '/tr/faq?q=1' };
  for (const [from, to] of Object.entries(moves)) {
    const { status, headers } = await get(from);
    assert.equal(status, 308, from);
    assert.equal(headers.get('location'), to);
  }
  assert.equal((await get('//evil.example/')).headers.get('location'), '/evil.example');
});

test('every page of a demo says so, also one that is not there', async (t) => {
  await using app = await openTestApp();
  const get = await serveWeb(t, app, { demo: true });
  assert.match((await get('/')).body, /Demo shop/);
  const missing = await get('/nowhere');
  assert.equal(missing.status, 404);
  assert.match(missing.body, /There is no such page/);
  assert.match((await get('/ar/nowhere')).body, /لا توجد صفحة/);
});

test('pages allow no script but our own, no frame, and files are cached by their content', async (t) => {
  await using app = await openTestApp();
  const get = await serveWeb(t, app, { url: 'https://panel.example' });
  const { headers, body } = await get('/');
  const policy = headers.get('content-security-policy') ?? '';
  assert.match(policy, /default-src 'none'; script-src 'self'; style-src 'self';.*frame-ancestors/);
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
  assert.match(headers.get('strict-transport-security') ?? '', /max-age/);
  const [, stylesheet = ''] = /rel="stylesheet" href="([^"]+)"/.exec(body) ?? [];
  const styles = await get(stylesheet);
  assert.equal(styles.status, 200);
  assert.match(styles.headers.get('cache-control') ?? '', /immutable/);
  assert.equal((await get('/favicon.svg')).headers.get('content-type'), 'image/svg+xml');
  assert.doesNotMatch(body, / style="/);
});

test('a guest’s copy is answered again until something changes, and by its tag', async (t) => {
  await using app = await openTestApp();
  const get = await serveWeb(t, app);
  const first = await get('/');
  const tag = first.headers.get('etag') ?? '';
  const second = await get('/?utm_source=anything', { headers: { 'if-none-match': tag } });
  assert.equal(second.status, 304);
  await addService(app, { name: 'Banner views' });
  await app.transact((tx) => notify(tx, 'catalog', ''));
  await eventually(async () => (await get('/')).headers.get('etag') !== tag, 5_000);
});

test('theme and currency are kept by a plain form that leads back to the page', async (t) => {
  await using app = await openTestApp();
  const get = await serveWeb(t, app);
  const choose = (fields: Record<string, string>) =>
    get('/preferences', { method: 'POST', body: new URLSearchParams(fields) });
  const { status, headers } = await choose({ theme: 'dark', back: '/tr' });
  assert.equal(status, 303);
  assert.equal(headers.get('location'), '/tr');
  assert.match(
    headers.get('set-cookie') ?? '',
    /theme=dark; Max-Age=31536000; Path=\/; SameSite=Lax/,
  );
  const abroad = await choose({ theme: 'x" onload', back: '//evil.example/' });
  assert.equal(abroad.headers.get('location'), '/');
  assert.equal(abroad.headers.get('set-cookie'), null);
  const dark = await get('/', { headers: { cookie: 'theme=dark' } });
  assert.match(dark.body, /data-theme="dark"/);
});

test('a form of another site is refused', async (t) => {
  await using app = await openTestApp();
  const get = await serveWeb(t, app);
  const { status } = await get('/preferences', {
    method: 'POST',
    headers: { origin: 'https://evil.example' },
    body: new URLSearchParams({ theme: 'dark' }),
  });
  assert.equal(status, 400);
});

test('a page waits with 503 while the database is away', async (t) => {
  await using app = await openTestApp();
  const gone = { ...app, db: { ...app.db, rows: () => Promise.reject(lost()) } } as TestApp;
  const { status, headers, body } = await (await serveWeb(t, gone))('/');
  assert.equal(status, 503);
  assert.equal(headers.get('retry-after'), '5');
  assert.match(body, /Back in a moment/);
});

const lost = () => Object.assign(new Error('Connection terminated'), { code: '57P01' });

test('a page that hydrates has its scripts allowed by a nonce and its texts, and no other', async (t) => {
  await using app = await openTestApp();
  const get = await serveWeb(t, app, { dev: true });
  const { headers, body } = await get('/tr/dev/live');
  const policy = headers.get('content-security-policy') ?? '';
  const [, nonce = ''] = /script-src 'self' 'nonce-([\w-]{22})'/.exec(policy) ?? [];
  const scripts = [...body.matchAll(/<script(?![^>]*application\/json)([^>]*)>/g)];
  const inline = scripts.filter(([, attributes = '']) => !attributes.includes('src='));
  assert.ok(inline.length > 0);
  for (const [, attributes = ''] of inline) assert.ok(attributes.includes(`nonce="${nonce}"`));
  const [, texts = ''] = /id="messages">(.*?)<\/script>/s.exec(body) ?? [];
  assert.deepEqual(Object.keys(JSON.parse(texts)), ['common', 'errors', 'nav', 'currency']);
  assert.notEqual((await get('/tr/dev/live')).headers.get('content-security-policy'), policy);
});

test('what is for developers only is not there in a shop', async (t) => {
  await using app = await openTestApp();
  const get = await serveWeb(t, app);
  assert.equal((await get('/dev/live')).status, 404);
  assert.equal((await get('/dev/components')).status, 404);
});

test('pages and API share one instance of every domain', async () => {
  const { server } = await ensureBuild();
  const bundle = readFileSync(new URL(server), 'utf8');
  assert.match(bundle, /from "notpanel\/web\/server\/context\.ts"/);
  // A word of each: what is bundled has its own text.
  assert.doesNotMatch(bundle, /pg_notify|openListener|perApp/);
});

test('pages are rendered by React as it is for production, whatever the environment', async () => {
  const { server } = await ensureBuild();
  const bundle = readFileSync(new URL(server), 'utf8');
  assert.doesNotMatch(bundle, /process\.env\.NODE_ENV|jsxDEV/);
});
