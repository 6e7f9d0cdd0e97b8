import { readAmount } from '#lib/money.ts';
import type {
  ReportedRefill,
  ReportedState,
  ReportedStatus,
  ReportedSubscription,
} from './provider.ts';

export type Fields = Record<string, unknown>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The text of an error in any of the shapes that panels use; an empty one is none. */
export function errorOf(body: unknown): string | undefined {
  if (!isFields(body)) return undefined;
  const error = body['error'] ?? body['Error'] ?? body['errors'];
  if (typeof error === 'string') return error.trim() === '' ? undefined : error;
  if (error !== undefined && error !== null && error !== false) return JSON.stringify(error);
  const failed = /^(error|fail|failed)$/i.test(textOf(body['status']) ?? '');
  // The same words are also states of an order.
  if (!failed || body['charge'] !== undefined || body['remains'] !== undefined) return undefined;
  return textOf(body['message']) ?? textOf(body['msg']) ?? textOf(body['status']);
}

/** An id as number or text; zero, empty and anything stranger is none. */
export function idOf(value: unknown): string | undefined {
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) && value > 0 ? String(value) : undefined;
  }
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return /^[A-Za-z0-9_-]{1,64}$/.test(text) && !/^0+$/.test(text) ? text : undefined;
}

// What panels write, without case, spaces and underscores (v2-protocol.md 4).
const STATES: Record<string, ReportedState> = {
  pending: 'pending',
  awaiting: 'pending',
  processing: 'processing',
  inprogress: 'in_progress',
  completed: 'completed',
  complete: 'completed',
  partial: 'partial',
  partiallycompleted: 'partial',
  canceled: 'canceled',
  cancelled: 'canceled',
  refunded: 'canceled',
};

const SUBSCRIPTIONS: Record<string, ReportedSubscription['status']> = {
  active: 'active',
  paused: 'paused',
  completed: 'completed',
  expired: 'expired',
  canceled: 'canceled',
  cancelled: 'canceled',
};

const REFILLS: Record<string, ReportedRefill> = {
  pending: 'pending',
  awaiting: 'pending',
  processing: 'in_progress',
  inprogress: 'in_progress',
  completed: 'completed',
  rejected: 'rejected',
  canceled: 'rejected',
  cancelled: 'rejected',
  error: 'rejected',
};

/** Reads one order's status; undefined when there is no status word at all. */
export function statusOf(body: unknown): ReportedStatus | undefined {
  if (!isFields(body) || typeof body['status'] !== 'string') return undefined;
  const word = body['status'].slice(0, 60);
  const plain = plainWord(word);
  return {
    state: STATES[plain] ?? 'unclear',
    word,
    startCount: countOf(body['start_count'] ?? body['start_counter']),
    remains: remainsOf(body['remains']),
    charge: readAmount(textOf(body['charge']) ?? '') ?? null,
    subscription: subscriptionOf(body, plain),
  };
}

export const refillStateOf = (value: unknown): ReportedRefill | undefined =>
  typeof value === 'string' ? (REFILLS[plainWord(value)] ?? 'unclear') : undefined;

/** What panels write as a text or as a number. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

const plainWord = (word: string): string => word.toLowerCase().replace(/[\s_-]/g, '');

function countOf(value: unknown): bigint | null {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && /^\d{1,18}$/.test(text) ? BigInt(text) : null;
}

function remainsOf(value: unknown): number | null | 'odd' {
  if (value === undefined || value === null || value === '') return null;
  const number = typeof value === 'string' && /^-?\d{1,12}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) ? number : 'odd';
}

function subscriptionOf(body: Fields, plain: string): ReportedSubscription | null {
  if (body['posts'] === undefined && body['expiry'] === undefined) return null;
  const orders = Array.isArray(body['orders']) ? body['orders'] : [];
  return {
    status: SUBSCRIPTIONS[plain] ?? 'unclear',
    orders: orders.flatMap((one) => idOf(one) ?? []),
  };
}
