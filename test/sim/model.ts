/**
 * What placing costs and what an order's money must be, told a second time: with exact fractions,
 * from the pages in docs/engineering and without a line of the product.
 */
import type { Buyer, Coupon } from './shop.ts';
import type { OrderRow, RiskRow } from './watch.ts';

// docs/engineering/orders.md, the table of states.
export const WAYS: Readonly<Record<string, readonly string[]>> = {
  pending: ['submitting', 'in_progress', 'canceled'],
  submitting: ['pending', 'unknown', 'processing', 'in_progress', 'canceled'],
  unknown: ['processing', 'in_progress', 'canceled'],
  processing: ['in_progress', 'completed', 'partial', 'canceled'],
  in_progress: ['completed', 'partial', 'canceled'],
  completed: [],
  partial: [],
  canceled: [],
};

export const isOver = (status: string): boolean => WAYS[status]?.length === 0;

export type ServiceTerms = { id: number; rate: bigint; linkGuard: boolean };

/** A call that names an order, as it is judged. */
export type Asked = {
  buyer: Buyer;
  service: ServiceTerms;
  requestId: string;
  /** Equal calls have equal texts. */
  text: string;
  /** Of all runs; of a subscription none. */
  quantity: number;
  standing: boolean;
  /** How many posts a standing order is for. */
  posts: number | null;
  link: string;
  /** Who or what it is for, one word for the provider's book and ours. */
  target: string;
  coupon: string | null;
  /** What the parameters alone are refused for. */
  unfit: string | null;
};

export const nameOf = ({ buyer, requestId }: Asked): string => `${buyer.id} r:${requestId}`;

/** What the model knows of an order: its row as it was last seen, and all that was written of it. */
export type Known = {
  row: OrderRow;
  /** `kind from to amount` of each transfer. */
  transfers: string[];
  events: Map<string, number>;
  owed: Map<string, number>;
};

export type Model = {
  wallets: Map<number, bigint>;
  orders: Map<number, Known>;
  byRequest: Map<string, Known>;
  /** Calls that were judged good: what may become an order, and what a repeat is held against. */
  asked: Map<string, Terms & { asked: Asked }>;
  /** Numbers that calls of this step were answered. */
  answered: { name: string; orderId: number }[];
  /** By reference: deposits that may be credited, and whether they were. */
  deposits: Map<string, { account: number; amount: bigint; credited: boolean }>;
  /** Every event, by its number. */
  news: Map<number, { type: string; order: number; account: number }>;
  /** In this step standing orders may end by the calendar. */
  endsStanding: boolean;
  /** Orders that their customers asked to cancel. */
  cancels: Set<number>;
  coupons: readonly Coupon[];
};

export const openModel = (buyers: readonly Buyer[], coupons: readonly Coupon[]): Model => ({
  wallets: new Map(buyers.map(({ id }) => [id, 0n])),
  orders: new Map(),
  byRequest: new Map(),
  asked: new Map(),
  answered: [],
  deposits: new Map(),
  news: new Map(),
  endsStanding: false,
  cancels: new Set(),
  coupons,
});

const BASIS_POINTS = 10_000n;

/** The exact price as a fraction, rounded up once. */
export function rateOf(
  service: ServiceTerms,
  { own: rates, tierBp }: Buyer,
  couponBp: number,
): bigint {
  const own = rates.get(service.id);
  const start = own && 'rate' in own ? own.rate : service.rate;
  const ownBp = own && 'discountBp' in own ? own.discountBp : 0;
  let [over, under] = [start, 1n];
  for (const discount of [ownBp, tierBp, couponBp]) {
    over *= BASIS_POINTS - BigInt(discount);
    under *= BASIS_POINTS;
  }
  return over / under + (over % under === 0n ? 0n : 1n);
}

export type Terms = { rate: bigint; charge: bigint; promoted: bigint; coupon: Coupon | null };
export type Verdict = { refused: string } | { replays: Known } | { twin: Asked } | Terms;

/** What calls of one moment have taken, before anything of it is written. */
export type Sofar = {
  spent: Map<number, bigint>;
  links: Set<string>;
  uses: { coupon: number; account: number }[];
  placed: Map<string, Asked>;
};

export const nothingYet = (): Sofar => ({
  spent: new Map(),
  links: new Set(),
  uses: [],
  placed: new Map(),
});

/** Decides like the shop, in the order of arrival. */
export function judge(model: Model, asked: Asked, sofar: Sofar): Verdict {
  const name = nameOf(asked);
  const twin = sofar.placed.get(name);
  if (twin) return twin.text === asked.text ? { twin } : { refused: 'request_id_conflict' };
  const known = model.byRequest.get(name);
  if (known) {
    return model.asked.get(name)?.asked.text === asked.text
      ? { replays: known }
      : { refused: 'request_id_conflict' };
  }
  if (asked.unfit !== null) return { refused: asked.unfit };
  const link = `${asked.buyer.id} ${asked.service.id} ${asked.link}`;
  if (asked.service.linkGuard && (sofar.links.has(link) || hasOpenLink(model, asked))) {
    return { refused: 'link_active' };
  }
  const terms = termsOf(model, asked, sofar);
  if (typeof terms === 'string') return { refused: terms };
  const due = terms.charge - terms.promoted;
  const spent = sofar.spent.get(asked.buyer.id) ?? 0n;
  if (spent + due > (model.wallets.get(asked.buyer.id) ?? 0n)) {
    return { refused: 'insufficient_balance' };
  }
  sofar.spent.set(asked.buyer.id, spent + due);
  sofar.links.add(link);
  sofar.placed.set(name, asked);
  if (terms.coupon) sofar.uses.push({ coupon: terms.coupon.id, account: asked.buyer.id });
  return terms;
}

