import { AppError } from '#lib/errors.ts';
import { asMoney, type Money } from '#lib/money.ts';

// docs.stripe.com/currencies: the API's smallest units. ISK and UGX have no decimals any more and
// are written with two all the same.
const NO_DECIMALS = new Set(
  'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '),
);
const THREE_DECIMALS = new Set('BHD JOD KWD OMR TND'.split(' '));
const MONEY_DECIMALS = 9;

/** The amount as Stripe writes it. One that is not whole there is refused: `invalid_parameter`. */
export function toMinorUnits(amount: Money, currency: string): number {
  const { unit, step } = scaleOf(currency);
  if (amount % (unit * step) !== 0n) {
    throw new AppError('invalid_parameter', `Stripe takes no such fraction of ${currency}`);
  }
  return Number(amount / unit);
}

/** What Stripe writes, in nano-units. */
export const fromMinorUnits = (amount: number, currency: string): Money =>
  asMoney(BigInt(amount) * scaleOf(currency).unit);

/** Of three decimals the last is to be zero. */
function scaleOf(currency: string): { unit: bigint; step: bigint } {
  const name = currency.toUpperCase();
  const decimals = NO_DECIMALS.has(name) ? 0 : THREE_DECIMALS.has(name) ? 3 : 2;
  return { unit: 10n ** BigInt(MONEY_DECIMALS - decimals), step: decimals === 3 ? 10n : 1n };
}
