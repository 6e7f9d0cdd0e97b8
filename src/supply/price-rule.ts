import { LARGEST_RATE } from '#catalog/index.ts';
import { asRate, type BasisPoints, type Rate } from '#lib/money.ts';

/** How a cost becomes a price. All rates per 1000, in the shop's currency. */
export type PriceRule = {
  readonly id: number;
  /** Null: of every provider. */
  readonly providerId: number | null;
  /** Our category; null: every one. */
  readonly category: string | null;
  readonly costFrom: Rate;
  /** Not including it; null: without end. */
  readonly costTo: Rate | null;
  readonly markupBp: BasisPoints;
  readonly extra: Rate;
  readonly roundTo: Rate;
  readonly floor: Rate;
};

const WHOLE = 10_000n; // basis points

/**
 * The price of what costs so much: cost × (1 + markup) + extra, rounded up to `roundTo`, at least
 * `floor`, at most the largest rate there is. The rule that says most decides: for provider and category, for a category, for a
 * provider, for all; of several the one with the narrowest band of costs, then the newest. Null
 * when no rule is about it.
 */
export function priceFor(
  cost: Rate,
  { providerId, category }: { providerId: number; category: string },
  rules: readonly PriceRule[],
): { rate: Rate; rule: PriceRule } | null {
  const [rule] = rules
    .filter((one) => one.providerId === null || one.providerId === providerId)
    .filter((one) => one.category === null || one.category === category)
    .filter((one) => one.costFrom <= cost && (one.costTo === null || cost < one.costTo))
    .sort(bySpeciality);
  return rule ? { rate: priceBy(rule, cost), rule } : null;
}

function priceBy(rule: PriceRule, cost: Rate): Rate {
  const exact = cost * (WHOLE + BigInt(rule.markupBp)) + rule.extra * WHOLE;
  const rounded = roundUp(exact, WHOLE * rule.roundTo) * rule.roundTo;
  const price = rounded > rule.floor ? rounded : rule.floor;
  return asRate(price < LARGEST_RATE ? price : LARGEST_RATE);
}

const roundUp = (value: bigint, unit: bigint): bigint => (value + unit - 1n) / unit;

const bySpeciality = (a: PriceRule, b: PriceRule): number =>
  speciality(b) - speciality(a) || byWidth(widthOf(a), widthOf(b)) || b.id - a.id;

const speciality = (rule: PriceRule): number =>
  (rule.category === null ? 0 : 2) + (rule.providerId === null ? 0 : 1);

const widthOf = ({ costFrom, costTo }: PriceRule): bigint | null =>
  costTo === null ? null : costTo - costFrom;

function byWidth(a: bigint | null, b: bigint | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a < b ? -1 : Number(a > b);
}
