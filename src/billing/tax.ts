import { asMoney, ZERO, type BasisPoints, type Money } from '#lib/money.ts';
import { smallestUnit } from '#lib/smallest-unit.ts';
import type { TaxTreatment } from '#platform/db/schema.ts';

/** What the operator says of tax. Prices contain it; a rate of 0 is no tax. */
export type TaxRule = {
  /** As its law calls it: VAT, KDV, GST. */
  name: string;
  rateBp: BasisPoints;
  /** Where a business with a tax number owes the tax itself. */
  reverseCountries: readonly string[];
};

export type Taxed = { treatment: TaxTreatment; net: Money; tax: Money };

type Buyer = { company: string; country: string; taxNumber: string };

/**
 * Splits a total, in nano-units, into net and tax. Tax is rounded once, half up, to the smallest
 * unit of the currency; net is the rest, so that both always make the total.
 */
export function splitTax(total: Money, rule: TaxRule, buyer: Buyer, currency: string): Taxed {
  if (rule.rateBp === 0) return { treatment: 'none', net: total, tax: ZERO };
  if (owesItItself(buyer, rule)) return { treatment: 'reverse_charge', net: total, tax: ZERO };
  const rate = BigInt(rule.rateBp);
  const tax = halfUp(total * rate, 10_000n + rate, smallestUnit(currency));
  return { treatment: 'included', net: asMoney(total - tax), tax };
}

const owesItItself = ({ company, country, taxNumber }: Buyer, rule: TaxRule): boolean =>
  company !== '' && taxNumber !== '' && rule.reverseCountries.includes(country);

function halfUp(numerator: bigint, denominator: bigint, unit: bigint): Money {
  const whole = denominator * unit;
  return asMoney(((2n * numerator + whole) / (2n * whole)) * unit);
}
