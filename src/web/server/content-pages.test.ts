import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  editPage,
  publishPage,
  publishPost,
  savePost,
  setFaqEntry,
  setIdentity,
} from '#content/index.ts';
import { LOCALES, withLocale } from '#lib/locales.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { eventually } from '#test/support/eventually.ts';
import { serveWeb } from '#test/support/web.ts';

const BY = 'operator:test';
const POLICIES = ['/terms', '/privacy', '/refunds', '/acceptable-use'];
const XSS = '<script>alert(1)</script><img src=x onerror=alert(1)> [a](javascript:alert(1))';

const now = (app: TestApp) => new Date(app.clock.now());
const publishTerms = (app: TestApp, body: string, language = 'en') =>
  app.transact(async (tx) => {
    const version = { page: 'terms', language, by: BY, now: now(app) } as const;
    await editPage(tx, { ...version, body });
    await publishPage(tx, version);
  });
const post = (app: TestApp, slug: string, body: string, at: Date | null = now(app)) =>
  app.transact(async (tx) => {
    await savePost(tx, { slug, language: 'en', body, by: BY, now: now(app) });
    await publishPost(tx, { slug, at, by: BY, now: now(app) });
  });

describe('pages of texts', () => {
  test('each is there in every language, with one title, and names nobody that is not named', async (t) => {
    await using app = await openTestApp();
    const get = await serveWeb(t, app);
    for (const path of [...POLICIES, '/about', '/faq', '/blog', '/contact']) {
      for (const locale of LOCALES) {
        const { status, body } = await get(withLocale(locale, path));
        assert.equal(status, 200, `${locale} ${path}`);
        assert.equal(body.match(/<h1/g)?.length, 1, path);
        assert.match(body, new RegExp(`<html lang="${locale}"`));
        assert.doesNotMatch(body, /\{\{|<script>|modulepreload/, path);
      }
    }
    const { body } = await get('/terms');
    assert.match(body, /has not named themselves in full yet/);
    assert.match(body, /<mark>not stated yet<\/mark>/);
    assert.match((await get('/tr/terms')).body, /href="\/tr\/contact">/);
  });

  test('a named operator is named, and nothing warns any more', async (t) => {
    await using app = await openTestApp();
    const get = await serveWeb(t, app, { name: 'Harbour' });
    const values = { name: 'Smith & Sons', address: '1 Quay', country: 'DE', email: 'a@b.example' };
    const rest = { responsible: 'Ada', descriptor: 'SMITH', law: 'DE', court: 'Kiel' };
    await app.transact((tx) =>
      setIdentity(tx, { values: { ...values, ...rest }, by: BY, now: now(app) }),
    );
    const { body } = await get('/terms');
    assert.match(body, /Smith &amp; Sons/);
    assert.match(body, /Germany/);
    assert.match(body, /operator of <bdi>Harbour<\/bdi>/);
    assert.doesNotMatch(body, /has not named/);
    assert.match((await get('/about')).body, /"legalName":"Smith & Sons"/);
    assert.match((await get('/contact')).body, /mailto:a@b\.example/);
  });

  test('a guest’s copy changes at once when a version is published', async (t) => {
    await using app = await openTestApp();
    const get = await serveWeb(t, app);
    await eventually(() => app.listener.connected, 5_000);
    assert.match((await get('/terms')).body, /Who you deal with/);
    await publishTerms(app, '# Our own terms\n\nShort.');
    await eventually(async () => (await get('/terms')).body.includes('Our own terms'), 2_000);
    const { body } = await get('/terms');
    assert.match(body, /version 1/);
    assert.doesNotMatch(body, /Who you deal with/);
    assert.match((await get('/tr/terms')).body, /Hizmet koşulları/);
  });

  test('what operators write in markup is text on every page', async (t) => {
    await using app = await openTestApp();
    const get = await serveWeb(t, app);
    await publishTerms(app, `# T ${XSS}\n\n${XSS}\n\n## ${XSS}\n\n## b\n\n## c`);
    await post(app, 'news', `# P ${XSS}\n\n${XSS}`);
    await app.transact((tx) =>
      setFaqEntry(tx, {
        key: 'x',
        language: 'en',
        question: XSS,
        answer: `${XSS}</script>`,
        by: BY,
        now: now(app),
      }),
    );
    await app.transact((tx) =>
      setIdentity(tx, { values: { name: XSS.slice(0, 60) }, by: BY, now: now(app) }),
    );
    for (const path of ['/terms', '/blog', '/blog/news', '/faq', '/about', '/contact']) {
      const { body } = await get(path);
      assert.doesNotMatch(body, /<script>alert|<img src=x|href="javascript/, path);
    }
    const { body: rss } = await get('/blog/rss.xml');
    assert.doesNotMatch(rss, /<script>alert(?!.*\]\]>)/);
  });
});

describe('the blog', () => {
  test('drafts and what waits for its hour are nowhere; the public is', async (t) => {
    await using app = await openTestApp();
    const get = await serveWeb(t, app);
    await post(app, 'draft', '# A secret draft', null);
    await post(app, 'later', '# A secret of tomorrow', new Date(app.clock.now() + 3_600_000));
    await post(app, 'news', '# News of today\n\n## One\n\n## Two\n\n## Three');
    for (const path of [
      '/blog',
      '/blog/rss.xml',
      '/blog/atom.xml',
      '/blog/feed.json',
      '/blog/news',
    ]) {
      const { status, body } = await get(path);
      assert.equal(status, 200, path);
      assert.doesNotMatch(body, /secret/, path);
      assert.match(body, /News of today/, path);
    }
    for (const slug of ['draft', 'later', 'nowhere', 'x'.repeat(200), '%00']) {
      assert.equal((await get(`/blog/${slug}`)).status, 404, slug);
    }
    assert.match((await get('/blog/news')).body, /href="#two"/);
  });

  test('an English post is marked as such in other languages, and says so', async (t) => {
    await using app = await openTestApp();
    const get = await serveWeb(t, app);
    for (const path of ['/ar/blog', '/ar/blog/a-retry-is-not-a-second-order']) {
      const { body } = await get(path);
      assert.match(body, /lang="en" dir="ltr"/, path);
      assert.match(body, /المقالات مكتوبة بالإنجليزية/, path);
    }
    assert.doesNotMatch((await get('/blog')).body, /Posts are written in English/);
  });

  test('the feeds are well formed and say when and where', async (t) => {
    await using app = await openTestApp();
    const get = await serveWeb(t, app, { url: 'https://panel.example' });
    await post(app, 'links', '# Links & <marks>\n\n[a](/terms)');
    const json = await get('/blog/feed.json');
    assert.match(String(json.headers.get('content-type')), /application\/feed\+json/);
    const feed = JSON.parse(json.body) as { version: string; items: Record<string, string>[] };
    assert.match(feed.version, /jsonfeed/);
    assert.equal(feed.items.length, 4);
    assert.equal(feed.items[0]?.['url'], 'https://panel.example/blog/links');
    assert.match(String(feed.items[0]?.['content_html']), /href="https:\/\/panel.example\/terms"/);
    for (const [file, root] of [
      ['rss.xml', 'rss'],
      ['atom.xml', 'feed'],
    ] as const) {
      const { headers, body } = await get(`/blog/${file}`);
      assert.match(String(headers.get('content-type')), /xml/);
      assert.equal(closes(body), root);
      assert.match(body, /Links &amp; &lt;marks&gt;|<!\[CDATA\[Links & <marks>\]\]>/);
    }
    const { body } = await get('/blog');
    for (const file of ['rss.xml', 'atom.xml', 'feed.json']) {
      assert.match(
        body,
        new RegExp(`<link rel="alternate" type="[^"]+" title="[^"]+" href="/blog/${file}"`),
      );
    }
  });
});

/** The root element of an XML document whose tags all close in order. */
function closes(xml: string): string | undefined {
  const plain = xml.replaceAll(/<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<!--.*?-->/gs, '');
  const open: string[] = [];
  let root: string | undefined;
  for (const [, slash, name = '', selfClosing] of plain.matchAll(/<(\/?)([\w:]+)[^>]*?(\/?)>/g)) {
    root ??= name;
    if (slash) assert.equal(open.pop(), name);
    else if (!selfClosing) open.push(name);
  }
  assert.deepEqual(open, []);
  return root;
}

describe('questions', () => {
  test('all are there for search engines, and a search shows what was sought', async (t) => {
    await using app = await openTestApp();
    const get = await serveWeb(t, app);
    const { body } = await get('/faq');
    const data = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(body)?.[1] ?? '';
    const faq = JSON.parse(data) as { '@type': string; mainEntity: unknown[] };
    assert.equal(faq['@type'], 'FAQPage');
    assert.ok(faq.mainEntity.length >= 14);
    const found = await get('/faq?q=refill');
    assert.match(found.body, /What is a refill/);
    assert.match(found.body, /name="robots" content="noindex"/);
    assert.doesNotMatch(found.body, /Who runs the shop|application\/ld\+json/);
    assert.match(found.body, /<details[^>]* open=""/);
    const none = await get(`/faq?q=${encodeURIComponent('"><script>zebra')}`);
    assert.match(none.body, /Nothing here mentions/);
    assert.doesNotMatch(none.body, /<script>zebra/);
  });
});
