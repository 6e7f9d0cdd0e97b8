import type { Db } from '#platform/db/types.ts';

export type SavedView = { id: number; name: string; query: string };

/** The saved searches of an account, by name. */
export const listOrderViews = (db: Db, accountId: number): Promise<SavedView[]> =>
  db
    .selectFrom('order_views')
    .select(['id', 'name', 'query'])
    .where('account_id', '=', accountId)
    .orderBy('name')
    .execute();
