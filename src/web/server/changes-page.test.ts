import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importServices, listServiceChanges, setServiceActive } from '#catalog/index.ts';
import type { App } from '#platform/app.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { serveWeb } from '#test/support/web.ts';

const CAUSE = { source: 'provider Megapanel', reason: 'Megapanel asks 3.00 now' };

async function change(app: App, rows: { id?: number; rate: string; max?: number }[]) {
  const full = rows.map(({ id, rate, max = 100 }, at) => ({
    ...(id !== undefined && { id }),
    ...{ name: `Reel <views> ${at}`, category: 'Reels', rate, min: 10, max },
    delivery: 'paid_ads' as const,
  }));
  return (await app.transact((tx) => importServices(tx, full, CAUSE))).ids;
}

/** A service that was made, became dearer, cheaper, larger, was paused and came back. */
async function openHistory(app: TestApp): Promise<number> {
  const [id = 0] = await change(app, [{ rate: '1' }, { rate: '7' }]);
  await change(app, [{ id, rate: '1.25' }]);
  await change(app, [{ id, rate: '1.2' }]);
  await change(app, [{ id, rate: '1.2', max: 500 }]);
  await app.transact((tx) => setServiceActive(tx, id, false));
  await app.transact((tx) => setServiceActive(tx, id, true));
  return id;
}

test('Every change is told in words and figures, and never why or by whom', async (t) => {
  await using app = await openTestApp();
  const id = await openHistory(app);
  const get = await serveWeb(t, app);
  const { status, body } = await get('/changes');
  assert.equal(status, 200);
  const text = body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  assert.match(text, /\$1\.00 → \$1\.25 \+25%/);
  assert.match(text, /\$1\.25 → \$1\.20 −4%/);
  assert.match(text, /Maximum 100 → 500/);
  assert.doesNotMatch(text, /Minimum/);
  assert.match(text, /Takes no orders for now/);
  assert.match(text, /Takes orders again/);
  assert.match(body, /Reel &lt;views&gt; 0/);
  assert.match(body, new RegExp(`href="/services/${id}"`));
  assert.equal((await listServiceChanges(app.db, { limit: 9 }))[0]?.reason !== undefined, true);
  for (const path of ['/changes', '/changes.rss', '/changes.json', '/tr/changes']) {
    assert.doesNotMatch((await get(path)).body, /Megapanel/, path);
  }
});

test('The filters leave what is asked for, on the page and in both feeds', async (t) => {
  await using app = await openTestApp();
  const id = await openHistory(app);
  const get = await serveWeb(t, app);
  const items = async (query: string) =>
    (JSON.parse((await get(`/changes.json${query}`)).body) as { items: { title: string }[] }).items;
  assert.equal((await items('')).length, 7);
  assert.equal((await items('?kind=new')).length, 2);
  assert.equal((await items(`?service=${id}`)).length, 6);
  assert.deepEqual(
    (await items('?kind=rate_up')).map(({ title }) => title),
    ['Price up: Reel <views> 0'],
  );
  const platforms = await app.db.selectFrom('categories').select('platform').execute();
  const platform = encodeURIComponent(platforms[0]?.platform ?? '');
  assert.equal((await items(`?platform=${platform}`)).length, 7);
  assert.equal((await items('?platform=Nowhere')).length, 0);
  // What makes no sense is as if it were not there.
  assert.equal((await items('?kind=held&service=-1&before=x')).length, 7);
  const rss = await get('/changes.rss?kind=paused');
  assert.match(rss.headers.get('content-type') ?? '', /^application\/rss\+xml/);
  assert.match(rss.body, /<language>en<\/language>/);
  assert.equal(rss.body.match(/<item>/g)?.length, 1);
  assert.match((await get('/changes?kind=paused')).body, /<option value="paused" selected=""/);
  assert.match((await get('/changes?platform=Nowhere')).body, /No changes like this/);
});

test('Older changes are a page further, and each change is on one page', async (t) => {
  await using app = await openTestApp();
  const ids = await change(
    app,
    Array.from({ length: 60 }, () => ({ rate: '1' })),
  );
  assert.equal(ids.length, 60);
  const get = await serveWeb(t, app);
  const first = (await get('/changes')).body;
  const [, next = ''] = /href="([^"]+)"[^>]*rel="next"/.exec(first) ?? [];
  const second = (await get(next.replaceAll('&amp;', '&'))).body;
  const shown = [first, second].map((body) => body.match(/id="change-\d+"/g) ?? []);
  assert.deepEqual(
    shown.map((all) => all.length),
    [50, 10],
  );
  assert.equal(new Set(shown.flat()).size, 60);
  assert.doesNotMatch(second, /rel="next"/);
  assert.match(first, /and 47 more/);
});
