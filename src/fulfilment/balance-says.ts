import { asMoney, formatMoney } from '#lib/money.ts';
import type { EvidenceVerdict } from './evidence.ts';

/** Before and after a call of unknown outcome, in nano-units of the provider's currency. */
export type Balances = { before: bigint; after: bigint };

export type Expected = {
  /** What the order should cost, in the shop's currency; null: not known. */
  cost: bigint | null;
  quantity: number;
  /** Nano-units of the shop's currency for one unit of the provider's. */
  exchangeRate: bigint;
};

const NANO = 10n ** 9n;

/**
 * Pure: nothing taken means not placed, exactly the expected charge taken means placed, and
 * anything else means nothing. The cost's rate was rounded up by less than a micro-unit.
 */
export function balanceSays(
  { before, after }: Balances,
  { cost, quantity, exchangeRate }: Expected,
): { verdict: EvidenceVerdict; note: string } | null {
  const taken = before - after;
  const note = `the balance was ${text(before)} and is ${text(after)}`;
  // What costs nothing leaves the balance as it is either way.
  if (taken === 0n) return cost === 0n ? null : { verdict: 'not_placed', note };
  if (cost === null || taken < 0n) return null;
  const inShop = (taken * exchangeRate) / NANO;
  const off = cost - inShop;
  const exact = off >= 0n && off <= BigInt(quantity);
  return exact ? { verdict: 'placed', note } : null;
}

const text = (amount: bigint): string => formatMoney(asMoney(amount));
