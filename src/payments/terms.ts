import { asMoney, ZERO, type BasisPoints, type Money } from '#lib/money.ts';
import { receivedUnit, roundUpTo } from '#lib/smallest-unit.ts';

export type FeeTerms = { feeBp: BasisPoints; feeFixed: Money };

const WHOLE_BP = 10_000n;

/** The gateway's share of a credit, rounded up to what can be paid. */
export const feeFor = (amount: Money, { feeBp, feeFixed }: FeeTerms, unit: Money): Money =>
  roundUpTo(unit, roundedUp(amount * BigInt(feeBp), WHOLE_BP) + feeFixed);

const roundedUp = (value: bigint, by: bigint): bigint => (value + by - 1n) / by;

export type CreditTerms = { amount: Money; toPay: Money; feeBp: BasisPoints; currency: string };

/**
 * What is credited once so much has come: exactly the quoted amount for exactly the quoted sum, a
 * part in proportion, and of a surplus all but the percentage. Rounded down to what can be paid, so
 * that all of it can be sent back. It depends on the sum alone: parts credit what the whole would.
 */
export function creditFor(terms: CreditTerms, received: Money): Money {
  const { amount, toPay, feeBp, currency } = terms;
  const unit = receivedUnit(currency);
  if (received <= toPay) return whole((amount * received) / toPay, unit);
  const surplus = ((received - toPay) * WHOLE_BP) / (WHOLE_BP + BigInt(feeBp));
  return whole(amount + surplus, unit);
}

const whole = (amount: bigint, unit: bigint): Money => (amount - (amount % unit)) as Money;

export type SizeBonus = { from: Money; bonusBp: BasisPoints };

/** What a deposit code adds: a percentage, at most `most`, or a fixed amount. */
export type CodeBonus = {
  code: string;
  minimum: Money;
} & ({ bonusBp: BasisPoints; most: Money | null } | { amount: Money });

/** What was shown before paying. The bonus follows what has been credited in the end. */
export type BonusTerms = {
  sizes: readonly SizeBonus[];
  code: CodeBonus | null;
  /** How long a bonus lasts that is not spent. */
  days: number;
};

/** The bonus on so much credit: the highest size that it reaches, and the code's. Rounded down. */
export const bonusFor = (terms: BonusTerms, credited: Money): Money =>
  (sizeBonus(terms.sizes, credited) +
    (terms.code ? codeBonus(terms.code, credited) : ZERO)) as Money;

function sizeBonus(sizes: readonly SizeBonus[], credited: Money): Money {
  const reached = sizes.filter(({ from }) => from <= credited);
  const best = reached.reduce((most, { bonusBp }) => Math.max(most, bonusBp), 0);
  return share(credited, best);
}

function codeBonus(code: CodeBonus, credited: Money): Money {
  if (credited === 0n || credited < code.minimum) return ZERO;
  if ('amount' in code) return code.amount;
  const bonus = share(credited, code.bonusBp);
  return code.most !== null && bonus > code.most ? code.most : bonus;
}

const share = (amount: Money, bp: BasisPoints): Money =>
  ((amount * BigInt(bp)) / WHOLE_BP) as Money;

type StoredCode = { code: string; minimum: string; bp?: number; most?: string; amount?: string };
type StoredTerms = { sizes: { from: string; bp: number }[]; code?: StoredCode; days: number };

/** As a payment's row keeps them: amounts as text, because JSON has no such numbers. */
export const storedTerms = ({ sizes, code, days }: BonusTerms): string =>
  JSON.stringify({
    sizes: sizes.map(({ from, bonusBp }) => ({ from: String(from), bp: bonusBp })),
    ...(code && { code: storedCode(code) }),
    days,
  } satisfies StoredTerms);

const storedCode = (code: CodeBonus): StoredCode => ({
  code: code.code,
  minimum: String(code.minimum),
  ...('amount' in code
    ? { amount: String(code.amount) }
    : { bp: code.bonusBp, ...(code.most !== null && { most: String(code.most) }) }),
});

export function readTerms(stored: unknown): BonusTerms {
  const { sizes, code, days } = stored as StoredTerms;
  return {
    sizes: sizes.map(({ from, bp }) => ({ from: asMoney(from), bonusBp: bp })),
    code: code ? readCode(code) : null,
    days,
  };
}

function readCode({ code, minimum, bp, most, amount }: StoredCode): CodeBonus {
  const given = { code, minimum: asMoney(minimum) };
  if (amount !== undefined) return { ...given, amount: asMoney(amount) };
  return { ...given, bonusBp: bp ?? 0, most: most === undefined ? null : asMoney(most) };
}
