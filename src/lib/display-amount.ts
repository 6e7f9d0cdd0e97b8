import type { Money } from './money.ts';

/** What one unit of the shop's currency is in another one. It never touches the ledger. */
export type DisplayRate = {
  /** ISO code. */
  readonly currency: string;
  /** Nano-units of `currency` for one unit of the shop's. */
  readonly rate: bigint;
  /** The day that the rate is of, `yyyy-mm-dd`. */
  readonly asOf: string;
  /** Who said so: `operator`, `ecb`, `demo`. */
  readonly source: string;
};

const UNIT = 10n ** 9n;

const NANO_DIGITS = 9;
const SIGNIFICANT = 3; // a price per 1,000 of 0.0231 must not be shown as 0.02

/**
 * An amount in a display currency as plain decimal text: rate × amount exactly, then rounded once,
 * half up, to the currency's decimals, or below one unit to three significant digits if these are
 * more. For showing beside the true amount only.
 */
export function displayAmount(
  amount: Money,
  { currency, rate }: Pick<DisplayRate, 'currency' | 'rate'>,
): string {
  const sign = amount < 0n ? '-' : '';
  const exact = (amount < 0n ? -amount : amount) * rate; // 10⁻¹⁸ of the currency
  const decimals = decimalsFor(exact, decimalsOf(currency));
  const text = rounded(exact, decimals);
  return /[1-9]/.test(text) ? sign + text : text;
}

const EXACT_DIGITS = 2 * NANO_DIGITS;

function decimalsFor(exact: bigint, usual: number): number {
  if (exact === 0n || exact >= UNIT * UNIT) return usual;
  const leadingZeros = EXACT_DIGITS - exact.toString().length;
  return Math.min(Math.max(usual, leadingZeros + SIGNIFICANT), EXACT_DIGITS);
}

function rounded(exact: bigint, decimals: number): string {
  const step = 10n ** BigInt(EXACT_DIGITS - decimals);
  const digits = ((exact + step / 2n) / step).toString().padStart(decimals + 1, '0');
  if (decimals === 0) return digits;
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Decimals that amounts of a currency are written with: 2 for most, 0 for JPY. */
export const decimalsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
    .maximumFractionDigits ?? 2;
