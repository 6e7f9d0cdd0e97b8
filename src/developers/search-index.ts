import { plain } from './build-page.ts';
import type { Page } from './page.ts';
import type { PageName } from './pages.ts';
import { slug } from './prose.ts';

/** A heading and what stands under it. */
export type Entry = {
  readonly page: PageName;
  readonly title: string;
  readonly heading: string;
  /** Of the heading; empty for the top of the page. */
  readonly anchor: string;
  readonly text: string;
};

type Weighed = {
  readonly weights: ReadonlyMap<string, number>;
  /** Of its text, in words, by the average. */
  readonly length: number;
};

export type SearchIndex = {
  readonly entries: readonly (Entry & Weighed)[];
  /** How many entries hold a word. */
  readonly counts: ReadonlyMap<string, number>;
};

const IN_TITLE = 6;
const IN_HEADING = 8;

/** Every heading of every page with its words; a word counts more in a heading. */
export function indexPages(pages: readonly Page[]): SearchIndex {
  const counts = new Map<string, number>();
  const entries = pages.flatMap(entriesOf).map((entry) => {
    const weights = new Map<string, number>();
    const add = (text: string, weight: number) => {
      for (const word of wordsOf(text)) weights.set(word, (weights.get(word) ?? 0) + weight);
    };
    add(entry.text, 1);
    add(entry.heading, IN_HEADING);
    if (entry.anchor === '') add(entry.title, IN_TITLE);
    for (const word of weights.keys()) counts.set(word, (counts.get(word) ?? 0) + 1);
    return { ...entry, weights, length: wordsOf(entry.text).length };
  });
  const average = entries.reduce((sum, { length }) => sum + length, 0) / entries.length;
  return {
    entries: entries.map((entry) => ({ ...entry, length: entry.length / average })),
    counts,
  };
}

const HEADING = /^(#{1,3}) (.+)$/;

function entriesOf({ name, title, markdown, sections }: Page): Entry[] {
  const anchors = anchorsOf(sections);
  const entries: Entry[] = [];
  let heading = title;
  let lines: string[] = [];
  const close = () => {
    const text = plain(lines.filter((line) => !/^(```|\| ---)/.test(line)).join('\n')).trim();
    const anchor = heading === title ? '' : (anchors.get(heading) ?? slug(heading));
    if (text !== '') entries.push({ page: name, title, heading, anchor, text });
    lines = [];
  };
  for (const line of markdown.split('\n')) {
    const [, rank, words] = HEADING.exec(line) ?? [];
    if (rank === undefined || words === undefined) {
      lines.push(line);
      continue;
    }
    close();
    heading = rank === '#' ? title : plain(words);
  }
  close();
  return entries;
}

/** The headings whose ids were named, or not, by their words. */
function anchorsOf(sections: Page['sections']): Map<string, string> {
  const anchors = new Map(sections.map(({ title, id }) => [title, id]));
  for (const { blocks } of sections) {
    for (const block of blocks) {
      if (block.kind !== 'html') continue;
      for (const [, id = '', words = ''] of block.html.matchAll(H3)) {
        anchors.set(unescaped(words.replace(/<[^>]+>/g, '')), id);
      }
    }
  }
  return anchors;
}

const H3 = /<h3 id="([^"]+)"><a [^>]+>(.*?)<\/a><\/h3>/g;

const unescaped = (html: string): string =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

/** Words in lower case; parts of names such as `neworder.error.link` count as well as the whole. */
export function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}_.-]+/u)
    .flatMap((word) => {
      const whole = word.replace(/^[.-]+|[.-]+$/g, '');
      const parts = whole.split(/[._-]+/).filter((part) => part !== '');
      return whole === '' ? [] : parts.length > 1 ? [whole, ...parts] : [whole];
    });
}
