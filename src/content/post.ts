/** A post as it is stored or shipped. */
export type Post = {
  slug: string;
  language: string;
  /** Markdown that begins with a title. */
  body: string;
  changedAt: Date;
  /** Null: a draft. Later than now: it waits for that moment. */
  publishedAt: Date | null;
};

export const isPublic = (post: Post, now: Date): boolean =>
  post.publishedAt !== null && post.publishedAt <= now;
