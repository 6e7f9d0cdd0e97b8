import type { OrderStatus as StoredStatus, OrderKind as StoredKind } from '#platform/db/schema.ts';

export type OrderStatus = StoredStatus;
export type OrderKind = StoredKind;

/** What the customer may see; `submitting` and `unknown` are ours to sort out and show as pending. */
export type ShownStatus =
  | 'pending'
  | 'processing'
  | 'in_progress'
  | 'completed'
  | 'partial'
  | 'canceled';

export const SHOWN: Record<OrderStatus, ShownStatus> = {
  pending: 'pending',
  submitting: 'pending',
  unknown: 'pending',
  processing: 'processing',
  in_progress: 'in_progress',
  completed: 'completed',
  partial: 'partial',
  canceled: 'canceled',
};

const FINAL = ['completed', 'partial', 'canceled'] as const;
export type FinalStatus = (typeof FINAL)[number];

/** The whole life of an order. Endings have no way out: a refill or a wish never reopens one. */
export const TRANSITIONS: Record<OrderStatus, readonly OrderStatus[]> = {
  pending: ['submitting', 'in_progress', 'canceled'],
  submitting: ['pending', 'unknown', 'processing', 'in_progress', 'canceled'],
  unknown: ['processing', 'in_progress', 'canceled'],
  processing: ['in_progress', ...FINAL],
  in_progress: FINAL,
  completed: [],
  partial: [],
  canceled: [],
};

export const canBecome = (from: OrderStatus, to: OrderStatus): boolean =>
  TRANSITIONS[from].includes(to);

export const isFinal = (status: OrderStatus): status is FinalStatus =>
  TRANSITIONS[status].length === 0;
