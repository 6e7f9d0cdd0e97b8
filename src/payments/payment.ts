import type { Money } from '#lib/money.ts';
import type { PaymentState } from '#platform/db/schema.ts';
import type { BonusTerms } from './terms.ts';

/**
 * `new` has no checkout yet, `open` waits to be paid, `reported` waits for the operator (a transfer
 * by hand), `processing` was seen at the gateway; `partial` and `paid` hold money.
 */
export type { PaymentState };

/** States in which nothing was credited and something still may be. */
export const WAITING: readonly PaymentState[] = ['new', 'open', 'reported', 'processing'];

/** A deposit. Amounts are nano-units of `currency`, which is the shop's. */
export type Payment = {
  id: number;
  accountId: number;
  gatewayId: number;
  gateway: { name: string; label: string; kind: string };
  /** To be credited. */
  amount: Money;
  fee: Money;
  toPay: Money;
  feeBp: number;
  currency: string;
  state: PaymentState;
  bonusTerms: BonusTerms;
  /** The gateway's id of the checkout, once there is one. */
  gatewayRef: string | null;
  /** Where to pay; null: not made yet, or a transfer by hand. */
  url: string | null;
  /** What the customer reported of a transfer by hand. */
  reference: string | null;
  /** Why it failed or was refused. */
  reason: string | null;
  /** So far, gross. */
  received: Money;
  /** So far, to the wallet, without the bonus. */
  credited: Money;
  bonus: Money;
  /** Of the bonus, because money went back. */
  bonusTaken: Money;
  /** Refunded from outside or disputed, gross, and the part of the credit in it. */
  reversed: Money;
  reversedCredit: Money;
  /** Sent back to its source because the customer asked. */
  refunded: Money;
  createdAt: Date;
  expiresAt: Date;
  reportedAt: Date | null;
  paidAt: Date | null;
};

/** `pay_12`: how customers, gateways and operators name a payment. */
export const paymentText = (id: number): string => `pay_${id}`;
export const refundText = (id: number): string => `rfd_${id}`;

export const paymentIdOf = (text: string): number | undefined => numberAfter('pay_', text);
export const refundIdOf = (text: string): number | undefined => numberAfter('rfd_', text);

const LARGEST_ID = 2_147_483_647;

function numberAfter(prefix: string, text: string): number | undefined {
  if (!text.startsWith(prefix) || !/^[1-9]\d{0,9}$/.test(text.slice(prefix.length)))
    return undefined;
  const id = Number(text.slice(prefix.length));
  return id <= LARGEST_ID ? id : undefined;
}
