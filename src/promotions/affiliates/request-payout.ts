import { PROMOTION, postTransfers, walletOf } from '#ledger/index.ts';
import { AppError } from '#lib/errors.ts';
import { asMoney, formatMoney, type Money } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import type { Tx } from '#platform/db/types.ts';
import { readRules } from './rules.ts';

export type PayoutWish = {
  accountId: number;
  /** Minted with the form: the same form sent again is the same payout. */
  requestId: string;
};

export type Payout = { id: number; amount: Money; isNew: boolean };

/**
 * Pays everything that is available into the affiliate's wallet, once a request; each entry is in
 * one payout at most. Refuses `not_found` (no affiliate), `account_suspended`, and `conflict` below
 * the minimum.
 */
export const requestPayout = (app: App, wish: PayoutWish): Promise<Payout> =>
  app.transact((tx) => payOut(tx, app, wish));

async function payOut(tx: Tx, app: App, { accountId, requestId }: PayoutWish): Promise<Payout> {
  await lockAffiliate(tx, accountId);
  const known = await tx
    .selectFrom('affiliate_payouts')
    .select(['id', 'amount'])
    .where('affiliate_id', '=', accountId)
    .where('request_id', '=', requestId)
    .executeTakeFirst();
  if (known) return { id: known.id, amount: asMoney(known.amount), isNew: false };
  const now = new Date(app.clock.now());
  const entries = await tx
    .selectFrom('affiliate_entries')
    .select(['id', 'amount'])
    .where('affiliate_id', '=', accountId)
    .where('payout_id', 'is', null)
    .where('available_at', '<=', now)
    .execute();
  const amount = asMoney(entries.reduce((sum, entry) => sum + entry.amount, 0n));
  const minimum = (await readRules(tx))?.minimumPayout ?? asMoney(1n);
  if (amount < minimum) {
    throw new AppError('conflict', `a payout begins at ${formatMoney(minimum)}`);
  }
  const { id } = await tx
    .insertInto('affiliate_payouts')
    .values({ affiliate_id: accountId, request_id: requestId, amount, paid_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx
    .updateTable('affiliate_entries')
    .set({ payout_id: id })
    .where(
      'id',
      'in',
      entries.map((entry) => entry.id),
    )
    .execute();
  const transfer = { fromId: PROMOTION, toId: walletOf(accountId), amount };
  const cause = { reason: 'affiliate commissions', actor: `customer:${accountId}` };
  await postTransfers(tx, [
    { kind: 'affiliate.payout', reference: String(id), ...transfer, ...cause },
  ]);
  return { id, amount, isNew: true };
}

/** Whoever changes what an affiliate has waits for the one before. */
async function lockAffiliate(tx: Tx, accountId: number): Promise<void> {
  const row = await tx
    .selectFrom('affiliates as f')
    .innerJoin('accounts as a', 'a.id', 'f.account_id')
    .select('a.suspended_at')
    .where('f.account_id', '=', accountId)
    .forUpdate('f')
    .executeTakeFirst();
  if (!row) throw new AppError('not_found', 'there is no such affiliate');
  if (row.suspended_at) throw new AppError('account_suspended', 'Account suspended');
}
