import type { OrderFault, OrderPricing } from '#baskets/index.ts';
import { sayFault, type FaultSaid } from './fault-text.ts';

/** Amounts in nano-units and rates in micro-units, as text: JSON has no exact numbers. */
type Exact = string;

/** The price of an order as the form shows it, and what it says beside its fields. */
export type PriceView = {
  base: Exact;
  own: Exact | null;
  ownBp: number | null;
  tier: string;
  tierBp: number;
  coupon: { code: string; bp: number | null; amount: Exact | null } | null;
  rate: Exact;
  /** Before the coupon: what the form sends back as seen. */
  seenRate: Exact;
  quantity: number | null;
  runs: { runs: number; each: number; minutes: number } | null;
  /** Of a standing order, which is charged post by post: what its posts cost. */
  perPost: { least: Exact; most: Exact } | null;
  charge: Exact | null;
  due: Exact | null;
  balance: Exact;
  after: Exact | null;
  /** What the wallet lacks. */
  missing: Exact | null;
  faults: FaultSaid[];
  notes: LinkNote[];
};

/** What should be known of the link before the click, and does not stand in the way. */
export type LinkNote =
  | { key: 'plain'; link: string }
  | { key: 'otherHost' }
  | { key: 'otherKind'; is: string; wanted: string }
  | { key: 'open'; order: number; sameService: boolean };

export function priceView(pricing: OrderPricing, more: readonly OrderFault[] = []): PriceView {
  const { price, charge, size, coupon, balance, available } = pricing;
  // A standing order is charged post by post.
  const isStanding = size?.quantity === 0;
  const shown = isStanding ? null : charge;
  const due = shown?.due ?? null;
  const known = new Set(pricing.faults.map(({ parameter }) => parameter));
  const faults = [...pricing.faults, ...more.filter(({ parameter }) => !known.has(parameter))];
  return {
    base: String(price.baseRate),
    own: price.ownRate === null ? null : String(price.ownRate),
    ownBp: price.ownDiscountBp,
    tier: pricing.tier,
    tierBp: price.tierDiscountBp,
    coupon: coupon && {
      code: coupon.code,
      bp: coupon.discountBp,
      amount: coupon.discountBp === null ? String(charge?.couponAmount ?? 0n) : null,
    },
    rate: String(charge?.rate ?? price.rate),
    seenRate: String(price.rate),
    quantity: isStanding ? null : (size?.quantity ?? null),
    runs: size?.dripFeed
      ? {
          runs: size.dripFeed.runs,
          each: size.dripFeed.runQuantity,
          minutes: size.dripFeed.intervalMinutes,
        }
      : null,
    perPost: pricing.perPost && {
      least: String(pricing.perPost.least),
      most: String(pricing.perPost.most),
    },
    charge: shown && String(shown.charge),
    due: due === null ? null : String(due),
    balance: String(balance),
    after: due === null || due > available ? null : String(balance - due),
    missing: due !== null && due > available ? String(due - available) : null,
    faults: faults.map((fault) => sayFault(fault, pricing)),
    notes: notesOf(pricing),
  };
}

function notesOf({ link, open, service }: OrderPricing): LinkNote[] {
  const sameService = open?.serviceId === service.id;
  return [
    ...(link?.fit === 'other_host' ? [{ key: 'otherHost' } as const] : []),
    ...(link?.kinds ? [{ key: 'otherKind', ...link.kinds } as const] : []),
    // Where the service refuses it, the refusal says so.
    ...(open && !(service.linkGuard && sameService)
      ? [{ key: 'open', order: open.orderId, sameService } as const]
      : []),
    ...(link?.plain === undefined ? [] : [{ key: 'plain', link: link.plain } as const]),
  ];
}
