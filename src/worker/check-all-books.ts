import { checkBooks, type Books } from '#orders/index.ts';
import type { Db } from '#platform/db/types.ts';
import { checkPrizes } from '#promotions/index.ts';

/** The books of orders and those of giveaways: every invariant of the money that the shop has. */
export async function checkAllBooks(db: Db): Promise<Books> {
  const { findings } = await checkBooks(db);
  const all = [...findings, ...(await checkPrizes(db))];
  return { ok: all.length === 0, findings: all };
}
