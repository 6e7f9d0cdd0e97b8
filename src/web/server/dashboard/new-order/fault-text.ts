import type { OrderFault, OrderPricing } from '#baskets/index.ts';
import type { CouponFault } from '#coupons/index.ts';
import type { Service } from '#catalog/index.ts';
import type { ErrorCode } from '#lib/errors.ts';
import { formatMoney } from '#lib/money.ts';
import { orderInputs } from '#orders/index.ts';

type Values = Record<string, string | number>;

/** What is wrong with an order, as the text is named in the catalogues (`newOrder.faults`). */
export type FaultSaid = {
  /** Of the field that it stands beside; null: of the order as a whole. */
  parameter: string | null;
  /** It was left out, which is no fault while a form is being filled in. */
  isMissing: boolean;
  key: FaultKey;
  values: Values;
};

export type FaultKey =
  | ('missing' | 'invalid' | 'whole' | 'range' | 'tooSmall' | 'tooLarge' | 'tooLong' | 'noRuns')
  | ('expiry' | 'start' | 'link' | 'otherPlatform' | 'linkActive' | 'balance' | 'spendCap')
  | ('conflict' | 'suspended' | 'full' | 'name' | 'priceChanged')
  | `coupon.${CouponFault['kind']}`;

type Said = { key: FaultKey; values?: Values };

const BY_CODE: Partial<Record<OrderFault['code'], FaultKey>> = {
  missing_parameter: 'missing',
  comments_missing: 'missing',
  invalid_link: 'link',
  link_active: 'linkActive',
  insufficient_balance: 'balance',
  spend_cap_reached: 'spendCap',
  request_id_conflict: 'conflict',
  account_suspended: 'suspended',
  conflict: 'full',
  price_changed: 'priceChanged',
};

/** Names the text of a fault; what goes into it are plain numbers and decimals. */
export function sayFault(fault: OrderFault, { service, link }: OrderPricing): FaultSaid {
  const { code, parameter } = fault;
  const key = BY_CODE[code];
  const { key: found, values = {} } = key ? { key } : saidOf(fault, service, link?.leadsTo ?? '');
  const isMissing = MISSING.has(code);
  return { parameter, isMissing, key: found, values };
}

const MISSING: ReadonlySet<string> = new Set<ErrorCode>(['missing_parameter', 'comments_missing']);

function saidOf({ code, parameter, coupon }: OrderFault, service: Service, platform: string): Said {
  const { min, max } = service;
  if (code === 'quantity_too_small') return { key: 'tooSmall', values: { min } };
  if (code === 'quantity_too_large') return { key: 'tooLarge', values: { max } };
  if (code === 'other_platform') return { key: 'otherPlatform', values: { platform } };
  if (code !== 'invalid_coupon') return saidOfField(parameter, service);
  const amount = coupon && 'amount' in coupon ? { amount: formatMoney(coupon.amount) } : {};
  return { key: `coupon.${coupon?.kind ?? 'unknown'}`, values: amount };
}

function saidOfField(parameter: string | null, { type, dripfeed, min, max }: Service): Said {
  if (parameter === 'starts_at') return { key: 'start' };
  if (parameter === 'template') return { key: 'name' };
  if (parameter === 'expiry') return { key: 'expiry' };
  if (!dripfeed && (parameter === 'runs' || parameter === 'interval')) return { key: 'noRuns' };
  const input = orderInputs(type).find(({ name }) => name === parameter);
  if (!input?.isNumber) {
    const longest = input?.longest ?? null;
    return longest === null ? { key: 'invalid' } : { key: 'tooLong', values: { longest } };
  }
  const isPerPost = parameter === 'min' || parameter === 'max';
  const [from, to] = isPerPost ? [min, max] : [input.from, input.to];
  return from === null || to === null ? { key: 'whole' } : { key: 'range', values: { from, to } };
}
