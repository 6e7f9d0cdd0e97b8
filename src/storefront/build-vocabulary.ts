import type { Service } from '#catalog/index.ts';
import { foldText } from '#lib/fold-text.ts';
import type { Vocabulary } from './shelf.ts';
import { wordsOf } from './words-of.ts';

/** A word says most in the name of a service, least in the name of its category. */
const WEIGHTS = { name: 3, platform: 2, category: 1 } as const;

/** What people type for a platform instead of its name. */
const SHORT_NAMES: Readonly<Record<string, readonly string[]>> = {
  instagram: ['ig'],
  facebook: ['fb'],
  youtube: ['yt'],
  tiktok: ['tt'],
  telegram: ['tg'],
  x: ['twitter'],
  whatsapp: ['wa'],
  website: ['web', 'seo'],
};

/** The words of services, each in the shop's order. */
export function buildVocabulary(list: readonly Service[]): Vocabulary {
  const postings = new Map<string, [place: number, weight: number][]>();
  const known = new Map<string, readonly string[]>(); // few platforms and categories, many services
  const remembered = (text: string, read: () => readonly string[]) => {
    const words = known.get(text) ?? read();
    known.set(text, words);
    return words;
  };
  const add = (words: readonly string[], place: number, weight: number) => {
    for (const word of words) {
      let posting = postings.get(word);
      if (!posting) postings.set(word, (posting = []));
      if (posting.at(-1)?.[0] !== place) posting.push([place, weight]); // the heaviest come first
    }
  };
  for (const [place, { name, platform, category }] of list.entries()) {
    add(wordsOf(name), place, WEIGHTS.name);
    const platformWords = remembered(`p ${platform}`, () => wordsOfPlatform(platform));
    add(platformWords, place, WEIGHTS.platform);
    add(
      remembered(`c ${category}`, () => wordsOf(category)),
      place,
      WEIGHTS.category,
    );
  }
  return {
    names: list.map(({ name }) => foldText(name).trim()),
    words: [...postings.keys()].sort(),
    postings,
  };
}

function wordsOfPlatform(platform: string): string[] {
  const words = wordsOf(platform);
  return words.concat(words.flatMap((word) => SHORT_NAMES[word] ?? []));
}
