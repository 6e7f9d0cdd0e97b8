import { AppError } from '#lib/errors.ts';
import { notify } from '#platform/db/notify.ts';
import type { Tx } from '#platform/db/types.ts';
import { checkLanguage, checkText } from './edit-page.ts';
import { LONGEST_SLUG } from './limits.ts';
import { shipped } from './shipped.ts';

export type PostText = { slug: string; language: string; body: string; by: string; now: Date };

/**
 * Writes a post, or writes one anew: a new one is a draft, a public one stays public and has
 * changed. One of a shipped post's slug takes its place. Refuses `invalid_parameter`: slug or text.
 */
export async function savePost(tx: Tx, post: PostText): Promise<void> {
  const { slug, language, body, by, now } = post;
  checkSlug(slug);
  checkLanguage(language);
  checkText(body);
  const theirs = { language, body, changed_at: now, changed_by: by };
  const published_at = shipped().posts.find((one) => one.slug === slug)?.publishedAt ?? null;
  await tx
    .insertInto('posts')
    .values({ slug, written_at: now, published_at, ...theirs })
    .onConflict((conflict) => conflict.column('slug').doUpdateSet(theirs))
    .execute();
  await notify(tx, 'content', `post/${slug}`);
}

function checkSlug(slug: string): void {
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug) && slug.length <= LONGEST_SLUG) return;
  throw new AppError('invalid_parameter', 'a slug is words of a-z and 0-9 with hyphens between', {
    parameter: 'slug',
  });
}
