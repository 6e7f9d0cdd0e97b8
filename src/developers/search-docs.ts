import type { Docs } from './docs.ts';
import { pathOf } from './pages.ts';
import { wordsOf, type Entry, type SearchIndex } from './search-index.ts';

/** Where something is written, with the words around it; `true` marks what was looked for. */
export type Hit = Pick<Entry, 'page' | 'title' | 'heading'> & {
  /** Without language. */
  readonly path: string;
  readonly excerpt: readonly (readonly [text: string, isMatch: boolean])[];
};

const MOST_HITS = 20;
const LONGEST_QUERY = 200;
const AROUND = 90; // characters before and after the first word that was found
const ENOUGH = 0.5; // of the weight of the words asked for: figures in an error text differ

/**
 * The places that hold what was asked for, the best first. Rare words count more than common ones,
 * headings more than text, and the words as they stand one after the other the most.
 */
export function searchDocs(docs: Docs, asked: string): Hit[] {
  const query = asked.trim().slice(0, LONGEST_QUERY);
  const words = [...new Set(wordsOf(query))];
  if (words.length === 0) return [];
  const index = docs.index();
  const rarity = new Map(words.map((word) => [word, rarityOf(word, index)]));
  const whole = [...rarity.values()].reduce((sum, one) => sum + one, 0);
  return index.entries
    .map((entry) => ({ entry, ...score(entry, query.toLowerCase(), rarity) }))
    .filter(({ found }) => found >= whole * ENOUGH)
    .toSorted((a, b) => b.points - a.points)
    .slice(0, MOST_HITS)
    .map(({ entry }) => ({
      ...pick(entry),
      excerpt: excerptOf(entry.text, query, words),
    }));
}

const pick = ({ page, title, heading, anchor }: Entry) => ({
  ...{ page, title, heading },
  path: pathOf(page) + (anchor === '' ? '' : `#${anchor}`),
});

const rarityOf = (word: string, { entries, counts }: SearchIndex): number =>
  Math.log(1 + entries.length / (1 + (counts.get(word) ?? countPrefix(word, counts))));

const SHORTEST_PREFIX = 3;

const countPrefix = (word: string, counts: ReadonlyMap<string, number>): number =>
  word.length < SHORTEST_PREFIX
    ? 0
    : [...counts].filter(([known]) => known.startsWith(word)).reduce((sum, [, n]) => sum + n, 0);

const PHRASE = 20;
// Those of BM25, as everybody uses them.
const SATURATION = 1.2;
const BY_LENGTH = 0.75;

function score(
  { text, heading, weights, length }: SearchIndex['entries'][number],
  phrase: string,
  rarity: ReadonlyMap<string, number>,
): { points: number; found: number } {
  let points = 0;
  let found = 0;
  for (const [word, rare] of rarity) {
    const weight = weights.get(word) ?? prefixWeight(word, weights);
    if (weight === 0) continue;
    found += rare;
    points += (rare * weight) / (weight + SATURATION * (1 - BY_LENGTH + BY_LENGTH * length));
  }
  const isThere = `${heading}\n${text}`.toLowerCase().includes(phrase);
  return { points: isThere ? points + PHRASE : points, found: isThere ? Infinity : found };
}

function prefixWeight(word: string, weights: ReadonlyMap<string, number>): number {
  if (word.length < SHORTEST_PREFIX) return 0;
  for (const [known, weight] of weights) if (known.startsWith(word)) return weight;
  return 0;
}

function excerptOf(text: string, phrase: string, words: readonly string[]): Hit['excerpt'] {
  const flat = text
    .replace(/(\s*\|\s*)+/g, ' · ')
    .replace(/\s+/g, ' ')
    .replace(/^ · | · $/g, '');
  const lower = flat.toLowerCase();
  const places = [phrase.toLowerCase(), ...words].map((one) => lower.indexOf(one));
  const at = Math.max(0, places.find((place) => place >= 0) ?? 0);
  const from = Math.max(0, flat.lastIndexOf(' ', at - AROUND) + 1);
  const to = Math.min(flat.length, at + phrase.length + AROUND);
  const shown = `${from > 0 ? '… ' : ''}${flat.slice(from, to)}${to < flat.length ? ' …' : ''}`;
  const marks = words.toSorted((a, b) => b.length - a.length).map(escapeRegExp);
  return shown
    .split(new RegExp(`(${marks.join('|')})`, 'i'))
    .map((part, place) => [part, place % 2 === 1] as const)
    .filter(([part]) => part !== '');
}

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
