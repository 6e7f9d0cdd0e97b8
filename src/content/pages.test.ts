import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openSecondApp, openTestApp, type TestApp } from '#test/support/database.ts';
import { eventually } from '#test/support/eventually.ts';
import { checkContent } from './check-content.ts';
import { content } from './content.ts';
import { editPage } from './edit-page.ts';
import { IDENTITY, IDENTITY_NAMES, type Identity } from './identity.ts';
import { pageHistory } from './page-history.ts';
import { publishPage } from './publish-page.ts';
import { readContent } from './read-content.ts';
import { revertPage } from './revert-page.ts';
import { setIdentity } from './set-identity.ts';
import { showPage, type ShowOptions } from './show-page.ts';

const BY = 'operator:test';
const OPTIONS: ShowOptions = {
  language: 'en',
  unfilledText: 'not said',
  values: { shop: 'Harbour', currency: 'EUR' },
};
const TERMS = { page: 'terms', language: 'tr', by: BY } as const;

const now = (app: TestApp) => new Date(app.clock.now());
const show = async (app: TestApp, language = 'tr') =>
  showPage(await readContent(app.db), 'terms', { ...OPTIONS, language });
const edit = (app: TestApp, body: string | null) =>
  app.transact((tx) => editPage(tx, { ...TERMS, body, now: now(app) }));
const publish = (app: TestApp, number?: number) =>
  app.transact((tx) => publishPage(tx, { ...TERMS, number, now: now(app) }));

describe('pages', () => {
  test('A draft is seen by nobody until it is published, and then in its language only', async () => {
    await using app = await openTestApp();
    assert.equal((await show(app)).version, null);
    assert.equal(await edit(app, '# Bizim koşullar\n\nBir.'), 1);
    assert.equal(await edit(app, '# Bizim koşullar\n\nİki.'), 2);
    assert.equal((await show(app)).title, 'Hizmet koşulları');
    assert.equal(await publish(app), 2);
    const shown = await show(app);
    assert.deepEqual([shown.title, shown.version], ['Bizim koşullar', 2]);
    assert.match(shown.html, /İki/);
    assert.equal((await show(app, 'en')).title, 'Terms of service');
  });

  test('A version is published once, and what is not there is not', async () => {
    await using app = await openTestApp();
    await assert.rejects(publish(app), { code: 'not_found' });
    await edit(app, '# Eins');
    await assert.rejects(publish(app, 7), { code: 'not_found' });
    await publish(app, 1);
    await assert.rejects(publish(app, 1), { code: 'conflict' });
  });

  test('Going back publishes the earlier text as a new version; history only grows', async () => {
    await using app = await openTestApp();
    for (const body of ['# Bir', '# İki']) {
      await edit(app, body);
      await publish(app);
    }
    const revert = (to: number | null) =>
      app.transact((tx) => revertPage(tx, { ...TERMS, to, now: now(app) }));
    assert.equal(await revert(1), 3);
    assert.equal((await show(app)).title, 'Bir');
    assert.equal(await revert(null), 4);
    assert.equal((await show(app)).title, 'Hizmet koşulları');
    await assert.rejects(revert(9), { code: 'not_found' });
    const history = await pageHistory(app.db, 'terms', 'tr');
    assert.deepEqual(
      history.map(({ number, body, writtenBy }) => [number, body, writtenBy]),
      [
        [4, null, BY],
        [3, '# Bir', BY],
        [2, '# İki', BY],
        [1, '# Bir', BY],
      ],
    );
  });

  test('Two editors at once write two versions', async () => {
    await using app = await openTestApp();
    const numbers = await Promise.all(['# A', '# B', '# C'].map((body) => edit(app, body)));
    assert.deepEqual(
      numbers.toSorted((a, b) => a - b),
      [1, 2, 3],
    );
  });

  test('A text without a title, without end, or of no language is refused', async () => {
    await using app = await openTestApp();
    for (const body of [
      '',
      'No title',
      '## Second level',
      `# T\n${'x'.repeat(200_000)}`,
      '# T\0',
    ]) {
      await assert.rejects(edit(app, body), { code: 'invalid_parameter', parameter: 'body' });
    }
    const odd = { ...TERMS, language: 'türkçe', body: '# T', now: now(app) };
    await assert.rejects(
      app.transact((tx) => editPage(tx, odd)),
      { code: 'invalid_parameter', parameter: 'language' },
    );
  });

  test('A language without a translation shows the English text and says so', async () => {
    await using app = await openTestApp();
    assert.equal((await show(app, 'de')).language, 'en');
  });

  test('What one process publishes every process shows at once', async () => {
    await using app = await openTestApp();
    await using other = openSecondApp(app);
    const title = async (one: TestApp) =>
      showPage(await content(one), 'terms', { ...OPTIONS, language: 'tr' }).title;
    await eventually(() => app.listener.connected && other.listener.connected, 5_000);
    assert.equal(await title(other), 'Hizmet koşulları');
    assert.equal(await title(app), 'Hizmet koşulları');
    await edit(app, '# Yeni');
    await publish(app);
    await eventually(async () => (await title(other)) === 'Yeni', 1_000);
    await eventually(async () => (await title(app)) === 'Yeni', 1_000);
  });

  test('What was read is not read again until something changes', async () => {
    await using app = await openTestApp();
    await eventually(() => app.listener.connected, 5_000);
    const first = await content(app);
    assert.equal(await content(app), first);
    assert.equal(showPage(first, 'terms', OPTIONS).html, showPage(first, 'terms', OPTIONS).html);
  });
});

