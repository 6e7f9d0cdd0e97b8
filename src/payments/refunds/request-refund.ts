import { lockWallets, postTransfers, REFUNDS, walletOf } from '#ledger/index.ts';
import { AppError } from '#lib/errors.ts';
import { formatMoney, ZERO, type Money } from '#lib/money.ts';
import { smallestUnit } from '#lib/smallest-unit.ts';
import { actorName, type Actor } from '#platform/app.ts';
import { raiseNotices, type Notice } from '#platform/notices/index.ts';
import type { Tx } from '#platform/db/types.ts';
import { paymentText, refundText } from '../payment.ts';
import { withdrawBonus } from '../bonuses/withdraw-bonus.ts';
import { selectPayments, toPayment } from '../select-payments.ts';
import { bonusDue, readBonusState, readOwned } from './bonus-due.ts';
import { readRefundable } from './read-refundable.ts';
import { selectRefunds, toRefund, type Refund } from './refund.ts';

export const WAITING = 'refund.waiting';

export type RefundWish = {
  accountId: number;
  paymentId: number;
  /** Nano-units, whole in the smallest unit of the currency. */
  amount: Money;
  reason: string;
  /** The form's own: sent twice, it asks once. */
  requestId: string;
  now: Date;
  /** Default: the customer. */
  actor?: Actor;
};

const DAY_MS = 86_400_000;
export const REFUND_GOAL_DAYS = 3; // the time goal, said where it is asked for

/**
 * Asks for money back where it came from. It leaves the wallet at once, so that it cannot be spent
 * while a person looks at it and the answer never fails for want of it; a refusal gives it back.
 * The bonus that it earned leaves with it, also where orders have spent it.
 * Refuses `not_found`, `invalid_parameter` (amount: above what `readRefundable` says; reason),
 * `request_id_conflict`.
 */
export async function requestRefund(
  tx: Tx,
  wish: RefundWish,
): Promise<{ refund: Refund; notices: Notice[] }> {
  const { accountId, paymentId, now } = wish;
  const row = await selectPayments(tx)
    .where('payments.id', '=', paymentId)
    .where('account_id', '=', accountId)
    .forUpdate('payments')
    .executeTakeFirst();
  if (!row) throw new AppError('not_found', 'there is no such payment');
  const known = await findKnown(tx, wish);
  if (known) return { refund: known, notices: [] };
  const reason = wish.reason.trim();
  if (reason === '' || reason.length > 500) throw invalid('reason', 'say why, in 1 to 500 letters');
  await lockWallets(tx, [walletOf(accountId)]);
  await checkAmount(tx, wish, toPayment(row).currency);
  const bonus = await dueBonus(tx, wish);
  const { id } = await tx
    .insertInto('payment_refunds')
    .values({
      bonus,
      account_id: accountId,
      payment_id: paymentId,
      request_id: wish.requestId,
      amount: wish.amount,
      reason,
      requested_at: now,
      due_at: new Date(now.getTime() + REFUND_GOAL_DAYS * DAY_MS),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await postTransfers(tx, [
    {
      kind: 'refund.request',
      reference: refundText(id),
      fromId: walletOf(accountId),
      toId: REFUNDS,
      amount: wish.amount,
      reason: `${refundText(id)} of ${paymentText(paymentId)}`,
      actor: actorName(wish.actor ?? { kind: 'customer', accountId }),
    },
  ]);
  await takeBonus(tx, wish, id, bonus);
  const notices = await raiseNotices(tx, [noticeOf(id, wish)], now);
  return { refund: await read(tx, id), notices };
}

async function findKnown(tx: Tx, wish: RefundWish): Promise<Refund | undefined> {
  const row = await selectRefunds(tx)
    .where('refund.account_id', '=', wish.accountId)
    .where('refund.request_id', '=', wish.requestId)
    .executeTakeFirst();
  if (!row) return undefined;
  const known = toRefund(row);
  if (known.paymentId === wish.paymentId && known.amount === wish.amount) return known;
  throw new AppError('request_id_conflict', 'this form has asked for another refund');
}

async function checkAmount(tx: Tx, wish: RefundWish, currency: string): Promise<void> {
  const all = await readRefundable(tx, wish.accountId);
  const most = all.find(({ paymentId }) => paymentId === wish.paymentId)?.amount ?? ZERO;
  if (wish.amount <= ZERO || wish.amount % smallestUnit(currency) !== 0n) {
    throw invalid('amount', 'this amount cannot be sent');
  }
  if (wish.amount > most) {
    throw invalid('amount', `at most ${formatMoney(most)} ${currency} can go back`);
  }
}

async function dueBonus(tx: Tx, { accountId, paymentId, amount }: RefundWish): Promise<Money> {
  const owned = (await readOwned(tx, accountId)).get(paymentId);
  return owned ? bonusDue(owned, amount, await readBonusState(tx, accountId)) : ZERO;
}

async function takeBonus(tx: Tx, wish: RefundWish, id: number, amount: Money): Promise<void> {
  if (amount === 0n) return;
  const { accountId, paymentId, now } = wish;
  const actor = actorName(wish.actor ?? { kind: 'customer', accountId });
  const reason = `the bonus on ${paymentText(paymentId)}, which goes back by ${refundText(id)}`;
  await withdrawBonus(tx, { accountId, amount, reason, actor, now });
  await tx
    .updateTable('payments')
    .set((set) => ({ bonus_taken: set('bonus_taken', '+', amount as bigint) }))
    .where('id', '=', paymentId)
    .execute();
}

const invalid = (parameter: string, why: string): AppError =>
  new AppError('invalid_parameter', why, { parameter });

const noticeOf = (id: number, { accountId, paymentId, amount }: RefundWish): Notice => ({
  kind: WAITING,
  subject: refundText(id),
  severity: 'warning',
  text:
    `Account ${accountId} asks for ${formatMoney(amount)} of ${paymentText(paymentId)} back. ` +
    `See: notpanel payment refunds`,
});

const read = async (tx: Tx, id: number): Promise<Refund> =>
  toRefund(await selectRefunds(tx).where('refund.id', '=', id).executeTakeFirstOrThrow());
