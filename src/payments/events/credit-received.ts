import { findAccount } from '#accounts/index.ts';
import { DEPOSITS, postTransfers, REVENUE, walletOf, type Transfer } from '#ledger/index.ts';
import { formatMoney, ZERO, type Money } from '#lib/money.ts';
import type { EventOutcome } from '#platform/db/schema.ts';
import type { Tx } from '#platform/db/types.ts';
import { grantBonus } from '../bonuses/grant-bonus.ts';
import type { Happening } from '../gateway.ts';
import { paymentText } from '../payment.ts';
import { payReceivables } from '../receivables/pay-receivables.ts';
import { bonusFor, creditFor, type BonusTerms } from '../terms.ts';
import { isCountable } from './is-countable.ts';
import { keep } from './keep.ts';
import { reasonOf, recordMovement, referenceOf, setSums, type Step } from './step.ts';

type Received = Extract<Happening, { kind: 'received' }>;

/**
 * Credits what has arrived: the whole of it comes in from outside, the fee goes to the revenue and
 * the rest to the wallet. Late, in parts or too much, it is credited all the same.
 */
export async function creditReceived(tx: Tx, step: Step, event: Received): Promise<EventOutcome> {
  const { payment, now } = step;
  const { amount: gross } = event;
  if (!isCountable(payment, event)) {
    return keep(
      step,
      `${formatMoney(gross)} ${event.currency} is not what ${payment.gateway.label} can have got`,
    );
  }
  const received = (payment.received + gross) as Money;
  const credited = creditFor(payment, received);
  const credit = (credited - payment.credited) as Money;
  const fee = (gross - credit) as Money;
  const bonus = await bonusOn(tx, step, credited);
  await post(tx, step, { credit, fee });
  await recordMovement(tx, step, { gross, fee, bonus });
  await setSums(tx, step, { received, credited });
  const isPaid = received >= payment.toPay;
  await tx
    .updateTable('payments')
    .set({
      state: isPaid ? 'paid' : 'partial',
      reason: null,
      bonus: (payment.bonus + bonus) as Money,
      ...(isPaid && !payment.paidAt && { paid_at: now }),
    })
    .where('id', '=', payment.id)
    .execute();
  await payReceivables(tx, payment.accountId, step.actor);
  await tellOfClosed(tx, step, credit);
  await grantBonus(tx, {
    payment,
    amount: bonus,
    reference: referenceOf(step),
    reason: `a bonus on ${reasonOf(step)}`,
    actor: step.actor,
    now,
  });
  return 'credited';
}

/** Whoever cannot sign in any more can neither spend it nor ask it back: a person has to. */
async function tellOfClosed(tx: Tx, { payment, eventId, notices }: Step, credit: Money) {
  const account = await findAccount(tx, payment.accountId);
  if (!account?.suspended) return;
  const name = paymentText(payment.id);
  notices.push({
    kind: 'payment.closed',
    subject: `event:${eventId}`,
    severity: 'warning',
    text:
      `${formatMoney(credit)} ${payment.currency} of ${name} came into account ` +
      `${payment.accountId}, which is suspended or closed. See: notpanel payment show ${name}`,
  });
}

async function post(
  tx: Tx,
  step: Step,
  { credit, fee }: { credit: Money; fee: Money },
): Promise<void> {
  const common = {
    reference: referenceOf(step),
    fromId: DEPOSITS,
    reason: reasonOf(step),
    actor: step.actor,
  };
  const toId = walletOf(step.payment.accountId);
  const all: Transfer[] = [
    { ...common, kind: 'deposit', toId, amount: credit },
    { ...common, kind: 'deposit.fee', toId: REVENUE, amount: fee },
  ];
  await postTransfers(
    tx,
    all.filter(({ amount }) => amount > 0n),
  );
}

/** Of a payment of which money went back no bonus comes any more. */
async function bonusOn(tx: Tx, { payment }: Step, credited: Money): Promise<Money> {
  if (payment.reversed > 0n || (await isAskedBack(tx, payment.id))) return ZERO;
  const terms = await termsLeft(tx, payment.id, payment.bonusTerms);
  const bonus = bonusFor(terms, credited) - payment.bonus;
  return (bonus > 0n ? bonus : 0n) as Money;
}

const isAskedBack = async (tx: Tx, paymentId: number): Promise<boolean> =>
  (await tx
    .selectFrom('payment_refunds')
    .select('id')
    .where('payment_id', '=', paymentId)
    .where('state', 'not in', ['failed', 'refused'])
    .executeTakeFirst()) !== undefined;

/** A code is given up by a payment that expired; money that comes later has only the sizes. */
async function termsLeft(tx: Tx, paymentId: number, terms: BonusTerms): Promise<BonusTerms> {
  if (!terms.code) return terms;
  const use = await tx
    .selectFrom('deposit_coupon_uses')
    .select('released_at')
    .where('payment_id', '=', paymentId)
    .executeTakeFirst();
  return use?.released_at ? { ...terms, code: null } : terms;
}
