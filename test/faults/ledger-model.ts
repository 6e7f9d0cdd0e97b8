/**
 * What orders do to money, told a second time: in memory, one order after the other, with exact
 * fractions, from the pages in docs/engineering and without a line of the product.
 */

const MICRO_PER_UNIT = 10_000n; // basis points

export type Status =
  | 'pending'
  | 'submitting'
  | 'unknown'
  | 'processing'
  | 'in_progress'
  | 'completed'
  | 'partial'
  | 'canceled';
export type Ending = Extract<Status, 'completed' | 'partial' | 'canceled'>;

// docs/engineering/orders.md, the table of states.
const WAYS: Record<Status, readonly Status[]> = {
  pending: ['submitting', 'in_progress', 'canceled'],
  submitting: ['pending', 'unknown', 'processing', 'in_progress', 'canceled'],
  unknown: ['processing', 'in_progress', 'canceled'],
  processing: ['in_progress', 'completed', 'partial', 'canceled'],
  in_progress: ['completed', 'partial', 'canceled'],
  completed: [],
  partial: [],
  canceled: [],
};

export type Buyer = {
  id: number;
  tierBp: number;
  own: { rate: bigint } | { discountBp: number } | null;
};
export type Coupon = {
  code: string;
  discountBp: number | null;
  amount: bigint | null;
  minimum: bigint;
  maxUses: number | null;
  maxUsesPerAccount: number | null;
  usedBy: number[];
};
export type Asked = {
  account: number;
  requestId: string;
  quantity: number;
  runs: number;
  coupon: string | null;
};
type Feed = { runs: number; started: number; perRun: number; nextAt: number | null };

export type Order = {
  id: number;
  account: number;
  kind: 'single' | 'drip_feed' | 'run';
  parent: Order | null;
  feed: Feed | null;
  status: Status;
  quantity: number;
  remains: number;
  rate: bigint;
  charge: bigint;
  promoted: bigint;
  refunded: bigint;
  wished: boolean;
};

export type Rules = { baseRate: bigint; min: number; max: number; intervalMs: number };

export type Model = {
  rules: Rules;
  buyers: Map<number, Buyer>;
  coupons: Map<string, Coupon>;
  wallets: Map<number, bigint>;
  /** Everything outside the wallets, so that nothing is made or lost. */
  held: bigint;
  revenue: bigint;
  promotion: bigint;
  orders: Order[];
  byRequest: Map<string, { asked: string; order: Order }>;
  references: Set<string>;
};

export const emptyModel = (rules: Rules): Model => ({
  rules,
  buyers: new Map(),
  coupons: new Map(),
  wallets: new Map(),
  held: 0n,
  revenue: 0n,
  promotion: 0n,
  orders: [],
  byRequest: new Map(),
  references: new Set(),
});

export function credit(model: Model, account: number, amount: bigint, reference: string): boolean {
  if (model.references.has(reference)) return false;
  model.references.add(reference);
  pay(model, account, amount);
  return true;
}

const pay = (model: Model, account: number, amount: bigint) =>
  model.wallets.set(account, (model.wallets.get(account) ?? 0n) + amount);

/** The exact price as a fraction, rounded up once. */
function rateOf({ baseRate }: Rules, { own, tierBp }: Buyer, couponBp: number): bigint {
  const start = own && 'rate' in own ? own.rate : baseRate;
  const ownBp = own && 'discountBp' in own ? own.discountBp : 0;
  let [over, under] = [start, 1n];
  for (const discount of [ownBp, tierBp, couponBp]) {
    over *= MICRO_PER_UNIT - BigInt(discount);
    under *= MICRO_PER_UNIT;
  }
  return over / under + (over % under === 0n ? 0n : 1n);
}

export type Verdict = { order: Order; replayed: boolean } | string;

/** Decides like the shop; `id` numbers the order if there is one. */
export function place(model: Model, asked: Asked, now: number): Verdict {
  const known = model.byRequest.get(`${asked.account} ${asked.requestId}`);
  const same = JSON.stringify(asked);
  if (known)
    return known.asked === same ? { order: known.order, replayed: true } : 'request_id_conflict';
  const { rules } = model;
  const buyer = model.buyers.get(asked.account) as Buyer;
  if (asked.quantity < rules.min) return 'quantity_too_small';
  if (asked.quantity > rules.max) return 'quantity_too_large';
  const pieces = asked.quantity * Math.max(1, asked.runs);
  let rate = rateOf(rules, buyer, 0);
  let promoted = 0n;
  const coupon = asked.coupon === null ? null : model.coupons.get(asked.coupon);
  if (coupon === undefined) return 'invalid_coupon';
  if (coupon) {
    const full = rate * BigInt(pieces);
    if (full < coupon.minimum || isUsedUp(coupon, asked.account)) return 'invalid_coupon';
    if (coupon.discountBp !== null) rate = rateOf(rules, buyer, coupon.discountBp);
    else promoted = min(coupon.amount as bigint, full);
  }
  const charge = rate * BigInt(pieces);
  const due = charge - promoted;
  if (due > (model.wallets.get(asked.account) ?? 0n)) return 'insufficient_balance';
  pay(model, asked.account, -due);
  model.promotion -= promoted;
  model.held += charge;
  coupon?.usedBy.push(asked.account);
  const isFeed = asked.runs > 1;
  const order = addOrder(model, {
    account: asked.account,
    kind: isFeed ? 'drip_feed' : 'single',
    feed: isFeed ? { runs: asked.runs, started: 0, perRun: asked.quantity, nextAt: now } : null,
    quantity: pieces,
    rate,
    promoted,
  });
  model.byRequest.set(`${asked.account} ${asked.requestId}`, { asked: same, order });
  return { order, replayed: false };
}

