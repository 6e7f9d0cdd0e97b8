import type { Money } from '#lib/money.ts';
import type { TransferKind } from '#platform/db/schema.ts';
import type { Group, Subject } from './transfer-kind.ts';

/** A movement of a wallet as its customer sees it. */
export type Transaction = {
  id: bigint;
  at: Date;
  kind: TransferKind;
  group: Group;
  /** Nano-units; below zero what was taken. */
  amount: Money;
  /** What the wallet held after it. */
  balance: Money;
  subject: Subject;
  reference: string;
  orderId: number | null;
  service: { id: number; name: string } | null;
  reason: string | null;
};

/** Which movements are wanted; days are UTC, `until` is the first that is not. */
export type TransactionFilter = {
  group?: Group | undefined;
  direction?: 'in' | 'out' | undefined;
  from?: Date | undefined;
  until?: Date | undefined;
  /** An order's number, a payment's (`pay_12`), a refund's, a document's. */
  reference?: string | undefined;
};
