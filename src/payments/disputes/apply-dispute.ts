import { DEPOSITS, DISPUTED, postTransfers } from '#ledger/index.ts';
import { asMoney, type Money } from '#lib/money.ts';
import type { DisputeState, EventOutcome } from '#platform/db/schema.ts';
import type { Tx } from '#platform/db/types.ts';
import { creditIn, giveToAccount, returnFee, takeBonusOf, takeFee } from '../events/reverse.ts';
import { isCountable } from '../events/is-countable.ts';
import { keep } from '../events/keep.ts';
import { reasonOf, recordMovement, referenceOf, setSums, type Step } from '../events/step.ts';
import { payReceivables } from '../receivables/pay-receivables.ts';
import { takeFromAccount } from '../receivables/take-from-account.ts';

type Dispute = {
  id: number;
  /** Null: its verdict came before it. */
  amount: Money | null;
  credit: Money;
  state: DisputeState;
  verdictAt: Date | null;
};

type Disputed = { disputeId: string; amount: Money; currency: string };

/**
 * A charge-back was opened: just the disputed sum is frozen, what the wallet no longer holds of it
 * is owed. One whose verdict was heard first ends at once as it was judged.
 */
export async function openDispute(tx: Tx, step: Step, event: Disputed): Promise<EventOutcome> {
  if (!isCountable(step.payment, event)) {
    return keep(step, `a dispute in ${event.currency} of a payment in ${step.payment.currency}`);
  }
  const known = await lockDispute(tx, step, event.disputeId);
  if (known && known.amount !== null) {
    if (known.amount === event.amount) return 'nothing';
    return keep(step, `dispute ${event.disputeId} has another amount than before`);
  }
  const { amount } = event;
  const opened = { amount, opened_at: step.now };
  const id = known?.id ?? (await insert(tx, step, event.disputeId, { state: 'open', ...opened }));
  if (known) await tx.updateTable('disputes').set(opened).where('id', '=', id).execute();
  if (known?.state === 'won') return 'nothing';
  const dispute = { id, amount };
  const credit = await freeze(tx, step, dispute);
  if (known?.state === 'lost') await lose(tx, step, { ...dispute, credit });
  return 'reversed';
}

/** A charge-back was judged; of two verdicts the later one counts. */
export async function judgeDispute(
  tx: Tx,
  step: Step,
  { disputeId, verdict, at }: { disputeId: string; verdict: 'won' | 'lost'; at: Date },
): Promise<EventOutcome> {
  const known = await lockDispute(tx, step, disputeId);
  if (!known) {
    await insert(tx, step, disputeId, { state: verdict, verdict_at: at });
    return 'changed';
  }
  if (known.verdictAt && at < known.verdictAt) return 'nothing';
  await tx
    .updateTable('disputes')
    .set({ state: verdict, verdict_at: at })
    .where('id', '=', known.id)
    .execute();
  const { amount } = known;
  if (known.state === verdict || amount === null) return 'changed';
  const dispute = { ...known, amount };
  if (verdict === 'won') {
    if (known.state === 'lost') await reopen(tx, step, dispute);
    await win(tx, step, dispute);
    return 'returned';
  }
  const credit = known.state === 'won' ? await freeze(tx, step, dispute) : known.credit;
  await lose(tx, step, { ...dispute, credit });
  return known.state === 'won' ? 'reversed' : 'changed';
}

type Frozen = { id: number; amount: Money; credit: Money };

/** wallet → disputed, and receivables → disputed for what the wallet does not hold. */
async function freeze(
  tx: Tx,
  step: Step,
  { id, amount }: { id: number; amount: Money },
): Promise<Money> {
  const { payment } = step;
  const credit = creditIn(payment, amount);
  const taking = { amount: credit, kind: 'dispute.freeze', toId: DISPUTED, disputeId: id } as const;
  await takeFromAccount(tx, step, taking);
  const fee = (credit - amount) as Money;
  await recordMovement(tx, step, { gross: -amount as Money, fee });
  await tx.updateTable('disputes').set({ credit }).where('id', '=', id).execute();
  await setSums(tx, step, {
    reversed: (payment.reversed + amount) as Money,
    reversedCredit: (payment.reversedCredit + credit) as Money,
  });
  return credit;
}

/** disputed → deposits: the money is gone, and the fee in it with it. */
async function lose(tx: Tx, step: Step, { amount, credit }: Frozen): Promise<void> {
  await move(tx, step, { kind: 'dispute.lose', fromId: DISPUTED, toId: DEPOSITS, amount: credit });
  await returnFee(tx, step, (amount - credit) as Money);
  await takeBonusOf(tx, step);
}

/** A loss did not stand: what was gone is disputed again. */
async function reopen(tx: Tx, step: Step, { amount, credit }: Frozen): Promise<void> {
  const kind = 'dispute.reopen';
  await move(tx, step, { kind, fromId: DEPOSITS, toId: DISPUTED, amount: credit });
  await takeFee(tx, step, (amount - credit) as Money);
}

/** disputed → wallet, after what is still owed of it. */
async function win(tx: Tx, step: Step, { id, amount, credit }: Frozen): Promise<void> {
  const { payment } = step;
  const giving = { amount: credit, kind: 'dispute.return', fromId: DISPUTED } as const;
  await giveToAccount(tx, step, giving, { disputeId: id });
  await recordMovement(tx, step, { gross: amount, fee: (amount - credit) as Money });
  await setSums(tx, step, {
    reversed: (payment.reversed - amount) as Money,
    reversedCredit: (payment.reversedCredit - credit) as Money,
  });
  await payReceivables(tx, payment.accountId, step.actor);
}

type Move = {
  kind: 'dispute.lose' | 'dispute.reopen';
  fromId: bigint;
  toId: bigint;
  amount: Money;
};

async function move(tx: Tx, step: Step, one: Move): Promise<void> {
  if (one.amount <= 0n) return;
  const reference = referenceOf(step);
  await postTransfers(tx, [{ ...one, reference, reason: reasonOf(step), actor: step.actor }]);
}

async function lockDispute(tx: Tx, { payment }: Step, ref: string): Promise<Dispute | undefined> {
  const row = await tx
    .selectFrom('disputes')
    .select(['id', 'amount', 'credit', 'state', 'verdict_at'])
    .where('dispute_ref', '=', ref)
    .where('payment_id', '=', payment.id)
    .forUpdate()
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      amount: row.amount === null ? null : asMoney(row.amount),
      credit: asMoney(row.credit),
      state: row.state,
      verdictAt: row.verdict_at,
    }
  );
}

async function insert(
  tx: Tx,
  { payment }: Step,
  ref: string,
  begun: { state: DisputeState; amount?: Money; opened_at?: Date; verdict_at?: Date },
): Promise<number> {
  const { id } = await tx
    .insertInto('disputes')
    .values({
      dispute_ref: ref,
      payment_id: payment.id,
      account_id: payment.accountId,
      ...begun,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
