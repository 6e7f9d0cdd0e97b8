import { AppError } from '#lib/errors.ts';
import { isWebLink } from '#orders/index.ts';
import { reading } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

const LONGEST_NAME = 60; // saved_links_name_is_short
const MOST_LINKS = 500; // all of them are offered in the form

const COUNT = reading<{ links: number }>(
  'saved-links-count',
  'select count(*)::int as links from saved_links where account_id = $1 and link <> $2',
);

/**
 * Keeps a link for forms to come, once; saving it again renames it. Refuses `invalid_link`,
 * `invalid_parameter` (`name`: at most 60 characters) and `conflict` beyond 500 links.
 */
export async function saveLink(
  tx: Tx,
  saved: { accountId: number; link: string; name: string },
): Promise<void> {
  const { accountId } = saved;
  const [link, name] = [saved.link.trim(), saved.name.trim()];
  if (!isWebLink(link)) {
    throw new AppError('invalid_link', 'an http or https address', { parameter: 'link' });
  }
  if (name.length > LONGEST_NAME || /\p{Cc}/u.test(name) || !name.isWellFormed()) {
    throw new AppError('invalid_parameter', `at most ${LONGEST_NAME} characters`, {
      parameter: 'name',
    });
  }
  const [count] = await tx.rows(COUNT, [accountId, link]);
  if ((count?.links ?? 0) >= MOST_LINKS) {
    throw new AppError('conflict', `at most ${MOST_LINKS} links`);
  }
  await tx
    .insertInto('saved_links')
    .values({ account_id: accountId, link, name })
    .onConflict((one) => one.columns(['account_id', 'link']).doUpdateSet({ name }))
    .execute();
}
