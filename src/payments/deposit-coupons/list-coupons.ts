import { AppError } from '#lib/errors.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db, Tx } from '#platform/db/types.ts';
import type { Money } from '#lib/money.ts';

/** A deposit bonus with what has become of its codes. */
export type ListedDepositCoupon = {
  id: number;
  name: string;
  bonusBp: number | null;
  amount: Money | null;
  most: Money | null;
  minimum: Money;
  startsAt: Date;
  endsAt: Date | null;
  maxUses: number | null;
  active: boolean;
  codes: bigint;
  /** One of them. */
  code: string;
  uses: bigint;
};

const LIST = reading<ListedDepositCoupon>(
  'deposit-coupons-list',
  `select c.id, c.name, c.bonus_bp as "bonusBp", c.amount, c.most, c.minimum,
     c.starts_at as "startsAt", c.ends_at as "endsAt", c.max_uses as "maxUses", c.active,
     (select count(*) from deposit_codes d where d.coupon_id = c.id) as codes,
     (select min(code) from deposit_codes d where d.coupon_id = c.id) as code,
     (select count(*) from deposit_coupon_uses u
      where u.coupon_id = c.id and u.released_at is null) as uses
   from deposit_coupons c order by c.id desc limit 200`,
);

/** The deposit coupons, the newest first. */
export const listDepositCoupons = (db: Db): Promise<ListedDepositCoupon[]> => db.rows(LIST);

/** Ends or resumes one; payments that have begun keep what they were shown. `not_found`. */
export async function setDepositCouponActive(tx: Tx, id: number, active: boolean): Promise<void> {
  const changed = await tx
    .updateTable('deposit_coupons')
    .set({ active })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  if (!changed) throw new AppError('not_found', `there is no deposit coupon ${id}`);
}
