import { readdirSync, readFileSync } from 'node:fs';
import { FAQ_TOPICS, type FaqEntry, type FaqTopic } from './faq-entry.ts';
import { LANGUAGES, PAGES, type PageName } from './page.ts';
import type { Post } from './post.ts';

type ShippedPage = { body: string; changedAt: Date };

/** The texts that the program ships, for what the operator has not written. */
export type Shipped = {
  /** By language and name: `tr/terms`. */
  pages: ReadonlyMap<string, ShippedPage>;
  posts: readonly Post[];
  faq: readonly FaqEntry[];
};

export const pageKey = (language: string, page: PageName): string => `${language}/${page}`;

let known: Shipped | undefined;

/** Read once for a process: they change with a release only. */
export const shipped = (): Shipped => (known ??= readShipped());

const FOLDER = new URL('./defaults/', import.meta.url);

const readText = (path: string): string => readFileSync(new URL(path, FOLDER), 'utf8');

function readShipped(): Shipped {
  const names = readdirSync(new URL('en/posts/', FOLDER)).toSorted();
  return {
    pages: new Map(
      LANGUAGES.flatMap((language) =>
        PAGES.map((page) => {
          const { body, date } = parse(readText(`${language}/${page}.md`));
          return [pageKey(language, page), { body, changedAt: date }] as const;
        }),
      ),
    ),
    posts: names.map((name) => {
      const { body, date } = parse(readText(`en/posts/${name}`));
      const slug = name.replace(/\.md$/, '');
      return { slug, language: 'en', body, changedAt: date, publishedAt: date };
    }),
    faq: LANGUAGES.flatMap((language) => parseFaq(language, readText(`${language}/faq.md`))),
  };
}

const FRONT = /^---\ndate: (\d{4}-\d{2}-\d{2})\n---\n+/;

function parse(text: string): { body: string; date: Date } {
  const [front = '', date = ''] = FRONT.exec(text) ?? [];
  return { body: text.slice(front.length), date: new Date(`${date}T00:00:00Z`) };
}

const HEADING = /^(#{1,2}) (.+?) \{#([a-z0-9-]+)\}$/;
const STEP = 10; // room for an operator's entries between two of ours

/** `# Topic {#topic}` and `## Question {#key}` with the answer under it. */
export function parseFaq(language: string, text: string): FaqEntry[] {
  const entries: FaqEntry[] = [];
  let topic: FaqTopic = 'shop';
  for (const line of text.split('\n')) {
    const [, level, title = '', key = ''] = HEADING.exec(line) ?? [];
    if (level === '#') topic = FAQ_TOPICS.find((one) => one === key) ?? topic;
    else if (level === '##') {
      const position = (entries.length + 1) * STEP;
      entries.push({ key, language, topic, position, question: title, answer: '', hidden: false });
    } else {
      const last = entries.at(-1);
      if (last) last.answer += `${line}\n`;
    }
  }
  return entries.map((entry) => ({ ...entry, answer: entry.answer.trim() }));
}
