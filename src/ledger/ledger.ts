import type { Money } from '#lib/money.ts';
import type { TransferKind } from '#platform/db/schema.ts';

/** Ledgers of the shop itself (table system_ledgers); customers' wallets are above zero. */
export const HELD = -1n;
export const REVENUE = -2n;
export const DEPOSITS = -3n;
export const PROMOTION = -4n;
export const ADJUSTMENTS = -5n;
export const SUSPENSE = -6n;
export const LOSSES = -7n;
export const DISPUTED = -8n;
export const RECEIVABLES = -9n;
export const REFUNDS = -10n;

/** The ledger id of a customer's wallet. */
export const walletOf = (accountId: number): bigint => BigInt(accountId);

/** One movement of money. `reference` is unique per kind, so that a cause acts once. */
export type Transfer = {
  kind: TransferKind;
  reference: string;
  fromId: bigint;
  toId: bigint;
  amount: Money;
  reason?: string;
  actor?: string;
};

export type Wallet = {
  balance: Money;
  creditLimit: Money;
};
