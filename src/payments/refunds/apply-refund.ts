import { DEPOSITS, postTransfers, REFUNDS, walletOf } from '#ledger/index.ts';
import type { Money } from '#lib/money.ts';
import type { EventOutcome } from '#platform/db/schema.ts';
import type { Tx } from '#platform/db/types.ts';
import type { Happening } from '../gateway.ts';
import { keep } from '../events/keep.ts';
import { reasonOf, recordMovement, referenceOf, setSums, type Step } from '../events/step.ts';
import { refundText } from '../payment.ts';
import { payReceivables } from '../receivables/pay-receivables.ts';
import { takeFromAccount } from '../receivables/take-from-account.ts';
import { giveBackBonus } from './give-back-bonus.ts';
import { PLACES, selectRefunds, toRefund, type Place, type Refund } from './refund.ts';

type RefundEvent = Extract<Happening, { kind: 'refunded' | 'refund_failed' }>;

/**
 * What became of a refund that we asked for. Its money goes out or comes back once; a failure that
 * was heard is final, because a refund fails after it was made and not before.
 */
export async function applyRefund(
  tx: Tx,
  step: Step,
  refundId: number,
  event: RefundEvent,
): Promise<EventOutcome> {
  const row = await selectRefunds(tx)
    .where('refund.id', '=', refundId)
    .where('refund.payment_id', '=', step.payment.id)
    .forUpdate('refund')
    .executeTakeFirst();
  if (!row) return keep(step, `${refundText(refundId)} is not a refund of this payment`);
  const refund = toRefund(row);
  if (event.kind === 'refund_failed') return settle(tx, step, refund, 'failed', event.reason);
  const isSame = event.amount === refund.amount && event.currency.toUpperCase() === refund.currency;
  if (!isSame) return keep(step, `${refundText(refundId)} was made of another amount`);
  if (await hasFailed(tx, step, refundId)) return 'nothing';
  return settle(tx, step, refund, 'done', null);
}

async function settle(
  tx: Tx,
  step: Step,
  refund: Refund,
  state: 'done' | 'failed',
  error: string | null,
): Promise<EventOutcome> {
  if (refund.state === state) return 'nothing';
  const [from, to] = [PLACES[refund.state], PLACES[state]];
  await tx
    .updateTable('payment_refunds')
    .set({ state, error: error?.slice(0, 500) ?? null, ended_at: step.now, next_at: null })
    .where('id', '=', refund.id)
    .execute();
  await moveRefund(tx, step, refund, { from, to });
  return to === 'gone' ? 'reversed' : from === 'gone' ? 'returned' : 'changed';
}

/** Moves the money of a refund to where its state says that it is. */
async function moveRefund(
  tx: Tx,
  step: Step,
  refund: Refund,
  { from, to }: { from: Place; to: Place },
): Promise<void> {
  if (from === to) return;
  const { payment } = step;
  const { amount } = refund;
  if (to === 'gone') {
    if (from === 'held') await post(tx, step, 'refund.done', [REFUNDS, DEPOSITS], amount);
    else await takeFromAccount(tx, step, { amount, kind: 'refund.done', toId: DEPOSITS });
    await recordMovement(tx, step, { gross: -amount as Money, fee: 0n as Money });
    await setSums(tx, step, { refunded: (payment.refunded + amount) as Money });
    return;
  }
  const wallet = walletOf(payment.accountId);
  await post(tx, step, 'refund.return', [from === 'held' ? REFUNDS : DEPOSITS, wallet], amount);
  if (from === 'gone') {
    await recordMovement(tx, step, { gross: amount, fee: 0n as Money });
    await setSums(tx, step, { refunded: (payment.refunded - amount) as Money });
  }
  await giveBackBonus(tx, refund, { ...step, reference: referenceOf(step) });
  await payReceivables(tx, payment.accountId, step.actor);
}

async function post(
  tx: Tx,
  step: Step,
  kind: 'refund.done' | 'refund.return',
  [fromId, toId]: [bigint, bigint],
  amount: Money,
): Promise<void> {
  const reference = referenceOf(step);
  const reason = reasonOf(step);
  await postTransfers(tx, [{ kind, reference, fromId, toId, amount, reason, actor: step.actor }]);
}

const hasFailed = async (tx: Tx, { payment, eventId }: Step, refundId: number) =>
  (await tx
    .selectFrom('payment_events')
    .select('id')
    .where('payment_id', '=', payment.id)
    .where('kind', '=', 'refund_failed')
    .where('refund_ref', '=', refundText(refundId))
    .where('actor', 'like', 'gateway:%')
    .where('id', '<>', eventId)
    .executeTakeFirst()) !== undefined;
