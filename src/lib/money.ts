import { AppError } from './errors.ts';

declare const money: unique symbol;
declare const rate: unique symbol;

/** Nano-units (10⁻⁹) of the shop's currency. */
export type Money = bigint & { readonly [money]: true };

/** Micro-units (10⁻⁶) per 1000 pieces, so that rate × quantity is nano-units exactly. */
export type Rate = bigint & { readonly [rate]: true };

/** Hundredths of a percent: 250 is 2.5 %. */
export type BasisPoints = number;

const MONEY_DECIMALS = 9;
const RATE_DECIMALS = 6;
const LARGEST = 2n ** 63n - 1n; // a Postgres bigint

export const ZERO = 0n as Money;

/** Brands a bigint that came from the ledger (nano-units). */
export const asMoney = (value: bigint | string): Money => BigInt(value) as Money;

/** Brands a bigint that came from a rate column (micro-units per 1000). */
export const asRate = (value: bigint | string): Rate => BigInt(value) as Rate;

/** rate × quantity, exact. Refuses what 64 bits cannot hold with `invalid_parameter`. */
export function chargeFor(rate: Rate, quantity: number | bigint): Money {
  const charge = rate * BigInt(quantity);
  if (charge > LARGEST) {
    throw new AppError('invalid_parameter', 'the charge is too large', { parameter: 'quantity' });
  }
  return charge as Money;
}

/** Parses a plain decimal such as `12.5` (no sign, exponent or separators), at most 9 decimals. */
export const parseMoney = (text: string): Money => parseDecimal(text, MONEY_DECIMALS) as Money;

/** Parses a rate per 1000 such as `0.00125`, at most 6 decimals. */
export const parseRate = (text: string): Rate => parseDecimal(text, RATE_DECIMALS) as Rate;

/** Reads a rate that somebody else wrote, rounded up; undefined when it is none. */
export const readRate = (text: string): Rate | undefined => {
  const rate = readDecimal(text, RATE_DECIMALS, 'up');
  return rate === undefined || rate < 0n ? undefined : (rate as Rate);
};

/** Reads an amount that somebody else wrote in nano-units of their currency, rounded down. */
export const readAmount = (text: string): bigint | undefined =>
  readDecimal(text, MONEY_DECIMALS, 'down');

/** Exact decimal text with at least two decimals: `47.32`, `0.000001`. */
export const formatMoney = (value: Money): string => formatDecimal(value, MONEY_DECIMALS);

/** Exact decimal text with at least two decimals, per 1000. */
export const formatRate = (value: Rate): string => formatDecimal(value, RATE_DECIMALS);

/**
 * The rate after a chain of discounts, in basis points, rounded up once at the end.
 * A negative discount is a surcharge.
 */
export function discountRate(base: Rate, discounts: readonly BasisPoints[]): Rate {
  let numerator = base as bigint;
  let denominator = 1n;
  for (const discount of discounts) {
    if (discount === 0) continue;
    numerator *= BigInt(10_000 - discount);
    denominator *= 10_000n;
  }
  return ((numerator + denominator - 1n) / denominator) as Rate;
}

/** The share of `amount` that belongs to `part` of `whole`, rounded down. */
export const proRata = (amount: Money, part: number, whole: number): Money =>
  whole === 0 ? ZERO : ((((amount as bigint) * BigInt(part)) / BigInt(whole)) as Money);

function parseDecimal(text: string, decimals: number): bigint {
  const match = /^(\d{1,13})(?:\.(\d+))?$/.exec(text);
  const fraction = match?.[2] ?? '';
  if (!match || fraction.length > decimals) {
    throw new AppError(
      'invalid_parameter',
      `${JSON.stringify(text.slice(0, 40))} is not an amount: use a plain decimal ` +
        `with at most ${decimals} decimals`,
    );
  }
  const value = BigInt(match[1] + fraction.padEnd(decimals, '0'));
  if (value > LARGEST) throw new AppError('invalid_parameter', 'the amount is too large');
  return value;
}

const FOREIGN = /^([+-]?)(\d{0,25})(?:\.(\d{0,60}))?(?:[eE]([+-]?\d{1,2}))?$/;

/** Sign, exponent and more digits than ours are read exactly: what is left over rounds once. */
function readDecimal(text: string, decimals: number, rounding: 'up' | 'down'): bigint | undefined {
  const match = FOREIGN.exec(text.trim());
  const digits = `${match?.[2] ?? ''}${match?.[3] ?? ''}`;
  if (!match || digits === '') return undefined;
  const shift = decimals + Number(match[4] ?? 0) - (match[3] ?? '').length;
  const signed = BigInt(digits) * (match[1] === '-' ? -1n : 1n);
  const value = shift >= 0 ? signed * 10n ** BigInt(shift) : shifted(signed, -shift, rounding);
  return value > LARGEST || value < -LARGEST ? undefined : value;
}

function shifted(value: bigint, places: number, rounding: 'up' | 'down'): bigint {
  const unit = 10n ** BigInt(places);
  const whole = value / unit;
  const rest = value % unit;
  if (rest === 0n) return whole;
  if (rounding === 'up') return rest > 0n ? whole + 1n : whole;
  return rest < 0n ? whole - 1n : whole;
}

function formatDecimal(value: bigint, decimals: number): string {
  const sign = value < 0n ? '-' : '';
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, -decimals);
  const fraction = digits.slice(-decimals).replace(/0+$/, '').padEnd(2, '0');
  return `${sign}${whole}.${fraction}`;
}
