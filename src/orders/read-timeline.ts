import { asMoney, type Money } from '#lib/money.ts';
import type { Json, TransferKind } from '#platform/db/schema.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import { readRequests } from './read-requests.ts';
import type { RequestStage } from './record-requests.ts';

/** Who says so: never by a provider's name. */
export type StorySource = 'you' | 'provider' | 'shop' | 'system';

export type OrderStep =
  | 'created'
  | 'in_progress'
  | 'completed'
  | 'partial'
  | 'canceled'
  | 'failed'
  | 'paused'
  | 'resumed';
export type MoneyStep = 'hold' | 'coupon' | 'earn' | 'refund' | 'coupon_return';

/** One line of an order's story as its customer is told it. */
export type StoryLine = { at: Date; source: StorySource } & (
  | { what: 'order'; step: OrderStep; remains: number | null }
  | { what: 'money'; step: MoneyStep; amount: Money }
  | {
      what: 'request';
      /** Null: the wish to cancel. */
      refillId: number | null;
      stage: RequestStage;
      /** A person's of the shop; what a provider wrote is not passed on. */
      note: string | null;
    }
);

const STEPS: readonly OrderStep[] = [
  ...(['created', 'in_progress', 'completed', 'partial'] as const),
  ...(['canceled', 'failed', 'paused', 'resumed'] as const),
];
const MONEY: readonly MoneyStep[] = ['hold', 'coupon', 'earn', 'refund', 'coupon_return'];

const EVENTS = reading<{ step: OrderStep; source: string; data: Json | null; at: Date }>(
  'order-story-events',
  `select substr(type, 7) as step, source, data, at from order_events
   where order_id = $1 and type = any ($2::text[]) order by id`,
);

const TRANSFERS = reading<{ step: MoneyStep; amount: bigint; at: Date }>(
  'order-story-transfers',
  `select substr(kind::text, 7) as step, amount, created_at as at from transfers
   where reference = $1 and kind = any ($2::transfer_kind[]) order by id`,
);

/** The story of an order in the order in which it happened. Whose it is was asked before. */
export async function readTimeline(db: Db, orderId: number): Promise<StoryLine[]> {
  const [events, transfers, requests] = await Promise.all([
    db.rows(EVENTS, [orderId, STEPS.map((step) => `order.${step}`)]),
    db.rows(TRANSFERS, [String(orderId), MONEY.map((step): TransferKind => `order.${step}`)]),
    readRequests(db, orderId),
  ]);
  const lines: StoryLine[] = [
    ...events.map(({ step, source, data, at }) => {
      const remains = remainsIn(data);
      return { what: 'order' as const, step, remains, source: sourceOf(source), at };
    }),
    ...requests.map(({ refillId, stage, source, note, at }) => {
      const told = source.startsWith('operator:') ? note : null;
      return {
        what: 'request' as const,
        refillId,
        stage,
        source: sourceOf(source),
        note: told,
        at,
      };
    }),
    ...transfers.map(({ step, amount, at }) => {
      return {
        what: 'money' as const,
        step,
        amount: asMoney(amount),
        source: 'system' as const,
        at,
      };
    }),
  ];
  return lines.sort((a, b) => a.at.getTime() - b.at.getTime());
}

const SOURCES: readonly (readonly [start: string, source: StorySource])[] = [
  ['customer', 'you'],
  ['key:', 'you'],
  ['provider:', 'provider'],
  ['operator:', 'shop'],
];

/** Who did it, from how it was written down. */
export const sourceOf = (written: string): StorySource =>
  SOURCES.find(([start]) => written.startsWith(start))?.[1] ?? 'system';

function remainsIn(data: Json | null): number | null {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return null;
  const { remains } = data;
  return typeof remains === 'number' ? remains : null;
}