const hasOpenLink = (model: Model, { buyer, service, link }: Asked): boolean =>
  [...model.orders.values()].some(
    ({ row }) =>
      row.account_id === buyer.id &&
      row.service_id === service.id &&
      row.link === link &&
      !isOver(row.status),
  );

function termsOf(model: Model, asked: Asked, sofar: Sofar): Terms | string {
  const { buyer, service, quantity } = asked;
  const rate = rateOf(service, buyer, 0);
  const full = rate * BigInt(quantity);
  if (asked.coupon === null) return { rate, charge: full, promoted: 0n, coupon: null };
  const coupon = model.coupons.find((one) => one.code === asked.coupon);
  if (!coupon || isUsedUp(model, coupon, buyer.id, sofar)) return 'invalid_coupon';
  const { discountBp, amount, minimum } = coupon;
  if (asked.standing && (amount !== null || minimum > 0n)) return 'invalid_coupon';
  if (full < minimum) return 'invalid_coupon';
  if (discountBp === null) {
    const worth = amount ?? 0n;
    return { rate, charge: full, promoted: worth < full ? worth : full, coupon };
  }
  const lowered = rateOf(service, buyer, discountBp);
  return { rate: lowered, charge: lowered * BigInt(quantity), promoted: 0n, coupon };
}

function isUsedUp(model: Model, coupon: Coupon, account: number, sofar: Sofar): boolean {
  const before = [...model.orders.values()]
    .filter(({ row }) => row.coupon_id === coupon.id && row.parent_id === null)
    .map(({ row }) => row.account_id);
  const now = sofar.uses.filter((one) => one.coupon === coupon.id).map((one) => one.account);
  const all = [...before, ...now];
  const mine = all.filter((one) => one === account).length;
  const { maxUses, maxUsesPerAccount } = coupon;
  return all.length >= (maxUses ?? Infinity) || mine >= (maxUsesPerAccount ?? Infinity);
}

/** The transfers that an order must have by now, as `kind from to amount`, sorted. */
export function transfersDue(row: OrderRow, wished: boolean, risk: RiskRow | null): string[] {
  const { account_id: account, kind, status, remains, quantity } = row;
  const [charge, promoted, refunded] = [
    BigInt(row.charge),
    BigInt(row.coupon_amount),
    BigInt(row.refunded),
  ];
  const due: Due[] = [];
  if (kind !== 'run') {
    due.push(['order.hold', account, -1, charge - promoted], ['order.coupon', -4, -1, promoted]);
  }
  if (kind === 'drip_feed') {
    if (wished) due.push(...refundOf(account, ...neverStarted(row)));
  } else if (isOver(status)) {
    const pieces = { completed: 0, partial: remains, canceled: quantity }[status] ?? 0;
    const back = status === 'canceled' ? promoted : share(promoted, pieces, quantity);
    due.push(['order.earn', -1, -2, charge - refunded], ...refundOf(account, refunded, back));
  }
  if (risk) due.push(...movesOf(risk));
  return due
    .filter(([, , , amount]) => amount > 0n)
    .map((one) => one.join(' '))
    .sort();
}

type Due = [kind: string, from: number, to: number, amount: bigint];

/** What is set aside for an order in doubt comes out of what is earned, and back or to a loss. */
function movesOf({ amount, verdict }: RiskRow): Due[] {
  const moves: Due[] = [['risk.open', -2, -6, BigInt(amount)]];
  if (verdict === 'not_placed') moves.push(['risk.release', -6, -2, BigInt(amount)]);
  if (verdict === 'placed') moves.push(['risk.loss', -6, -7, BigInt(amount)]);
  return moves;
}

const refundOf = (account: number, refunded: bigint, toPromotion: bigint): Due[] => [
  ['order.refund', -1, account, refunded - toPromotion],
  ['order.coupon_return', -1, -4, toPromotion],
];

/** What a stopped drip-feed gives back for the runs to come, and the promotion's part of it. */
function neverStarted({
  rate,
  coupon_amount,
  ...feed
}: OrderRow): [refunded: bigint, back: bigint] {
  const [runs, started] = [feed.runs ?? 0, feed.runs_started ?? 0];
  const pieces = (feed.run_quantity ?? 0) * (runs - started);
  const promoted = BigInt(coupon_amount);
  return [BigInt(rate) * BigInt(pieces), promoted - share(promoted, started, runs)];
}

const share = (amount: bigint, part: number, whole: number): bigint =>
  whole === 0 ? 0n : (amount * BigInt(part)) / BigInt(whole);

/** What an ending gives back of the charge, in all. */
export function refundDue({ status, charge, rate, remains }: OrderRow): bigint {
  if (status === 'canceled') return BigInt(charge);
  return status === 'partial' ? BigInt(rate) * BigInt(remains) : 0n;
}

/** What a provider is told to deliver to: of a standing order the profile, of a run its parent's link. */
export function targetOf(model: Model, row: OrderRow): string {
  const asked = row.parent_id === null ? row : (model.orders.get(row.parent_id)?.row ?? row);
  return model.asked.get(`${asked.account_id} ${asked.request_id}`)?.asked.target ?? '';
}
