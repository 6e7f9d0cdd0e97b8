import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import type { FaqEntry } from './faq-entry.ts';
import type { Identity } from './identity.ts';
import { readIdentity } from './read-identity.ts';
import { pageKey, shipped } from './shipped.ts';
import type { PageName } from './page.ts';
import type { Post } from './post.ts';

export type PublishedPage = {
  page: PageName;
  language: string;
  body: string;
  /** Null: it is the text that the program ships. */
  number: number | null;
  changedAt: Date;
};

/** All that the site shows of it: the operator's texts over those that the program ships. */
export type Content = {
  /** By language and name: `tr/terms`. */
  pages: ReadonlyMap<string, PublishedPage>;
  /** The newest first, drafts and those of tomorrow among them. */
  posts: readonly Post[];
  /** In their order, hidden ones among them. */
  faq: readonly FaqEntry[];
  identity: Identity;
};

type PublishedRow = Omit<PublishedPage, 'body' | 'number'> & {
  body: string | null;
  number: number;
};

const PUBLISHED = reading<PublishedRow>(
  'content.published',
  `select distinct on (page, language) page, language, number, body, published_at as "changedAt"
   from content_versions where published_at is not null
   order by page, language, published_at desc, id desc`,
);
const POSTS = reading<Post>(
  'content.posts',
  `select slug, language, body, changed_at as "changedAt", published_at as "publishedAt" from posts`,
);
const FAQ = reading<FaqEntry>(
  'content.faq',
  'select key, language, topic, position, question, answer, hidden from faq_entries',
);

/** Everything as it is committed now. */
export async function readContent(db: Db): Promise<Content> {
  const [published, posts, faq, identity] = await Promise.all([
    db.rows(PUBLISHED),
    db.rows(POSTS),
    db.rows(FAQ),
    readIdentity(db),
  ]);
  const ours = shipped();
  return {
    pages: pagesOf(published),
    posts: over(ours.posts, posts, ({ slug }) => slug).toSorted(newestFirst),
    faq: over(ours.faq, faq, ({ key, language }) => `${language}/${key}`).toSorted(
      (a, b) => a.position - b.position || a.key.localeCompare(b.key),
    ),
    identity,
  };
}

function pagesOf(published: readonly PublishedRow[]): Map<string, PublishedPage> {
  const pages = new Map<string, PublishedPage>();
  for (const [key, { body, changedAt }] of shipped().pages) {
    const [language, page] = key.split('/') as [string, PageName];
    pages.set(key, { page, language, body, number: null, changedAt });
  }
  for (const row of published) {
    const key = pageKey(row.language, row.page);
    const body = row.body ?? pages.get(key)?.body;
    if (body !== undefined) pages.set(key, { ...row, body });
  }
  return pages;
}

/** The operator's in the place of ours of the same name. */
function over<T>(ours: readonly T[], theirs: readonly T[], nameOf: (one: T) => string): T[] {
  return [...new Map([...ours, ...theirs].map((one) => [nameOf(one), one])).values()];
}

const newestFirst = (a: Post, b: Post): number =>
  (b.publishedAt ?? b.changedAt).getTime() - (a.publishedAt ?? a.changedAt).getTime() ||
  a.slug.localeCompare(b.slug);
