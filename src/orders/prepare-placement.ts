import { randomUUID } from 'node:crypto';
import { chooseRoute, payingRoutes } from '#catalog/index.ts';
import { AppError } from '#lib/errors.ts';
import { chargeFor } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { ownRates, priceOf } from '#pricing/index.ts';
import type { OrderDraft } from './draft-order.ts';
import type { Buyer, Placement } from './placement.ts';

export type PlaceOrder = {
  buyer: Buyer;
  /** The caller's own id, 1 to 128 characters: a repeat answers the original order, for ever. */
  requestId: string | null;
  /** SHA-256 over the parameters as sent. */
  requestHash: Buffer;
  /** Without a requestId, an identical call within so many seconds answers the original; 0: off. */
  repeatWindowS: number;
  /** A refusal found without the database. It waits for the answer whether this is a replay. */
  draft: OrderDraft | AppError;
  /** Paid now, and not to be sent to a provider before. The requestHash must tell it. */
  startsAt?: Date | null;
};

/**
 * Gives an order that is asked for its id, its price and its route, from memory. What speaks
 * against it becomes its draft, because a known id must be answered first.
 */
export async function preparePlacement(app: App, command: PlaceOrder): Promise<Placement> {
  const { buyer, draft, requestHash, startsAt } = command;
  const named = { buyer, requestHash, startsAt, ...nameOf(command, app.clock.now()) };
  if (draft instanceof AppError) return { ...named, draft, price: null, providerId: null };
  const over = expired(draft, app.clock.now());
  if (over) return { ...named, draft: over, price: null, providerId: null };
  const own = (await ownRates(app, buyer.accountId)).get(draft.service.id);
  const price = priceOf(draft.service, own, buyer.tierDiscountBp);
  try {
    chargeFor(price.rate, draft.quantity);
    const bought = { rate: price.rate, quantity: draft.quantity };
    const route = chooseRoute(payingRoutes(draft.service.routes, bought), () => app.random());
    return { ...named, draft, price, providerId: route?.providerId ?? null };
  } catch (error) {
    if (error instanceof AppError) return { ...named, draft: error, price: null, providerId: null };
    throw error;
  }
}

/** A subscription lasts to the end of its last day, in UTC. */
function expired({ subscription }: OrderDraft, nowMs: number): AppError | undefined {
  const today = new Date(nowMs).toISOString().slice(0, 10);
  const last = subscription?.expiresOn ?? today;
  if (last >= today) return undefined;
  return new AppError('invalid_parameter', 'a day that is not over', { parameter: 'expiry' });
}

/** Ours and the caller's ids live in namespaces of their own, under one unique index. */
function nameOf(
  { buyer, requestId, requestHash, repeatWindowS }: PlaceOrder,
  nowMs: number,
): { requestId: string; repeatsFrom: string | null } {
  if (requestId !== null) return { requestId: `r:${requestId}`, repeatsFrom: null };
  if (repeatWindowS === 0) return { requestId: `n:${randomUUID()}`, repeatsFrom: null };
  const call = `k:${buyer.keyId}:${requestHash.toString('base64url')}`;
  const at = (ms: number) => String(ms).padStart(15, '0');
  return {
    requestId: `${call}:${at(nowMs)}`,
    repeatsFrom: `${call}:${at(nowMs - repeatWindowS * 1_000)}`,
  };
}
