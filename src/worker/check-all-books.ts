import { checkDocuments, checkWalletSums } from '#billing/index.ts';
import { checkBooks, type Books } from '#orders/index.ts';
import { checkPayments } from '#payments/index.ts';
import type { Db } from '#platform/db/types.ts';
import { checkAffiliates, checkPrizes } from '#promotions/index.ts';

/** The books of orders, of giveaways and of what customers are told: every invariant of the money. */
export async function checkAllBooks(db: Db): Promise<Books> {
  const { findings } = await checkBooks(db);
  const all = [
    ...findings,
    ...(await checkPrizes(db)),
    ...(await checkAffiliates(db)),
    ...(await checkPayments(db)),
    ...(await checkWalletSums(db)),
    ...(await checkDocuments(db)),
  ];
  return { ok: all.length === 0, findings: all };
}
