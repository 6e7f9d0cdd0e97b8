import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { readContent } from './read-content.ts';
import { removeFaqEntry } from './remove-faq-entry.ts';
import { setFaqEntry, type FaqChange } from './set-faq-entry.ts';
import { showFaq } from './show-faq.ts';

const set = (app: TestApp, change: Partial<FaqChange>) =>
  app.transact((tx) =>
    setFaqEntry(tx, {
      key: 'ours',
      language: 'en',
      by: 'operator:test',
      now: new Date(app.clock.now()),
      ...change,
    }),
  );
const shown = async (app: TestApp, options: { language?: string; search?: string } = {}) =>
  showFaq(await readContent(app.db), { language: 'en', ...options }).flatMap(
    ({ entries }) => entries,
  );

describe('questions', () => {
  test('An entry of the operator joins ours, at its place', async () => {
    await using app = await openTestApp();
    await set(app, { question: 'Why?', answer: 'So.', topic: 'orders', position: 1 });
    const [first] = await shown(app);
    assert.deepEqual([first?.key, first?.question], ['ours', 'Why?']);
    assert.match(String(first?.html), /<p>So\.<\/p>/);
  });

  test('One of ours is changed in part, hidden, and had again', async () => {
    await using app = await openTestApp();
    const find = async () => (await shown(app)).find(({ key }) => key === 'cancel');
    await set(app, { key: 'cancel', answer: 'Never.' });
    const changed = await find();
    assert.match(String(changed?.question), /cancel an order/);
    assert.match(String(changed?.html), /Never/);
    await set(app, { key: 'cancel', hidden: true });
    assert.equal(await find(), undefined);
    await app.transact((tx) => removeFaqEntry(tx, 'cancel', 'en'));
    assert.doesNotMatch(String((await find())?.html), /Never/);
  });

  test('A search finds all its words in question and answer, whatever their case', async () => {
    await using app = await openTestApp();
    await set(app, { question: 'A Zebra?', answer: 'With **stripes**.' });
    const keys = async (search: string) => (await shown(app, { search })).map(({ key }) => key);
    assert.deepEqual(await keys(' zebra  STRIPES '), ['ours']);
    assert.deepEqual(await keys('zebra feathers'), []);
    await set(app, { language: 'tr', question: 'ISITMA var mı?', answer: 'Yok.' });
    const found = await shown(app, { language: 'tr', search: 'ısıtma' });
    assert.deepEqual(
      found.map(({ key }) => key),
      ['ours'],
    );
  });

  test('A language without entries shows the English ones', async () => {
    await using app = await openTestApp();
    assert.ok((await shown(app, { language: 'de' })).every(({ language }) => language === 'en'));
  });

  test('An entry without question or answer, or under no name, is refused', async () => {
    await using app = await openTestApp();
    await assert.rejects(set(app, { question: 'Why?' }), {
      code: 'missing_parameter',
      parameter: 'answer',
    });
    await assert.rejects(set(app, { key: 'A b', question: 'a', answer: 'b' }), {
      code: 'invalid_parameter',
      parameter: 'key',
    });
    const long = { question: 'x'.repeat(301), answer: 'b' };
    await assert.rejects(set(app, long), { code: 'invalid_parameter', parameter: 'question' });
  });
});
