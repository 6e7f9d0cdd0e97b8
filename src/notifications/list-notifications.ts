import type { Db } from '#platform/db/types.ts';
import { isNewsEvent } from './event.ts';
import type { Detail, News } from './news.ts';

export type Notification = News & { id: bigint; readAt: Date | null };

export type NotificationsWanted = {
  accountId: number;
  unreadOnly?: boolean;
  /** Older than this one: the next page. */
  beforeId?: bigint | undefined;
  limit: number;
};

/** What an account was told in the panel, the newest first. */
export async function listNotifications(
  db: Db,
  { accountId, unreadOnly = false, beforeId, limit }: NotificationsWanted,
): Promise<Notification[]> {
  let query = db
    .selectFrom('notifications')
    .select(['id', 'event', 'subject', 'times', 'details'])
    .select(['first_at as firstAt', 'last_at as lastAt', 'read_at as readAt'])
    .where('account_id', '=', accountId)
    .orderBy('id', 'desc')
    .limit(limit);
  if (unreadOnly) query = query.where('read_at', 'is', null);
  if (beforeId !== undefined) query = query.where('id', '<', beforeId);
  return (await query.execute()).flatMap(({ event, details, ...row }) =>
    isNewsEvent(event) ? [{ ...row, accountId, event, details: details as Detail[] }] : [],
  );
}
