import { AppError } from '#lib/errors.ts';
import { notify } from '#platform/db/notify.ts';
import type { Tx } from '#platform/db/types.ts';

/** Removes a post of the operator's; one that the program ships is there again. `not_found`. */
export async function removePost(tx: Tx, slug: string): Promise<void> {
  const removed = await tx
    .deleteFrom('posts')
    .where('slug', '=', slug)
    .returning('slug')
    .executeTakeFirst();
  if (!removed) throw new AppError('not_found', `there is no post ${slug} of yours`);
  await notify(tx, 'content', `post/${slug}`);
}
