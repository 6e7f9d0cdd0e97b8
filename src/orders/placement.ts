import type { AppError } from '#lib/errors.ts';
import type { Money } from '#lib/money.ts';
import type { Price } from '#pricing/index.ts';
import type { OrderDraft } from './draft-order.ts';

export type Buyer = {
  accountId: number;
  keyId: number | null;
  tierDiscountBp: number;
  /** Nano-units per UTC day that the key may spend. */
  dailySpendCap: Money | null;
  /** The key by which that is counted. */
  spendKeyId: number | null;
};

/** An order asked for. It has its id before it is batched: the caller's or one of ours. */
export type Placement = {
  buyer: Buyer;
  /** `r:<the caller's>`, `n:<ours>` or `k:<key>:<hash>:<time>` for calls that may repeat unnamed. */
  requestId: string;
  /** Ids from here up to `requestId` are the same call, made a moment ago. */
  repeatsFrom: string | null;
  requestHash: Buffer;
  draft: OrderDraft | AppError;
  price: Price | null;
  /** Of the route that was chosen for it; null: it waits until there is one. */
  providerId: number | null;
  /** Paid now, and not to be sent to a provider before; without it, at once. */
  startsAt?: Date | null | undefined;
};

export type Placed = { orderId: number; replayed: boolean };
