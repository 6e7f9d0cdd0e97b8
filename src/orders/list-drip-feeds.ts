import { asMoney, type Money } from '#lib/money.ts';
import type { Db } from '#platform/db/types.ts';
import { cancelOutlook, type CancelOutlook } from './cancel-outlook.ts';
import { cursorPage, type CursorPage, type CursorWanted } from './cursor-page.ts';
import { DRIP_FEEDS, type DripFeedRow } from './list-standing.sql.ts';
import { readAll, type OrderView } from './read-statuses.ts';
import { restOfDripFeed } from './stop-drip-feed.ts';

export type ListedDripFeed = Omit<DripFeedRow, 'status' | 'rate' | 'couponAmount' | 'waiting'> & {
  now: OrderView;
  cancel: CancelOutlook;
  /** What a stop would give back at once, as things stand: runs that did not start or that nobody has. */
  refund: Money;
};

/** Drip-feeds of an account, the newest first, with what a stop of each would give back. */
export async function listDripFeeds(
  db: Db,
  accountId: number,
  wanted: CursorWanted,
): Promise<CursorPage<ListedDripFeed>> {
  const page = await cursorPage(wanted, (way, bounds) =>
    db.rows(DRIP_FEEDS[way], [accountId, ...bounds, wanted.size + 1]),
  );
  const ids = page.rows.map((row) => row.id);
  const [views = []] = ids.length === 0 ? [] : await readAll(db, [{ accountId, ids }]);
  const rows = page.rows.flatMap((row, index) => {
    const now = views[index];
    return now ? [listed(row, now)] : [];
  });
  return { ...page, rows };
}

function listed(row: DripFeedRow, now: OrderView): ListedDripFeed {
  const { status, rate, couponAmount, waiting, ...rest } = row;
  const toCome = row.nextRunAt === null ? 0n : restOfDripFeed(row).toWallet;
  return {
    ...rest,
    now,
    cancel: cancelOutlook({ kind: 'drip_feed', status, wish: row.wish }),
    refund: asMoney(toCome + waiting),
  };
}
