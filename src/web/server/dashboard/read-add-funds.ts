import { findAccount, listTiers, type Tier } from '#accounts/index.ts';
import { isAppError } from '#lib/errors.ts';
import { formatMoney, parseMoney, type Money } from '#lib/money.ts';
import { listWays, quotePayment, type Quote, type Way } from '#payments/index.ts';
import type { App } from '#platform/app.ts';

/** What somebody wrote into the form; all of it may be wrong. */
export type AddFundsForm = { amount: string; way: string; coupon: string };

/** What is wrong with it, as its text is named. */
export type AddFundsFault =
  | { field: 'amount'; why: 'unreadable' | 'fraction' | 'large' }
  | { field: 'amount'; why: 'least' | 'most'; limit: Money }
  | { field: 'coupon'; why: CouponFault };

export type CouponFault = 'unknown' | 'early' | 'over' | 'small' | 'used' | 'usedByYou';

export type AddFunds = {
  ways: Way[];
  form: AddFundsForm;
  /** The way that is chosen; undefined: there is none in this shop. */
  way: Way | undefined;
  quote: Quote | null;
  fault: AddFundsFault | null;
};

/** Reads a wish for money to be added, and what it costs: exactly what would be paid now. */
export async function readAddFunds(
  app: App,
  accountId: number,
  wish: AddFundsForm,
): Promise<AddFunds> {
  const ways = await listWays(app);
  const way = ways.find(({ name }) => name === wish.way) ?? ways[0];
  const amount = readableAmount(wish.amount.trim() || (way ? formatMoney(suggested(way)) : ''));
  const form = { ...wish, amount, way: way?.name ?? '' };
  if (!way) return { ways, form, way, quote: null, fault: null };
  const fault = amountFault(amount, way);
  if (fault) return { ways, form, way, quote: null, fault };
  const coupon = wish.coupon.trim();
  const asked = { accountId, gateway: way.name, amount: parseMoney(amount) };
  try {
    const quote = await quotePayment(app, { ...asked, ...(coupon && { coupon }) });
    return { ways, form, way, quote, fault: null };
  } catch (error) {
    const refused = couponFault(error);
    if (!refused) throw error;
    const quote = await quotePayment(app, asked);
    return { ways, form, way, quote, fault: refused };
  }
}

const SUGGESTED = parseMoney('50');

const suggested = ({ minimum, maximum }: Way): Money => {
  const atLeast = SUGGESTED < minimum ? minimum : SUGGESTED;
  return maximum !== null && atLeast > maximum ? maximum : atLeast;
};

const EASTERN_DIGITS = /[٠-٩۰-۹]/g;

/** People write `12,50`, and with the digits of their language. */
const readableAmount = (text: string): string =>
  text
    .replace(EASTERN_DIGITS, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
    .replace(/^(\d+)[,٫](\d{1,2})$/, '$1.$2')
    .replace(/(\.\d\d)0+$/, '$1');

function amountFault(text: string, way: Way): AddFundsFault | null {
  const amount = amountOf(text);
  if (amount === undefined) return { field: 'amount', why: 'unreadable' };
  if (amount < way.minimum) return { field: 'amount', why: 'least', limit: way.minimum };
  if (way.maximum !== null && amount > way.maximum) {
    return { field: 'amount', why: 'most', limit: way.maximum };
  }
  if (amount % way.unit !== 0n) return { field: 'amount', why: 'fraction' };
  return amount > LARGEST ? { field: 'amount', why: 'large' } : null;
}

const LARGEST = 10n ** 18n; // where a quote ends, too

export function amountOf(text: string): Money | undefined {
  try {
    return parseMoney(text);
  } catch {
    return undefined;
  }
}

const COUPON_FAULTS: Readonly<Record<string, CouponFault>> = {
  'the code is not known': 'unknown',
  'the code is not valid yet': 'early',
  'the code has expired': 'over',
  'the deposit is too small for the code': 'small',
  'the code is used up': 'used',
  'the code is used up for this account': 'usedByYou',
};

export function couponFault(error: unknown): AddFundsFault | undefined {
  if (!isAppError(error) || error.code !== 'invalid_coupon') return undefined;
  return { field: 'coupon', why: COUPON_FAULTS[error.message] ?? 'unknown' };
}

/** How far an account is on its way to the next tier, and where a deposit would bring it. */
export type TierProgress = {
  now: string;
  deposited: Money;
  /** Reached by a deposit of this amount; null: not yet. */
  reaches: string | null;
  next: { name: string; reachedAt: Money } | null;
};

/** Null where an operator chose the tier, or there is no other. */
export async function readTierProgress(
  app: App,
  accountId: number,
  amount: Money,
): Promise<TierProgress | null> {
  const [account, tiers] = await Promise.all([findAccount(app.db, accountId), listTiers(app.db)]);
  if (!account || account.tierPinned || tiers.length < 2) return null;
  const deposited = account.lifetimeDeposits;
  const then = tierAt(tiers, (deposited + amount) as Money);
  const next = tiers.find(({ reachedAt }) => reachedAt > deposited);
  return {
    now: account.tier,
    deposited,
    reaches: then && then.name !== account.tier ? then.name : null,
    next: next ? { name: next.name, reachedAt: next.reachedAt } : null,
  };
}

const tierAt = (tiers: readonly Tier[], deposited: Money): Tier | undefined =>
  tiers.findLast(({ reachedAt }) => reachedAt <= deposited);
