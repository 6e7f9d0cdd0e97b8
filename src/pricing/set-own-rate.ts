import { AppError } from '#lib/errors.ts';
import type { BasisPoints, Rate } from '#lib/money.ts';
import { LARGEST_RATE } from '#catalog/index.ts';
import { notify } from '#platform/db/notify.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

export type SetOwnRate = {
  accountId: number;
  serviceId: number;
  /** `null` takes the own rate away; a negative discount is a surcharge. */
  own: { rate: Rate } | { discountBp: BasisPoints } | null;
};

// The bounds of account_rates_discount_is_a_share: eleven times the price, and free.
const MOST_SURCHARGE = -100_000;
const FREE = 10_000;

const SET = writing<{ accountKnown: boolean; serviceKnown: boolean }>(
  'pricing.set-own-rate',
  `with known as (
     select exists (select from accounts where id = $1::int) as account,
            exists (select from services where id = $2::int) as service
   ), written as (
     insert into account_rates (account_id, service_id, rate, discount_bp)
     select $1::int, $2::int, $3::bigint, $4::int from known where account and service
     on conflict (account_id, service_id)
     do update set rate = excluded.rate, discount_bp = excluded.discount_bp
   )
   select account as "accountKnown", service as "serviceKnown" from known`,
);

/**
 * Gives an account a rate or a percentage of its own for one service, or takes it away; every
 * process knows within a second. Refuses `service_not_found`, `not_found` (the account) and
 * `invalid_parameter`.
 */
export async function setOwnRate(tx: Tx, change: SetOwnRate): Promise<void> {
  const { accountId, serviceId, own } = change;
  if (own === null) {
    await tx
      .deleteFrom('account_rates')
      .where('account_id', '=', accountId)
      .where('service_id', '=', serviceId)
      .execute();
  } else {
    const [rate, discountBp] = checked(own);
    const [found] = await tx.run(SET, [accountId, serviceId, rate, discountBp]);
    if (!found?.accountKnown) throw new AppError('not_found', `there is no account ${accountId}`);
    if (!found.serviceKnown) {
      throw new AppError('service_not_found', `there is no service ${serviceId}`);
    }
  }
  await notify(tx, 'rates', accountId);
}

function checked(own: NonNullable<SetOwnRate['own']>): [Rate | null, BasisPoints | null] {
  if ('rate' in own) {
    if (own.rate >= 0n && own.rate <= LARGEST_RATE) return [own.rate, null];
    throw new AppError('invalid_parameter', 'the rate must be from 0 to 1,000,000,000 per 1000', {
      parameter: 'rate',
    });
  }
  const { discountBp } = own;
  if (Number.isInteger(discountBp) && discountBp >= MOST_SURCHARGE && discountBp <= FREE) {
    return [null, discountBp];
  }
  throw new AppError(
    'invalid_parameter',
    'the discount must be whole basis points from -100000 (a surcharge) to 10000 (free)',
    { parameter: 'discount_bp' },
  );
}
