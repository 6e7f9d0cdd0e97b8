import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ANSWERED_CODES, classic, ERROR_TEXTS, errorOf, notpanel } from '#api/index.ts';
import { openDocs, PAGE_NAMES, pathOf, searchDocs, type Docs } from '#developers/index.ts';
import { LOCALES, withLocale } from '#lib/locales.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { serveWeb, type WebGet } from '#test/support/web.ts';

let app: TestApp;
let docs: Docs;

before(async () => {
  app = await openTestApp();
  docs = await openDocs(app, { panelUrl: 'https://panel.example', release: '1.2.3' });
});
after(() => app[Symbol.asyncDispose]());

test('every page is there in every language, in English prose that says so', async (t) => {
  const get = await serveWeb(t, app);
  for (const locale of LOCALES) {
    for (const name of PAGE_NAMES) {
      const path = withLocale(locale, pathOf(name));
      const { status, body } = await get(path);
      assert.equal(status, 200, path);
      assert.match(body, /<article lang="en" dir="ltr"/, path);
      assert.equal(body.match(/<h1/g)?.length, 1, path);
      assert.doesNotMatch(body, / style="/, path);
    }
  }
  for (const path of ['/developers/overview', '/developers/nothing', '/developers/nothing.md']) {
    assert.equal((await get(path)).status, 404, path);
  }
});

test('every link of the documentation to itself leads to a page and a heading that are there', async (t) => {
  const get = await serveWeb(t, app);
  const pages = await crawl(get, '/tr/developers');
  assert.equal([...pages.keys()].length, PAGE_NAMES.length + 1, 'with the page of the search');
  let anchors = 0;
  for (const [path, { body, links }] of pages) {
    for (const link of links) {
      const [to = '', anchor] = link.split('#');
      const target = to === '' ? body : pages.get(to)?.body;
      assert.ok(target, `${path}: ${link}`);
      if (anchor === undefined) continue;
      assert.match(target, new RegExp(` id="${anchor}"`), `${path}: ${link}`);
      anchors += 1;
    }
    for (const [, id = ''] of body.matchAll(/ id="([^"]+)"/g)) {
      assert.equal(body.split(` id="${id}"`).length, 2, `${path} has two of ${id}`);
    }
  }
  assert.ok(anchors > 200, `${anchors}`);
});

type Crawled = Map<string, { body: string; links: string[] }>;

async function crawl(get: WebGet, start: string): Promise<Crawled> {
  const found: Crawled = new Map();
  const queue = [start];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (found.has(path)) continue;
    const { status, body } = await get(path);
    assert.equal(status, 200, path);
    const hrefs = Array.from(body.matchAll(/<a [^>]*?href="([^"]+)"/g), ([, href = '']) => href);
    const links = hrefs.filter(
      (href) => /^(#|\/tr\/developers)/.test(href) && href !== '#main' && !href.endsWith('.md'),
    );
    found.set(path, { body, links });
    queue.push(...links.map((link) => link.split('#')[0] ?? '').filter((to) => to !== ''));
  }
  return found;
}

test('every page is there as Markdown, with whole addresses and nothing left to carry out', async (t) => {
  const get = await serveWeb(t, app, { url: 'https://panel.example' });
  for (const page of docs.pages()) {
    const { status, headers, body } = await get(`${pathOf(page.name)}.md`);
    assert.equal(status, 200);
    assert.equal(headers.get('content-type'), 'text/markdown; charset=utf-8');
    assert.match(body, new RegExp(`^# ${page.title}\n`));
    assert.doesNotMatch(body, /^::|\{#|\]\((?!https?:|#)/m, page.name);
    assert.ok(page.description.length > 40, `${page.name} begins with a paragraph`);
  }
});

test('llms.txt names every page, and llms-full.txt has them all', async (t) => {
  const get = await serveWeb(t, app, { url: 'https://panel.example' });
  const short = await get('/llms.txt');
  const full = await get('/llms-full.txt');
  assert.match(short.headers.get('content-type') ?? '', /^text\/plain/);
  for (const page of docs.pages()) {
    assert.ok(short.body.includes(`https://panel.example${pathOf(page.name)}.md`), page.name);
    assert.ok(full.body.includes(page.markdown), page.name);
  }
});

test('the search finds every text that a caller may be answered, with its own figures as well', () => {
  for (const code of ANSWERED_CODES) {
    for (const text of ERROR_TEXTS[code]) {
      const refusal = errorOf(code, text);
      for (const dialect of [notpanel, classic]) {
        const says = dialect.errors[code].text(refusal);
        const hits = searchDocs(docs, says);
        assert.ok(
          hits.some(({ page, path }) => page === 'errors' && path.includes('#')),
          `${says}: ${hits.map(({ path }) => path).join(' ')}`,
        );
      }
    }
  }
  const [own] = searchDocs(docs, 'Invalid parameter: quantity (at least 250)');
  assert.equal(own?.path, '/developers/errors#quantity_too_small');
  const [first] = searchDocs(docs, 'neworder.error.not_enough_funds');
  assert.equal(first?.path, '/developers/errors#insufficient_balance');
});

test('the search finds headings, beginnings of words and nothing where there is nothing', () => {
  assert.equal(searchDocs(docs, 'drip-feed')[0]?.path, '/developers/add-order#drip-feed');
  assert.ok(searchDocs(docs, 'idempot').length > 0);
  assert.deepEqual(searchDocs(docs, 'xylophone'), []);
  assert.deepEqual(searchDocs(docs, '  '), []);
  assert.ok(searchDocs(docs, '(a|b)*.\\[').length >= 0);
});

test('the search works without a script, and what was asked is only text', async (t) => {
  const get = await serveWeb(t, app);
  const { body } = await get('/developers/search?q=Insufficient+balance');
  assert.match(body, /href="\/developers\/errors#insufficient_balance"/);
  const nothing = await get('/ar/developers/search?q=%3Cb%3Exyloph');
  assert.match(nothing.body, /value="&lt;b&gt;xyloph"/);
  assert.match(nothing.body, /لا نتائج/);
});

test('a language of samples is chosen by a form and kept, or by the address', async (t) => {
  const get = await serveWeb(t, app);
  const visible = (body: string) =>
    new Set(Array.from(body.matchAll(/<div data-tab="(\w+)" dir="ltr" class/g), ([, tab]) => tab));
  assert.deepEqual(visible((await get('/developers/balance')).body), new Set(['curl']));
  const chosen = await get('/preferences', {
    method: 'POST',
    body: new URLSearchParams({ code: 'python', back: '/developers/balance#sample-balance' }),
  });
  assert.equal(chosen.headers.get('location'), '/developers/balance#sample-balance');
  const cookie = chosen.headers.get('set-cookie')?.split(';')[0] ?? '';
  const kept = await get('/developers/refill', { headers: { cookie } });
  assert.deepEqual(visible(kept.body), new Set(['python']));
  const linked = await get('/developers/balance?lang=php', { headers: { cookie } });
  assert.deepEqual(visible(linked.body), new Set(['php']));
});
