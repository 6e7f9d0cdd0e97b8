import { asMoney, type Money } from '#lib/money.ts';
import { receivedUnit } from '#lib/smallest-unit.ts';
import type { PaymentMethod } from './invoice.ts';

/** A payment of an invoice, with what it is worth there. */
export type Worth = {
  id: string;
  at: number;
  amount: Money;
  status: string;
};

const NANO_DECIMALS = 9;
const INVALID = 'Invalid'; // replaced by its sender, or never confirmed

/**
 * What each payment is worth in the invoice's currency, at the invoice's rates. BTCPay asks for
 * coins rounded up, so a sum is worth its whole smallest units: rounded down over all payments so
 * far and not singly, so that parts add up to what was asked.
 */
export function worthOf(methods: readonly PaymentMethod[], currency: string): Worth[] {
  const unit = receivedUnit(currency);
  let sum = ZERO_SUM;
  return methods
    .flatMap(({ rate, payments }) => payments.map((payment) => ({ rate, ...payment })))
    .filter(({ status }) => status !== INVALID)
    .toSorted((a, b) => a.receivedDate - b.receivedDate || (a.id < b.id ? -1 : 1))
    .map(({ id, receivedDate: at, status, rate, value, fee }) => {
      const before = sum;
      sum = plus(sum, times(minus(exact(value), exact(fee)), exact(rate)));
      return { id, at, status, amount: asMoney(whole(sum, unit) - whole(before, unit)) };
    });
}

/** A decimal of any length: digits × 10⁻ᵖˡᵃᶜᵉˢ. */
type Exact = { digits: bigint; places: number };

const ZERO_SUM: Exact = { digits: 0n, places: 0 };
const DECIMAL = /^(-?)(\d{1,30})(?:\.(\d{1,40}))?$/;

function exact(text: string): Exact {
  const [, sign, whole = '', fraction = ''] = DECIMAL.exec(text) ?? [];
  if (sign === undefined) throw new TypeError(`${text.slice(0, 40)} is not a decimal`);
  return { digits: BigInt(`${sign}${whole}${fraction}`), places: fraction.length };
}

const times = (a: Exact, b: Exact): Exact => ({
  digits: a.digits * b.digits,
  places: a.places + b.places,
});

function plus(a: Exact, b: Exact): Exact {
  const places = Math.max(a.places, b.places);
  return { digits: scaled(a, places) + scaled(b, places), places };
}

const minus = (a: Exact, b: Exact): Exact => plus(a, { ...b, digits: -b.digits });

const scaled = ({ digits, places }: Exact, to: number): bigint =>
  digits * 10n ** BigInt(to - places);

/** Nano-units, rounded down to whole units. */
function whole({ digits, places }: Exact, unit: bigint): bigint {
  const nano = (digits * 10n ** BigInt(NANO_DECIMALS)) / 10n ** BigInt(places);
  return nano - (nano % unit);
}
