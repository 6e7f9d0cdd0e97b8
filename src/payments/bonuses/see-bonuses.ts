import { lockWallets, walletOf } from '#ledger/index.ts';
import type { App } from '#platform/app.ts';
import type { Tx } from '#platform/db/types.ts';
import { seeOn } from './read-bonus.ts';

const MOST = 10_000; // live bonuses; those that are looked at last wait for the next time

/** Remembers what orders have spent of live bonuses, so that nobody who asks counts it all again. */
export async function seeBonuses(app: App): Promise<void> {
  const live = await app.db
    .selectFrom('bonuses')
    .select(['id', 'account_id', 'since_transfer', 'seen_transfer', 'spent'])
    .where('ended_at', 'is', null)
    .limit(MOST)
    .execute();
  for (const one of live) {
    let { more } = await seeOn(app.db, one.account_id, one);
    while (more) more = await app.transact((tx) => remember(tx, one.id, one.account_id));
  }
}

/** Under the wallet's lock every transfer with a smaller number is there to be seen. */
async function remember(tx: Tx, id: number, accountId: number): Promise<boolean> {
  await lockWallets(tx, [walletOf(accountId)]);
  const marks = await tx
    .selectFrom('bonuses')
    .select(['since_transfer', 'seen_transfer', 'spent'])
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (!marks) return false;
  const { spent, seen, more } = await seeOn(tx, accountId, marks);
  await tx
    .updateTable('bonuses')
    .set({ spent, seen_transfer: seen })
    .where('id', '=', id)
    .execute();
  return more;
}
