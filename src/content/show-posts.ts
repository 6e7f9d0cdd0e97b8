import type { Content } from './read-content.ts';
import { renderMarkdown, type Rendered } from './markdown.ts';
import { isPublic, type Post } from './post.ts';

export type ShownPost = Rendered & {
  slug: string;
  language: string;
  publishedAt: Date;
  changedAt: Date;
  /** At a quiet reader's speed, at least one. */
  minutes: number;
};

const WORDS_PER_MINUTE = 220; // silent reading of non-fiction is 200 to 260 (Brysbaert 2019)

/** What is public at this moment, the newest first. */
export const showPosts = (content: Content, now: Date): ShownPost[] =>
  content.posts.flatMap((post) => (isPublic(post, now) ? [show(post)] : []));

/** One that is public at this moment. */
export function showPost(content: Content, slug: string, now: Date): ShownPost | undefined {
  const post = content.posts.find((one) => one.slug === slug);
  return post && isPublic(post, now) ? show(post) : undefined;
}

const SHOWN = new WeakMap<Post, Omit<ShownPost, 'publishedAt'>>();

function show(post: Post): ShownPost {
  let shown = SHOWN.get(post);
  if (!shown) {
    const rendered = renderMarkdown(post.body);
    const minutes = Math.max(1, Math.round(rendered.words / WORDS_PER_MINUTE));
    const { slug, language, changedAt } = post;
    shown = { ...rendered, slug, language, changedAt, minutes };
    SHOWN.set(post, shown);
  }
  const publishedAt = post.publishedAt ?? post.changedAt;
  // Written before it appeared, and not since: that is no change to a reader.
  const changedAt = shown.changedAt > publishedAt ? shown.changedAt : publishedAt;
  return { ...shown, publishedAt, changedAt };
}
