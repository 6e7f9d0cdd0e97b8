import { decimalsOf } from './display-amount.ts';
import type { Money } from './money.ts';

const NANO_DIGITS = 9;

/** The smallest amount that can be paid in a currency, in nano-units: a cent is 10⁷. */
export const smallestUnit = (currency: string): Money =>
  (10n ** BigInt(NANO_DIGITS - decimalsOf(currency))) as Money;

const COUNTRIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** What arrives is whole in this: of a currency that is no country's, every nano-unit counts. */
export const receivedUnit = (currency: string): Money =>
  COUNTRIES.has(currency) ? smallestUnit(currency) : (1n as Money);

/** The next amount that can be paid, or the amount itself. */
export const roundUpTo = (unit: Money, amount: bigint): Money =>
  (((amount + unit - 1n) / unit) * unit) as Money;