describe('the operator', () => {
  const set = (app: TestApp, values: Identity) =>
    app.transact((tx) => setIdentity(tx, { values, by: BY, now: now(app) }));
  const everything = Object.fromEntries(
    IDENTITY_NAMES.map((name) => [name, IDENTITY[name].example]),
  ) as Identity;

  test('Who has not named themselves is missed, and every page says where', async () => {
    await using app = await openTestApp();
    const { missing, gaps, questions } = await checkContent(app.db);
    assert.ok(missing.includes('name') && !missing.includes('phone'));
    assert.equal(gaps.filter(({ page }) => page === 'terms').length, 3);
    assert.ok(gaps.every(({ unfilled }) => !unfilled.includes('shop')));
    assert.ok(questions >= 14);
    const shown = await show(app, 'en');
    assert.match(shown.html, /<mark>not said<\/mark>/);
    assert.doesNotMatch(shown.html, /\{\{/);
  });

  test('Named in full, no page has a gap', async () => {
    await using app = await openTestApp();
    await set(app, everything);
    const { missing, gaps } = await checkContent(app.db);
    assert.deepEqual([missing, gaps], [[], []]);
  });

  test('What is optional is left out with its line, and countries are named in the language', async () => {
    await using app = await openTestApp();
    await set(app, { name: 'Harbour <Media>', country: 'DE' });
    const { html } = await show(app, 'tr');
    assert.match(html, /Harbour &lt;Media&gt;/);
    assert.match(html, /Almanya/);
    assert.doesNotMatch(html, /Telefon/);
    await set(app, { phone: '+49 40 555' });
    assert.match((await show(app, 'tr')).html, /Telefon: <bdi>\+49 40 555/);
    await set(app, { phone: ' ' });
    assert.doesNotMatch((await show(app, 'tr')).html, /Telefon/);
  });

  test('A value of another shape is refused and named', async () => {
    await using app = await openTestApp();
    for (const [parameter, value] of [
      ['country', 'Germany'],
      ['email', 'nobody'],
      ['records_years', 'ten'],
      ['name', 'x'.repeat(501)],
      ['name', 'a\u0007b'],
    ] as const) {
      await assert.rejects(set(app, { [parameter]: value }), {
        code: 'invalid_parameter',
        parameter,
      });
    }
  });

  test('A placeholder that means nothing is a gap of that page', async () => {
    await using app = await openTestApp();
    await set(app, everything);
    await edit(app, '# T\n\n{{nmae}}');
    await publish(app);
    const { gaps } = await checkContent(app.db);
    assert.deepEqual(gaps, [{ page: 'terms', language: 'tr', unfilled: ['nmae'] }]);
  });
});
