import { AppError } from '#lib/errors.ts';
import { ZERO, type BasisPoints, type Money } from '#lib/money.ts';
import type { Tx } from '#platform/db/types.ts';
import { normalCode } from './coupon.ts';

export type NewCoupon = {
  code: string;
  minimumCharge?: Money;
  startsAt?: Date;
  endsAt?: Date | null;
  maxUses?: number | null;
  maxUsesPerAccount?: number | null;
  serviceIds?: readonly number[];
} & ({ discountBp: BasisPoints } | { amount: Money });

const FREE = 10_000;
const LARGEST_COUNT = 2_147_483_647; // a Postgres int

/**
 * Creates a percent or fixed coupon, valid from now on unless it says otherwise. Refuses
 * `conflict` (the code is taken), `service_not_found` and `invalid_parameter`.
 */
export async function createCoupon(tx: Tx, coupon: NewCoupon): Promise<{ id: number }> {
  const row = asRow(coupon);
  await findServices(tx, row.service_ids);
  const created = await tx
    .insertInto('coupons')
    .values(row)
    .onConflict((conflict) => conflict.column('code').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!created) throw new AppError('conflict', `there is a coupon ${row.code} already`);
  return created;
}

function asRow(coupon: NewCoupon) {
  const code = normalCode(coupon.code);
  if (code === undefined) {
    throw invalid('code', 'a coupon code has 2 to 40 letters, digits, - or _');
  }
  const { startsAt, endsAt = null, maxUses = null, maxUsesPerAccount = null } = coupon;
  if (endsAt && endsAt <= (startsAt ?? new Date(0))) {
    throw invalid('ends_at', 'a coupon ends after it starts');
  }
  return {
    code,
    ...value(coupon),
    minimum_charge: checkedMinimum(coupon.minimumCharge ?? ZERO),
    ...(startsAt && { starts_at: startsAt }),
    ends_at: endsAt,
    max_uses: checkedCount('max_uses', maxUses),
    max_uses_per_account: checkedCount('max_uses_per_account', maxUsesPerAccount),
    service_ids: [...new Set(coupon.serviceIds)],
  };
}

function value(coupon: NewCoupon) {
  if ('amount' in coupon) {
    if (coupon.amount > 0n) return { amount: coupon.amount, discount_bp: null };
    throw invalid('amount', 'the amount must be above 0');
  }
  const { discountBp } = coupon;
  if (Number.isInteger(discountBp) && discountBp >= 1 && discountBp <= FREE) {
    return { amount: null, discount_bp: discountBp };
  }
  throw invalid('discount_bp', 'the discount must be whole basis points from 1 to 10000');
}

function checkedMinimum(minimum: Money): Money {
  if (minimum >= 0n) return minimum;
  throw invalid('minimum_charge', 'the minimum must not be negative');
}

function checkedCount(parameter: string, count: number | null): number | null {
  if (count === null) return null;
  if (Number.isInteger(count) && count >= 1 && count <= LARGEST_COUNT) return count;
  throw invalid(parameter, 'the limit must be a whole number above 0');
}

async function findServices(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  const found = await tx.selectFrom('services').select('id').where('id', 'in', ids).execute();
  const known = new Set(found.map((service) => service.id));
  const missing = ids.find((id) => !known.has(id));
  if (missing !== undefined) {
    throw new AppError('service_not_found', `there is no service ${missing}`);
  }
}

const invalid = (parameter: string, message: string): AppError =>
  new AppError('invalid_parameter', message, { parameter });
