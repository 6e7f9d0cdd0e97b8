import type { Db } from '#platform/db/types.ts';

/** A link that was kept for forms to come. */
export type SavedLink = { id: number; name: string; link: string };

/** The account's saved links, the newest first. */
export const listLinks = (db: Db, accountId: number): Promise<SavedLink[]> =>
  db
    .selectFrom('saved_links')
    .select(['id', 'name', 'link'])
    .where('account_id', '=', accountId)
    .orderBy('id', 'desc')
    .execute();
