import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FAQ_TOPICS } from './faq-entry.ts';
import { IDENTITY_NAMES } from './identity.ts';
import { renderMarkdown } from './markdown.ts';
import { LANGUAGES, PAGES } from './page.ts';
import { shipped } from './shipped.ts';

const SITE = ['shop', 'currency'];

test('Every page is there in every language, with a title, a date and the same parts', () => {
  for (const page of PAGES) {
    const parts = LANGUAGES.map((language) => {
      const text = shipped().pages.get(`${language}/${page}`);
      assert.ok(text && Number.isFinite(text.changedAt.getTime()), `${language}/${page}`);
      const { title, headings } = renderMarkdown(text.body);
      assert.notEqual(title, '');
      return headings.length;
    });
    assert.equal(new Set(parts).size, 1, `${page}: ${parts.join(', ')} parts`);
  }
});

test('Texts use placeholders that mean something, and in every language the same', () => {
  const known = new Set<string>([...IDENTITY_NAMES, ...SITE]);
  for (const page of PAGES) {
    const used = LANGUAGES.map((language) => {
      const body = shipped().pages.get(`${language}/${page}`)?.body ?? '';
      const names = [...body.matchAll(/\{\{([a-z_]+\??)\}\}/g)].map(([, name = '']) => name);
      for (const name of names) assert.ok(known.has(name.replace('?', '')), name);
      return [...new Set(names)].toSorted().join(' ');
    });
    assert.equal(new Set(used).size, 1, `${page}: ${used.join(' | ')}`);
  }
});

test('The questions are the same in every language, under the same topics', () => {
  const of = (language: string) =>
    shipped()
      .faq.filter((one) => one.language === language)
      .map(({ key, topic, position }) => `${topic}/${key}/${position}`);
  assert.ok(of('en').length >= 14);
  for (const language of LANGUAGES) assert.deepEqual(of(language), of('en'));
  const topics = new Set(shipped().faq.map(({ topic }) => topic));
  assert.deepEqual([...topics].toSorted(), [...FAQ_TOPICS].toSorted());
  for (const { key, question, answer } of shipped().faq) {
    assert.ok(question !== '' && answer !== '', key);
    assert.doesNotMatch(answer, /\{#/, key);
  }
});

test('Three posts are shipped, with a title and a day', () => {
  assert.equal(shipped().posts.length, 3);
  for (const { slug, body, publishedAt } of shipped().posts) {
    const { title, summary } = renderMarkdown(body);
    assert.ok(title !== '' && summary !== '' && publishedAt !== null, slug);
  }
});
