import {
  couponRefusal,
  countUses,
  lockCoupons,
  normalCode,
  recordUses,
  usesKey,
  type Coupon,
} from '#coupons/index.ts';
import { lockFreeWallets, walletOf } from '#ledger/index.ts';
import { AppError } from '#lib/errors.ts';
import type { Money } from '#lib/money.ts';
import { LATER, type Outcome } from '#platform/batch.ts';
import type { Tx } from '#platform/db/types.ts';
import type { Price } from '#pricing/index.ts';
import { chargeOf, type Charge } from './charge.ts';
import type { OrderDraft } from './draft-order.ts';
import {
  addKeySpend,
  findKnown,
  findOpenLinks,
  findRepeats,
  insertDripFeeds,
  insertOrders,
  insertScheduled,
  insertSubscriptions,
  linkName,
  readKeySpend,
  requestName,
  withoutTime,
  type Accepted,
  type Known,
} from './place-orders.sql.ts';
import type { Placed, Placement } from './placement.ts';
import {
  countSpending,
  findSpendLimits,
  passedLimit,
  type SpendLimits,
} from './spend-limits.sql.ts';

type State = {
  wallets: Map<bigint, { available: bigint }>;
  known: Map<string, Known>;
  repeats: Map<string, Known>;
  openLinks: Set<string>;
  coupons: Map<string, Coupon>;
  couponUses: Map<string, number>;
  keySpend: Map<number, bigint>;
  spendLimits: Map<number, SpendLimits>;
  now: Date;
};

export type PlaceOptions = {
  now: Date;
  /** Nothing follows in the caller's transaction, so the commit may leave with the orders. */
  endsTransaction: boolean;
};

/**
 * Places orders, one outcome per placement: the new order, the original of a known request id, a
 * refusal (`request_id_conflict`, whatever the draft says, `link_active`, `invalid_coupon`,
 * `spend_cap_reached`, `insufficient_balance`), or LATER where the wallet is locked elsewhere.
 * A refusal of one never touches another, and burns neither an order number nor the request id.
 */
export async function placeOrders(
  tx: Tx,
  placements: readonly Placement[],
  { now, endsTransaction }: PlaceOptions,
): Promise<Outcome<Placed>[]> {
  const state = await readState(tx, placements, now);
  const accepted: Accepted[] = [];
  const inBatch = new Map<string, Accepted>();
  const decisions = placements.map((placement): Outcome<Placed> | Accepted => {
    const wallet = state.wallets.get(walletOf(placement.buyer.accountId));
    if (!wallet) return LATER;
    const name = repeatName(placement);
    const twin = inBatch.get(name);
    if (twin) return twin.requestHash.equals(placement.requestHash) ? twin : mismatch();
    const original = state.known.get(requestName(placement)) ?? state.repeats.get(name);
    if (original) return replay(original, placement);
    const decision = decide(placement, wallet, state);
    if (decision instanceof AppError) return decision;
    accepted.push(decision);
    inBatch.set(name, decision);
    return decision;
  });
  const ids = await write(tx, accepted, state, endsTransaction);
  const told = new Set<Accepted>();
  return decisions.map((decision) => {
    if (decision === LATER || decision instanceof AppError || 'orderId' in decision) {
      return decision;
    }
    const replayed = told.has(decision);
    told.add(decision);
    return { orderId: ids.get(decision) as number, replayed };
  });
}

/**
 * Everything the decisions need, in one round trip. Postgres keeps the order: what is read after
 * the wallets are locked is all that was ever committed for their accounts.
 */
async function readState(tx: Tx, placements: readonly Placement[], now: Date): Promise<State> {
  const accounts = new Set(placements.map((one) => one.buyer.accountId));
  const [wallets, known, repeats, openLinks, keySpend, spendLimits] = await Promise.all([
    lockFreeWallets(tx, [...accounts].map(walletOf)),
    findKnown(tx, placements),
    findRepeats(tx, placements),
    findOpenLinks(tx, placements),
    readKeySpend(tx, placements, now),
    findSpendLimits(tx, accounts, now),
  ]);
  // Those whose wallet is held elsewhere come back; their coupons are not ours to lock.
  const mine = placements.filter((one) => wallets.has(walletOf(one.buyer.accountId)));
  const codes = new Set(mine.flatMap((one) => couponCode(one) ?? []));
  const coupons = codes.size === 0 ? new Map<string, Coupon>() : await lockCoupons(tx, [...codes]);
  const couponUses = coupons.size === 0 ? new Map() : await readUses(tx, mine, coupons);
  return {
    wallets: new Map(
      [...wallets].map(([id, one]) => [id, { available: one.balance + one.creditLimit }]),
    ),
    known,
    repeats,
    openLinks,
    coupons,
    couponUses,
    keySpend,
    spendLimits,
    now,
  };
}

