import { editDistance } from './edit-distance.ts';
import { foldText } from '#lib/fold-text.ts';
import type { Shelf, Vocabulary } from './shelf.ts';
import { wordsOf } from './words-of.ts';

/** How well services match, by place; those that do not match have 0. */
export type Scores = Uint32Array;

/** However a word is found, the better way counts more than where the word stands. */
const FOUND = { exactly: 16, beginning: 12, within: 8, misspelled: 4 } as const;
const IS_THE_NUMBER = 10_000; // more than all words of a query together, as is
const IS_THE_NAME = 1_000_000;

const SHORTEST_WITHIN = 3; // shorter pieces stand within most words
const WRITTEN_TOGETHER = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;
const SHORTEST_MISSPELLED = 5;
const SHORTEST_MISSPELLED_TWICE = 9;
const MOST_CORRECTIONS = 4; // each one looks at the whole vocabulary

/**
 * Services with all words of a text: in full, as beginnings, within others, or misspelled, the
 * better way first. A number also is the service of that number. Null where nothing is asked.
 */
export function matchText(shelf: Shelf, text: string): Scores | null {
  const asked = foldText(text).trim();
  if (asked === '') return null;
  const words = [...new Set(wordsOf(text))];
  if (words.length === 0) return matchSigns(shelf, asked);
  const { names } = shelf.vocabulary;
  const scores = new Uint32Array(names.length).fill(1);
  const search = openSearch(shelf.vocabulary);
  for (const [index, word] of words.entries()) {
    const best = search(word, index === words.length - 1);
    const numbered = /^\d{1,10}$/.test(word) ? shelf.placeOf.get(Number(word)) : undefined;
    if (numbered !== undefined) best[numbered] = IS_THE_NUMBER;
    for (let place = 0; place < scores.length; place += 1) {
      const [before = 0, added = 0] = [scores[place], best[place]];
      scores[place] = before === 0 || added === 0 ? 0 : before + added;
    }
  }
  for (let place = 0; place < scores.length; place += 1) {
    if (names[place] === asked) scores[place] = IS_THE_NAME;
  }
  return scores;
}

/** Punctuation alone has no words: it is looked for as it stands. */
const matchSigns = ({ vocabulary }: Shelf, asked: string): Scores =>
  Uint32Array.from(vocabulary.names, (name) => {
    if (name === asked) return IS_THE_NAME;
    return name.includes(asked) ? 1 : 0;
  });

/** Finds the best that each service has of one word; the last word may still be being typed. */
function openSearch({ names, words, postings }: Vocabulary) {
  let corrections = 0;
  return (word: string, isLast: boolean): Uint16Array => {
    const best = new Uint16Array(names.length);
    const take = (found: readonly string[], score: number): boolean => {
      for (const other of found) {
        for (const [place, weight] of postings.get(other) ?? []) {
          best[place] = Math.max(best[place] ?? 0, score + weight);
        }
      }
      return found.length > 0;
    };
    take([word], FOUND.exactly);
    const hasBeginnings =
      (isLast || word.length > 1) && take(beginningWith(words, word), FOUND.beginning);
    if (hasBeginnings || postings.has(word)) return best;
    const isPiece = word.length >= SHORTEST_WITHIN || WRITTEN_TOGETHER.test(word);
    const pieces = isPiece ? words.filter((other) => other.includes(word)) : [];
    if (take(pieces, FOUND.within) || corrections === MOST_CORRECTIONS) return best;
    corrections += 1;
    take(corrected(words, word), FOUND.misspelled);
    return best;
  };
}

function beginningWith(words: readonly string[], beginning: string): string[] {
  const found: string[] = [];
  for (let at = firstFrom(words, beginning); words[at]?.startsWith(beginning); at += 1) {
    found.push(words[at] ?? '');
  }
  return found;
}

/** Where the words begin that do not stand before this one. */
function firstFrom(words: readonly string[], word: string): number {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle] ?? '') < word) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Numbers are not corrected: 30 days are not 60. */
function corrected(words: readonly string[], word: string): string[] {
  if (word.length < SHORTEST_MISSPELLED || /\p{N}/u.test(word)) return [];
  const most = word.length < SHORTEST_MISSPELLED_TWICE ? 1 : 2;
  return words.filter((other) => !/\p{N}/u.test(other) && editDistance(word, other, most) <= most);
}