function isUsedUp({ maxUses, maxUsesPerAccount, usedBy }: Coupon, account: number): boolean {
  const mine = usedBy.filter((one) => one === account).length;
  return usedBy.length >= (maxUses ?? Infinity) || mine >= (maxUsesPerAccount ?? Infinity);
}

const min = (a: bigint, b: bigint) => (a < b ? a : b);

type New = Pick<Order, 'account' | 'kind' | 'feed' | 'quantity' | 'rate' | 'promoted'>;

function addOrder(model: Model, order: New, parent: Order | null = null): Order {
  const added: Order = {
    ...order,
    id: 0, // told by the shop
    parent,
    status: 'pending',
    remains: order.quantity,
    charge: order.rate * BigInt(order.quantity),
    refunded: 0n,
    wished: false,
  };
  model.orders.push(added);
  return added;
}

/** What a worker may take: waiting, for a provider, and not wished away. */
export function claim(model: Model): Order[] {
  const taken = model.orders.filter(
    (order) => order.status === 'pending' && order.kind !== 'drip_feed' && !order.wished,
  );
  for (const order of taken) order.status = 'submitting';
  return taken;
}

export function move(order: Order, to: Status): boolean {
  if (!WAYS[order.status].includes(to)) return false;
  order.status = to;
  return true;
}

export function settle(model: Model, order: Order, ending: Ending, remains: number): boolean {
  if (order.kind === 'drip_feed' || !WAYS[order.status].includes(ending)) return false;
  const back = { completed: 0, partial: remains, canceled: order.quantity }[ending];
  const refunded = order.rate * BigInt(back);
  const toPromotion = (order.promoted * BigInt(back)) / BigInt(order.quantity);
  model.held -= order.charge;
  model.revenue += order.charge - refunded;
  model.promotion += toPromotion;
  pay(model, order.account, refunded - toPromotion);
  order.status = ending;
  order.refunded = refunded;
  if (ending === 'completed') order.remains = 0;
  if (ending === 'partial') order.remains = remains;
  if (order.parent) rollUp(model, order.parent);
  return true;
}

/** Starts a run of every drip-feed that is due; the next one is an interval away. */
export function startRuns(model: Model, now: number): Order[] {
  const due = model.orders.filter(({ feed }) => feed?.nextAt != null && feed.nextAt <= now);
  return due.map((parent) => {
    const feed = parent.feed as Feed;
    const upTo = (runs: number) => (parent.promoted * BigInt(runs)) / BigInt(feed.runs);
    const promoted = upTo(feed.started + 1) - upTo(feed.started);
    const { account, rate } = parent;
    feed.started += 1;
    feed.nextAt = feed.started === feed.runs ? null : now + model.rules.intervalMs;
    if (parent.status === 'pending') parent.status = 'in_progress';
    return addOrder(
      model,
      { account, kind: 'run', feed: null, quantity: feed.perRun, rate, promoted },
      parent,
    );
  });
}

export function cancel(model: Model, order: Order): 'cancel_refused' | undefined {
  if (order.status === 'canceled') return undefined;
  if (WAYS[order.status].length === 0) return order.wished ? undefined : 'cancel_refused';
  if (order.status === 'pending' && order.kind !== 'drip_feed') {
    settle(model, order, 'canceled', 0);
    return undefined;
  }
  order.wished = true;
  if (order.kind === 'drip_feed') stop(model, order);
  return undefined;
}

function stop(model: Model, parent: Order): void {
  const feed = parent.feed as Feed;
  if (feed.nextAt !== null) {
    feed.nextAt = null;
    const refund = parent.rate * BigInt(feed.perRun * (feed.runs - feed.started));
    const placed = (parent.promoted * BigInt(feed.started)) / BigInt(feed.runs);
    model.held -= refund;
    model.promotion += parent.promoted - placed;
    pay(model, parent.account, refund - (parent.promoted - placed));
  }
  for (const run of runsOf(model, parent)) {
    if (run.status === 'pending') settle(model, run, 'canceled', 0);
    else if (WAYS[run.status].length > 0) run.wished = true;
  }
  rollUp(model, parent);
}

const runsOf = (model: Model, parent: Order) =>
  model.orders.filter((order) => order.parent === parent);

function rollUp(model: Model, parent: Order): void {
  if (WAYS[parent.status].length === 0) return;
  const feed = parent.feed as Feed;
  const runs = runsOf(model, parent);
  const toCome = feed.runs - feed.started;
  const stopped = toCome > 0 && feed.nextAt === null;
  const rest = stopped ? parent.rate * BigInt(feed.perRun * toCome) : 0n;
  parent.refunded = runs.reduce((sum, run) => sum + run.refunded, rest);
  parent.remains = runs.reduce((sum, run) => sum + run.remains, feed.perRun * toCome);
  const ended = runs.filter((run) => WAYS[run.status].length === 0);
  if (ended.length < runs.length || (toCome > 0 && !stopped)) return;
  const all = (status: Status) => runs.every((run) => run.status === status);
  parent.status =
    toCome === 0 && all('completed') ? 'completed' : all('canceled') ? 'canceled' : 'partial';
}
