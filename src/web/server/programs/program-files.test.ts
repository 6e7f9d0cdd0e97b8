import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { reloadCatalog } from '#catalog/index.ts';
import { PAGES } from '#test/browser/support/pages.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { addService } from '#test/support/shop.ts';
import { serveWeb } from '#test/support/web.ts';

const SHOP = 'https://panel.example';

async function get(t: TestContext, app: TestApp, options = {}) {
  const ask = await serveWeb(t, app, { url: SHOP, ...options });
  const bytes = async (path: string) => {
    const answer = await fetch(ask.url + path);
    return {
      status: answer.status,
      headers: answer.headers,
      body: Buffer.from(await answer.arrayBuffer()),
    };
  };
  return { ask, bytes };
}

const addressesIn = (xml: string): string[] =>
  [...xml.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address = '']) => address.slice(SHOP.length));

test('every address of the sitemap is there, and every page without parameters is on it', async (t) => {
  await using app = await openTestApp();
  const service = await addService(app, { name: 'A & B' });
  await reloadCatalog(app);
  const { ask } = await get(t, app);
  const index = await ask('/sitemap.xml');
  assert.equal(index.headers.get('content-type'), 'application/xml; charset=utf-8');
  const parts = addressesIn(index.body);
  assert.deepEqual(parts, ['/sitemaps/pages.xml', '/sitemaps/services-1.xml']);
  const listed: string[] = [];
  for (const part of parts) {
    const { body } = await ask(part);
    assert.match(body, /^<\?xml version="1.0" encoding="UTF-8"\?>\n<urlset .*<\/urlset>\n$/s);
    listed.push(...addressesIn(body));
  }
  const plain = PAGES.filter(({ at, hidden, by }) => !at && !hidden && !by);
  assert.ok(plain.length > 1);
  for (const { route } of plain) assert.ok(listed.includes(route), route);
  for (const path of ['/tr', '/ar/pricing', '/developers/errors', `/services/${service.id}`]) {
    assert.ok(listed.includes(path), path);
  }
  assert.equal(new Set(listed).size, listed.length);
  assert.ok(!listed.some((path) => /dev\/|preferences|\?/.test(path)), 'nothing hidden');
  for (const path of listed) {
    const { status, body } = await ask(path);
    assert.equal(status, 200, path);
    assert.ok(body.includes(`<link rel="canonical" href="${SHOP}${path}"/>`), path);
    assert.doesNotMatch(body, /noindex/, path);
  }
  assert.equal((await ask('/sitemaps/services-2.xml')).status, 404);
});

test('services are listed in parts, in every language, with the day of their last change', async (t) => {
  await using app = await openTestApp();
  await app.transact(async (tx) => {
    const { id } = await tx
      .insertInto('categories')
      .values({ name: 'Many', platform: 'Test' })
      .returning('id')
      .executeTakeFirstOrThrow();
    const row = { category_id: id, name: 'One of many', rate: 1n, min: 1, max: 2 };
    await tx
      .insertInto('services')
      .values(Array.from({ length: 501 }, () => ({ ...row, delivery: 'paid_ads' as const })))
      .execute();
  });
  await reloadCatalog(app);
  const { ask } = await get(t, app);
  const [first, second] = [
    await ask('/sitemaps/services-1.xml'),
    await ask('/sitemaps/services-2.xml'),
  ];
  assert.equal(addressesIn(first.body).length, 1_500);
  assert.equal(addressesIn(second.body).length, 3);
  assert.match(second.body, /<lastmod>\d{4}-\d\d-\d\d<\/lastmod>/);
  assert.equal(second.body.match(/hreflang="(en|tr|ar|x-default)"/g)?.length, 12);
});

test('crawlers are shown the sitemap and kept out of what is private; from a demo altogether', async (t) => {
  await using app = await openTestApp();
  const { body } = await (await get(t, app)).ask('/robots.txt');
  assert.match(body, /^User-agent: \*\nDisallow: \/api\/\n/);
  assert.match(body, /Disallow: \/tr\/dashboard\n/);
  assert.match(body, /\nSitemap: https:\/\/panel\.example\/sitemap\.xml\n$/);
  const demo = await (await get(t, app, { demo: true })).ask('/robots.txt');
  assert.equal(demo.body, 'User-agent: *\nDisallow: /\n');
});

const sizeOf = (png: Buffer): [number, number] => {
  assert.equal(png.toString('latin1', 1, 4), 'PNG');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
};

test('pages have pictures of their own, in their language, and nothing else has', async (t) => {
  await using app = await openTestApp();
  const service = await addService(app, { name: 'Banner <views> & more' });
  await reloadCatalog(app);
  const { ask, bytes } = await get(t, app);
  const pictures = new Set<string>();
  for (const path of ['/', '/ar', '/tr/pricing', `/services/${service.id}`]) {
    const page = await ask(path);
    const [, address = ''] =
      /property="og:image" content="https:\/\/panel\.example([^"]+)"/.exec(page.body) ?? [];
    const { status, headers, body } = await bytes(address);
    assert.equal(status, 200, address);
    assert.equal(headers.get('content-type'), 'image/png');
    assert.deepEqual(sizeOf(body), [1_200, 630]);
    pictures.add(body.toString('base64'));
    const etag = headers.get('etag') ?? '';
    const again = await ask(address, { headers: { 'if-none-match': etag } });
    assert.equal(again.status, 304);
  }
  assert.equal(pictures.size, 4);
  for (const path of [
    '/og/nowhere.png',
    '/og/services/999999.png',
    '/og/og/index.png',
    '/og/../x.png',
  ]) {
    assert.equal((await bytes(path)).status, 404, path);
  }
  assert.equal(
    (await bytes('/og/pricing.png?title=anything')).body.length,
    (await bytes('/og/pricing.png')).body.length,
  );
});

test('the mark is there in every form that systems ask for', async (t) => {
  await using app = await openTestApp();
  const { ask, bytes } = await get(t, app, { name: 'Harbour' });
  for (const [path, size] of [
    ['/apple-touch-icon.png', 180],
    ['/icon-192.png', 192],
    ['/icon-512.png', 512],
  ] as const) {
    assert.deepEqual(sizeOf((await bytes(path)).body), [size, size]);
  }
  const ico = await bytes('/favicon.ico');
  assert.equal(ico.headers.get('content-type'), 'image/x-icon');
  assert.deepEqual(sizeOf(ico.body.subarray(22)), [32, 32]);
  assert.equal(ico.body.readUInt32LE(14), ico.body.length - 22);
  const manifest = JSON.parse((await ask('/site.webmanifest')).body) as {
    name: string;
    icons: { src: string }[];
  };
  assert.equal(manifest.name, 'Harbour');
  for (const { src } of manifest.icons) assert.equal((await bytes(src)).status, 200, src);
});
