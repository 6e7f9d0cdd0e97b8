import { AppError } from '#lib/errors.ts';
import { formatMoney, ZERO, type Money } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { findGateway, kindOf, type ConfiguredGateway } from './configured-gateway.ts';
import {
  checkCoupon,
  codeBonusOf,
  findCoupon,
  type DepositCoupon,
} from './deposit-coupons/coupon.ts';
import { toWay, type Way } from './list-ways.ts';
import { bonusFor, feeFor, type BonusTerms } from './terms.ts';

/** What a deposit costs and brings, exactly. */
export type Quote = {
  way: Way;
  /** To be credited; the bonus comes on top. */
  amount: Money;
  fee: Money;
  toPay: Money;
  bonus: Money;
  bonusTerms: BonusTerms;
};

export type QuoteWish = { accountId: number; gateway: string; amount: Money; coupon?: string };

/**
 * What would be paid for a credit of `amount` (nano-units) now. Refuses `not_found` (a gateway that
 * is unknown or paused), `invalid_parameter` (amount: a limit, or a fraction that cannot be paid)
 * and `invalid_coupon`.
 */
export async function quotePayment(app: App, wish: QuoteWish): Promise<Quote> {
  const gateway = await findOffered(app, wish.gateway);
  const now = new Date(app.clock.now());
  const coupon =
    wish.coupon === undefined
      ? undefined
      : await checkCoupon(app.db, await findCoupon(app.db, wish.coupon), { ...wish, now });
  return quoteOf(app, gateway, wish.amount, coupon);
}

/** A paused one reads like one that never was. */
export async function findOffered(app: App, name: string): Promise<ConfiguredGateway> {
  const gateway = await findGateway(app.db, name);
  if (!gateway.active) throw new AppError('not_found', `there is no gateway ${name}`);
  return gateway;
}

export function quoteOf(
  app: App,
  gateway: ConfiguredGateway,
  amount: Money,
  coupon: DepositCoupon | undefined,
): Quote {
  const way = toWay(gateway, kindOf(app, gateway.kind).means, app.currency);
  checkAmount(way, amount);
  const fee = feeFor(amount, gateway, way.unit);
  const bonusTerms: BonusTerms = {
    sizes: gateway.bonuses,
    code: coupon ? codeBonusOf(coupon) : null,
    days: Math.max(gateway.bonusDays, coupon?.bonus_days ?? 0),
  };
  const bonus = bonusFor(bonusTerms, amount);
  return { way, amount, fee, toPay: (amount + fee) as Money, bonus, bonusTerms };
}

const LARGEST = 10n ** 18n; // a thousand million: what is added up stays far from 64 bits

function checkAmount({ minimum, maximum, unit, currency }: Way, amount: Money): void {
  const refuse = (why: string) => {
    throw new AppError('invalid_parameter', why, { parameter: 'amount' });
  };
  if (amount <= ZERO || amount < minimum) {
    refuse(`the least is ${formatMoney(minimum)} ${currency}`);
  }
  if (amount > (maximum ?? LARGEST)) {
    refuse(`the most is ${formatMoney(maximum ?? (LARGEST as Money))} ${currency}`);
  }
  if (amount % unit !== 0n) refuse(`the smallest part is ${formatMoney(unit)} ${currency}`);
}
