import type { Content } from './read-content.ts';
import { renderMarkdown, type MarkdownOptions, type Rendered } from './markdown.ts';
import { isPublic, type Post } from './post.ts';

export type ShownPost = Rendered & {
  slug: string;
  language: string;
  publishedAt: Date;
  changedAt: Date;
  /** At a quiet reader's speed, at least one. */
  minutes: number;
};

const WORDS_PER_MINUTE = 220; // a little slower than prose is read: posts are technical

/** What is public at this moment, the newest first. */
export const showPosts = (content: Content, now: Date): ShownPost[] =>
  content.posts.flatMap((post) => (isPublic(post, now) ? [show(post)] : []));

/** One that is public at this moment. */
export function showPost(
  content: Content,
  slug: string,
  now: Date,
  { prefix = '' }: Pick<MarkdownOptions, 'prefix'> = {},
): ShownPost | undefined {
  const post = content.posts.find((one) => one.slug === slug);
  return post && isPublic(post, now) ? show(post, prefix) : undefined;
}

const SHOWN = new WeakMap<Post, Map<string, Rendered>>();

function show(post: Post, prefix = ''): ShownPost {
  const known = SHOWN.get(post) ?? new Map<string, Rendered>();
  SHOWN.set(post, known);
  const rendered = known.get(prefix) ?? renderMarkdown(post.body, { prefix });
  known.set(prefix, rendered);
  const minutes = Math.max(1, Math.round(rendered.words / WORDS_PER_MINUTE));
  const publishedAt = post.publishedAt ?? post.changedAt;
  // Written before it appeared, and not since: that is no change to a reader.
  const changedAt = post.changedAt > publishedAt ? post.changedAt : publishedAt;
  const { slug, language } = post;
  return { ...rendered, slug, language, minutes, publishedAt, changedAt };
}
