import { AppError } from '#lib/errors.ts';
import { notify } from '#platform/db/notify.ts';
import type { Tx } from '#platform/db/types.ts';
import { savePost } from './save-post.ts';
import { shipped } from './shipped.ts';

export type PostPublication = {
  slug: string;
  /** From when it is public; null takes it back and makes it a draft. */
  at: Date | null;
  by: string;
  now: Date;
};

/** Makes a post public from a moment on, or a draft again. Refuses `not_found`. */
export async function publishPost(tx: Tx, { slug, at, by, now }: PostPublication): Promise<void> {
  await takeUp(tx, slug, by, now);
  const changed = await tx
    .updateTable('posts')
    .set({ published_at: at, changed_by: by })
    .where('slug', '=', slug)
    .returning('slug')
    .executeTakeFirst();
  if (!changed) throw new AppError('not_found', `there is no post ${slug}`);
  await notify(tx, 'content', `post/${slug}`);
}

/** A post that the program ships becomes the operator's when it is decided about. */
async function takeUp(tx: Tx, slug: string, by: string, now: Date): Promise<void> {
  const ours = shipped().posts.find((one) => one.slug === slug);
  if (!ours) return;
  const theirs = await tx
    .selectFrom('posts')
    .select('slug')
    .where('slug', '=', slug)
    .executeTakeFirst();
  if (!theirs) await savePost(tx, { slug, language: ours.language, body: ours.body, by, now });
}
