import { randomInt } from 'node:crypto';
import { normalCode } from '#coupons/index.ts';
import { AppError } from '#lib/errors.ts';
import { formatMoney, ZERO, type Money } from '#lib/money.ts';
import { violatedConstraint } from '#platform/db/postgres-errors.ts';
import type { Tx } from '#platform/db/types.ts';

export type NewDepositCoupon = {
  /** For the operator's lists. */
  name: string;
  /** The codes that grant it, or how many to make: `PREFIX-XXXXXXXX`. */
  codes: readonly string[] | { make: number; prefix?: string };
  minimum?: Money;
  startsAt?: Date;
  endsAt?: Date | null;
  /** By all codes and accounts together. */
  maxUses?: number | null;
  maxUsesPerAccount?: number | null;
  maxUsesPerCode?: number | null;
  /** How long the bonus lasts that is not spent. */
  bonusDays?: number;
} & ({ bonusBp: number; most?: Money | null } | { amount: Money });

const MOST_CODES = 100_000;
const AT_ONCE = 5_000;
const DEFAULT_DAYS = 30;

/**
 * Creates a deposit bonus and the codes that grant it, one or many. Codes that are made are used
 * once each, unless it says otherwise. Refuses `conflict` (a code is taken) and
 * `invalid_parameter`.
 */
export async function createDepositCoupon(
  tx: Tx,
  coupon: NewDepositCoupon,
  now: Date,
): Promise<{ id: number; codes: string[] }> {
  const codes = codesOf(coupon.codes);
  const isMade = 'make' in coupon.codes;
  const { id } = await tx
    .insertInto('deposit_coupons')
    .values({
      name: coupon.name.trim(),
      ...('amount' in coupon
        ? { amount: coupon.amount }
        : { bonus_bp: coupon.bonusBp, most: coupon.most ?? null }),
      minimum: coupon.minimum ?? ZERO,
      starts_at: coupon.startsAt ?? now,
      ends_at: coupon.endsAt ?? null,
      max_uses: coupon.maxUses ?? null,
      max_uses_per_account: coupon.maxUsesPerAccount ?? null,
      max_uses_per_code: coupon.maxUsesPerCode ?? (isMade ? 1 : null),
      bonus_days: coupon.bonusDays ?? DEFAULT_DAYS,
      created_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
    .catch(refuse);
  for (let at = 0; at < codes.length; at += AT_ONCE) {
    const rows = codes.slice(at, at + AT_ONCE).map((code) => ({ code, coupon_id: id }));
    await tx.insertInto('deposit_codes').values(rows).execute().catch(refuse);
  }
  return { id, codes };
}

function codesOf(wanted: NewDepositCoupon['codes']): string[] {
  if (!('make' in wanted)) {
    const codes = wanted.map((text) => normalCode(text) ?? refuseCode());
    if (codes.length === 0) refuseCode();
    return [...new Set(codes)];
  }
  const { make, prefix = 'BONUS' } = wanted;
  if (!Number.isInteger(make) || make < 1 || make > MOST_CODES) {
    throw invalid('codes', `between 1 and ${MOST_CODES} codes can be made at once`);
  }
  const head = normalCode(prefix) ?? refuseCode();
  const codes = new Set<string>();
  while (codes.size < make) codes.add(normalCode(`${head}-${word()}`) ?? refuseCode());
  return [...codes];
}

// Without letters and digits that are taken for one another. 31^8: nobody guesses one.
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const LENGTH = 8;

const word = (): string =>
  Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');

function refuseCode(): never {
  throw invalid('code', 'a code has 2 to 40 letters, digits, - or _');
}

const invalid = (parameter: string, message: string): AppError =>
  new AppError('invalid_parameter', message, { parameter });

const ADVICE: Record<string, [parameter: string, advice: string]> = {
  deposit_coupons_name_is_short: ['name', 'use a name of 1 to 60 characters'],
  deposit_coupons_bonus_is_a_share: ['percent', 'use a percentage from 0.01 to 100'],
  deposit_coupons_amount_is_positive: ['amount', `use an amount above ${formatMoney(ZERO)}`],
  deposit_coupons_most_is_positive: ['most', `use an amount above ${formatMoney(ZERO)}`],
  deposit_coupons_minimum_is_positive: ['minimum', 'the minimum must not be negative'],
  deposit_coupons_max_uses_is_positive: ['max_uses', 'use a limit above 0'],
  deposit_coupons_account_limit_is_positive: ['max_uses_per_account', 'use a limit above 0'],
  deposit_coupons_code_limit_is_positive: ['max_uses_per_code', 'use a limit above 0'],
  deposit_coupons_days_are_sane: ['days', 'use 1 to 3650 days'],
  deposit_coupons_end_after_they_start: ['ends_at', 'it ends after it starts'],
};

function refuse(error: unknown): never {
  const broken = violatedConstraint(error) ?? '';
  if (broken === 'deposit_codes_pkey') {
    throw new AppError('conflict', 'one of these codes is taken already', { cause: error });
  }
  const [parameter, advice] = ADVICE[broken] ?? [];
  if (parameter === undefined || advice === undefined) throw error;
  throw new AppError('invalid_parameter', advice, { parameter, cause: error });
}
