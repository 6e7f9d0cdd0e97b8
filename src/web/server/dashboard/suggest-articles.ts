import { content, showFaq } from '#content/index.ts';
import { openDocs, searchDocs } from '#developers/index.ts';
import type { Page } from '../context.ts';
import { siteValues } from '../shown-page.ts';

export type Article = {
  kind: 'question' | 'docs';
  title: string;
  /** Without language. */
  path: string;
};

const MOST_OF_A_KIND = 3; // more is a list that nobody reads before they write
const LONGEST = 300;
const MOST_WORDS = 12;
const SHORTEST_WORD = 4; // those that are shorter are in every text
const ENOUGH = 0.34; // of the weight of the words asked for

/** What is written already about what somebody is about to ask: questions of the shop, and docs. */
export async function suggestArticles(page: Page, text: string): Promise<Article[]> {
  const { app, site, locale } = page;
  const words = wordsOf(text, locale);
  if (words.length === 0) return [];
  const docs = await openDocs(app, { panelUrl: site.url, release: site.release });
  const questions = await rankQuestions(page, words);
  return [
    ...questions,
    ...rankDocs(docs, words).map(({ title, heading, path }) => ({
      kind: 'docs' as const,
      title: heading === '' || heading === title ? title : `${title}: ${heading}`,
      path,
    })),
  ];
}

type Hit = ReturnType<typeof searchDocs>[number];

/** The places that speak of the most of these words; one word alone may stand anywhere. */
function rankDocs(docs: Awaited<ReturnType<typeof openDocs>>, words: readonly string[]): Hit[] {
  const places = new Map<string, { hit: Hit; words: number; score: number }>();
  for (const word of words) {
    for (const [rank, hit] of searchDocs(docs, word).entries()) {
      const known = places.get(hit.path) ?? { hit, words: 0, score: 0 };
      known.words += 1;
      known.score += 1 / (rank + 1);
      places.set(hit.path, known);
    }
  }
  const least = Math.min(2, words.length);
  return [...places.values()]
    .filter((place) => place.words >= least)
    .toSorted((a, b) => b.words - a.words || b.score - a.score)
    .slice(0, MOST_OF_A_KIND)
    .map(({ hit }) => hit);
}

async function rankQuestions(page: Page, words: readonly string[]): Promise<Article[]> {
  const { app, site, locale } = page;
  const options = { language: locale, values: siteValues(site), prefix: '', unfilledText: '' };
  const entries = showFaq(await content(app), options).flatMap((topic) => topic.entries);
  const texts = entries.map(({ question, html }) =>
    folded(`${question} ${html.replaceAll(/<[^>]*>/g, ' ')}`, locale),
  );
  const weights = words.map((word) => {
    const found = texts.filter((one) => one.includes(word)).length;
    return found === 0 ? 0 : Math.log(1 + texts.length / found);
  });
  const whole = weights.reduce((sum, one) => sum + one, 0);
  return entries
    .map((entry, at) => ({ entry, score: scoreOf(texts[at] ?? '', words, weights) }))
    .filter(({ score }) => score > 0 && score >= whole * ENOUGH)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, MOST_OF_A_KIND)
    .map(({ entry: { key, question } }) => ({
      kind: 'question',
      title: question,
      path: `/faq#${key}`,
    }));
}

const scoreOf = (text: string, words: readonly string[], weights: readonly number[]): number =>
  words.reduce((sum, word, at) => sum + (text.includes(word) ? (weights[at] ?? 0) : 0), 0);

const wordsOf = (text: string, locale: string): string[] =>
  [
    ...new Set(
      folded(text.slice(0, LONGEST), locale)
        .split(/[^\p{L}\p{N}_]+/u)
        .filter((word) => word.length >= SHORTEST_WORD),
    ),
  ].slice(0, MOST_WORDS);

const folded = (text: string, locale: string): string =>
  text.toLocaleLowerCase(locale).normalize('NFD').replaceAll(/\p{M}/gu, '');
