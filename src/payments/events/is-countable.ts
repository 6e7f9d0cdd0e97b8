import type { Money } from '#lib/money.ts';
import { receivedUnit } from '#lib/smallest-unit.ts';
import type { Payment } from '../payment.ts';

const LARGEST = 10n ** 18n; // a thousand million: sums stay far from what 64 bits hold

/** An amount in the payment's own currency that can be true. */
export const isCountable = (
  { currency }: Payment,
  event: { amount: Money; currency: string },
): boolean =>
  event.currency.toUpperCase() === currency &&
  event.amount > 0n &&
  event.amount <= LARGEST &&
  event.amount % receivedUnit(currency) === 0n; // a fraction of a cent is nobody's payment
