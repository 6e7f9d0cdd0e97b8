import { AppError } from '#lib/errors.ts';
import { asMoney, type Money } from '#lib/money.ts';
import type { DepositCouponsTable } from '#platform/db/schema.ts';
import type { Db, Tx } from '#platform/db/types.ts';
import { normalCode } from '#coupons/index.ts';
import type { Selectable } from 'kysely';
import type { CodeBonus } from '../terms.ts';

/** Terms that one code or many grant a deposit bonus by. */
export type DepositCoupon = Selectable<DepositCouponsTable> & { code: string };

/** The coupon of a code, in any case; undefined for what is none. */
export async function findCoupon(db: Db, text: string): Promise<DepositCoupon | undefined> {
  return select(db, text)?.executeTakeFirst();
}

/** The same, held until the transaction ends, so that limits stay true. */
export async function lockCoupon(tx: Tx, text: string): Promise<DepositCoupon | undefined> {
  return select(tx, text)?.forNoKeyUpdate().executeTakeFirst();
}

function select(db: Db, text: string) {
  const code = normalCode(text);
  if (code === undefined) return undefined;
  return db
    .selectFrom('deposit_codes')
    .innerJoin('deposit_coupons', 'deposit_coupons.id', 'deposit_codes.coupon_id')
    .selectAll('deposit_coupons')
    .select('deposit_codes.code')
    .where('deposit_codes.code', '=', code);
}

export type CouponUse = { accountId: number; amount: Money; now: Date };

/** Refuses `invalid_coupon` with the reason. True for as long as the coupon is locked. */
export async function checkCoupon(
  db: Db,
  coupon: DepositCoupon | undefined,
  use: CouponUse,
): Promise<DepositCoupon> {
  if (!coupon?.active) throw invalid('the code is not known');
  if (use.now < coupon.starts_at) throw invalid('the code is not valid yet');
  if (coupon.ends_at && use.now >= coupon.ends_at) throw invalid('the code has expired');
  if (use.amount < coupon.minimum) throw invalid('the deposit is too small for the code');
  const used = await countUses(db, coupon, use.accountId);
  if (reached(coupon.max_uses, used.all)) throw invalid('the code is used up');
  if (reached(coupon.max_uses_per_code, used.of_code)) throw invalid('the code is used up');
  if (reached(coupon.max_uses_per_account, used.of_account)) {
    throw invalid('the code is used up for this account');
  }
  return coupon;
}

const reached = (most: number | null, uses: bigint): boolean => most !== null && uses >= most;

const countUses = (db: Db, { id, code }: DepositCoupon, accountId: number) =>
  db
    .selectFrom('deposit_coupon_uses')
    .select(({ fn }) => [
      fn.countAll<bigint>().as('all'),
      fn.countAll<bigint>().filterWhere('code', '=', code).as('of_code'),
      fn.countAll<bigint>().filterWhere('account_id', '=', accountId).as('of_account'),
    ])
    .where('coupon_id', '=', id)
    .where('released_at', 'is', null)
    .executeTakeFirstOrThrow();

const invalid = (why: string): AppError =>
  new AppError('invalid_coupon', why, { parameter: 'coupon' });

export function codeBonusOf(coupon: DepositCoupon): CodeBonus {
  const given = { code: coupon.code, minimum: asMoney(coupon.minimum) };
  if (coupon.amount !== null) return { ...given, amount: asMoney(coupon.amount) };
  const most = coupon.most === null ? null : asMoney(coupon.most);
  return { ...given, bonusBp: coupon.bonus_bp ?? 0, most };
}