function decide(
  placement: Placement,
  wallet: { available: bigint },
  state: State,
): Accepted | AppError {
  const { draft, buyer } = placement;
  if (draft instanceof AppError) return draft;
  const link = linkName(buyer.accountId, draft);
  if (link !== null && state.openLinks.has(link)) {
    return new AppError('link_active', 'An order for this link is still active');
  }
  const priced = price(placement, draft, state);
  if (priced instanceof AppError) return priced;
  const { due } = priced;
  const spent = buyer.spendKeyId === null ? 0n : (state.keySpend.get(buyer.spendKeyId) ?? 0n);
  if (buyer.dailySpendCap !== null && spent + due > buyer.dailySpendCap) {
    return new AppError('spend_cap_reached', 'The spend cap of this key is reached for today');
  }
  const limits = state.spendLimits.get(buyer.accountId);
  const passed = limits ? passedLimit(limits, due) : null;
  if (passed !== null) {
    const text = `The spend limit of this account is reached for ${passed}`;
    return new AppError('spend_cap_reached', text);
  }
  if (due > wallet.available) return new AppError('insufficient_balance', 'Insufficient balance');
  wallet.available -= due;
  if (buyer.spendKeyId !== null) state.keySpend.set(buyer.spendKeyId, spent + due);
  if (limits) state.spendLimits.set(buyer.accountId, afterSpending(limits, due));
  if (link !== null) state.openLinks.add(link);
  if (priced.coupon) useOnce(priced.coupon, buyer.accountId, state);
  return { ...placement, ...priced, draft };
}

const afterSpending = (limits: SpendLimits, due: bigint): SpendLimits => ({
  ...limits,
  today: (limits.today + due) as Money,
  thisMonth: (limits.thisMonth + due) as Money,
});

type Priced = Charge & { coupon: Coupon | null; price: Price };

function price(placement: Placement, draft: OrderDraft, state: State): Priced | AppError {
  const price = placement.price as Price;
  if (draft.coupon === null) {
    return { price, coupon: null, ...chargeOf(price, draft.quantity, null) };
  }
  const coupon = state.coupons.get(couponCode(placement) ?? '');
  const holder = { couponId: coupon?.id ?? 0, accountId: placement.buyer.accountId };
  const refusal = couponRefusal(coupon, {
    now: state.now,
    serviceId: draft.service.id,
    charge: draft.subscription ? null : chargeOf(price, draft.quantity, null).charge,
    usesByAccount: state.couponUses.get(usesKey(holder)) ?? 0,
  });
  if (refusal || !coupon) return refusal ?? new AppError('internal', 'a coupon without a refusal');
  return { price, coupon, ...chargeOf(price, draft.quantity, coupon) };
}

async function write(
  tx: Tx,
  accepted: readonly Accepted[],
  state: State,
  endsTransaction: boolean,
): Promise<Map<Accepted, number>> {
  if (accepted.length === 0) return new Map();
  await addKeySpend(tx, accepted, state.now);
  await countSpending(tx, limitedSpending(accepted, state), state.now);
  // Most batches end with their orders: the commit then leaves with them.
  if (!accepted.some(hasMore))
    return insertOrders(tx, accepted, { now: state.now, endsTransaction });
  const ids = await insertOrders(tx, accepted, { now: state.now, endsTransaction: false });
  await insertScheduled(tx, ids);
  await insertDripFeeds(tx, ids, state.now);
  await insertSubscriptions(tx, ids);
  const uses = [...ids].flatMap(([one, orderId]) =>
    one.coupon ? [{ couponId: one.coupon.id, accountId: one.buyer.accountId, orderId }] : [],
  );
  if (uses.length > 0) await recordUses(tx, uses);
  return ids;
}

function limitedSpending(accepted: readonly Accepted[], { spendLimits }: State) {
  const spent = new Map<number, bigint>();
  for (const { buyer, due } of accepted) {
    if (spendLimits.has(buyer.accountId)) {
      spent.set(buyer.accountId, (spent.get(buyer.accountId) ?? 0n) + due);
    }
  }
  return spent;
}

const hasMore = ({ draft, coupon, startsAt }: Accepted): boolean =>
  draft.dripFeed !== null || draft.subscription !== null || coupon !== null || startsAt != null;

const replay = (original: Known, placement: Placement): Placed | AppError =>
  original.hash.equals(placement.requestHash)
    ? { orderId: original.orderId, replayed: true }
    : mismatch();

const mismatch = () =>
  new AppError('request_id_conflict', 'This request_id belongs to a different request');

const repeatName = (placement: Placement): string =>
  placement.repeatsFrom === null
    ? requestName(placement)
    : `${placement.buyer.accountId} ${withoutTime(placement.requestId)}`;

const couponCode = ({ draft }: Placement): string | undefined =>
  draft instanceof AppError || draft.coupon === null ? undefined : normalCode(draft.coupon);

async function readUses(tx: Tx, placements: readonly Placement[], coupons: Map<string, Coupon>) {
  const asked = placements.flatMap((one) => {
    const coupon = coupons.get(couponCode(one) ?? '');
    return coupon ? [{ couponId: coupon.id, accountId: one.buyer.accountId }] : [];
  });
  return countUses(tx, asked);
}

/** Those that follow in this batch must see the use. */
function useOnce(coupon: Coupon, accountId: number, state: State): void {
  const key = usesKey({ couponId: coupon.id, accountId });
  state.couponUses.set(key, (state.couponUses.get(key) ?? 0) + 1);
  state.coupons.set(coupon.code, { ...coupon, uses: coupon.uses + 1 });
}
