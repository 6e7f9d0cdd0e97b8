import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import { readAll, type OrderView } from './read-statuses.ts';

export type ChildOrder = { quantity: number; link: string; placedAt: Date; now: OrderView };

export type ChildrenWanted = {
  accountId: number;
  parentId: number;
  size: number;
  after?: number | undefined;
};

type Row = { id: number; quantity: number; link: string; placedAt: Date };

const LIST = reading<Row>(
  'order-children-page',
  `select id, quantity, link, created_at as "placedAt" from orders
   where parent_id = $1 and account_id = $2 and id < $3 order by id desc limit $4`,
);

const LARGEST_ID = 2 ** 31 - 1;

/** Runs of a drip-feed or posts of a subscription, the newest first, and whether there are more. */
export async function listChildren(
  db: Db,
  { accountId, parentId, size, after = LARGEST_ID }: ChildrenWanted,
): Promise<{ orders: ChildOrder[]; hasMore: boolean }> {
  const rows = await db.rows(LIST, [parentId, accountId, after, size + 1]);
  const page = rows.slice(0, size);
  const [views = []] = await readAll(db, [{ accountId, ids: page.map((row) => row.id) }]);
  const orders = page.flatMap(({ id: _, ...row }, index) => {
    const now = views[index];
    return now ? [{ ...row, now }] : [];
  });
  return { orders, hasMore: rows.length > size };
}
