import type { Money } from '#lib/money.ts';
import type { OrderKind, OrderStatus } from './order.ts';

export const ORDER_TABS = [
  'all',
  'pending',
  'in_progress',
  'completed',
  'partial',
  'canceled',
  'attention',
] as const;
export type OrderTab = (typeof ORDER_TABS)[number];

export const ORDER_KINDS: readonly OrderKind[] = [
  'single',
  'drip_feed',
  'run',
  'subscription',
  'post',
];

/** Which of an account's orders are asked for. */
export type OrderQuery = {
  tab: OrderTab;
  /** Numbers, a link or part of one, or a request id; empty: any. */
  search: string;
  serviceId: number | null;
  kind: OrderKind | null;
  /** Placed then or later, and before then. */
  since: Date | null;
  until: Date | null;
  /** What was charged, both included. */
  leastCharge: Money | null;
  mostCharge: Money | null;
};

export const ALL_ORDERS: OrderQuery = {
  tab: 'all',
  search: '',
  serviceId: null,
  kind: null,
  since: null,
  until: null,
  leastCharge: null,
  mostCharge: null,
};

export const TAB_STATUSES: Record<OrderTab, readonly OrderStatus[]> = {
  all: [
    ...(['pending', 'submitting', 'unknown', 'processing'] as const),
    ...(['in_progress', 'completed', 'partial', 'canceled'] as const),
  ],
  pending: ['pending', 'submitting', 'unknown'],
  in_progress: ['processing', 'in_progress'],
  completed: ['completed'],
  partial: ['partial'],
  canceled: ['canceled'],
  attention: ['pending', 'submitting', 'unknown', 'partial', 'canceled'],
};

const DAY_MS = 24 * 3_600_000;

/** What needs attention waits for longer than this, or ended short of all within that time. */
export const WAITS_TOO_LONG_MS = DAY_MS;
export const ENDED_LATELY_MS = 7 * DAY_MS;
// What ended lately was placed within this time, or is a standing order; those have pages of their own.
export const PLACED_LATELY_MS = 60 * DAY_MS;
