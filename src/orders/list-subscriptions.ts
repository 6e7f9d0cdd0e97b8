import { asMoney, type Money } from '#lib/money.ts';
import type { Db } from '#platform/db/types.ts';
import { cancelOutlook, type CancelOutlook } from './cancel-outlook.ts';
import { cursorPage, type CursorPage, type CursorWanted } from './cursor-page.ts';
import { SUBSCRIPTIONS, type SubscriptionRow } from './list-standing.sql.ts';

export type ListedSubscription = Omit<SubscriptionRow, 'status' | 'spent'> & {
  cancel: CancelOutlook;
  /** By its posts so far, less what came back. */
  spent: Money;
};

/** Subscriptions of an account, the newest first, with what their posts have cost. */
export async function listSubscriptions(
  db: Db,
  accountId: number,
  wanted: CursorWanted,
): Promise<CursorPage<ListedSubscription>> {
  const page = await cursorPage(wanted, (way, bounds) =>
    db.rows(SUBSCRIPTIONS[way], [accountId, ...bounds, wanted.size + 1]),
  );
  const rows = page.rows.map(({ status, spent, ...row }) => ({
    ...row,
    cancel: cancelOutlook({ kind: 'subscription', status, wish: row.wish }),
    spent: asMoney(spent),
  }));
  return { ...page, rows };
}
