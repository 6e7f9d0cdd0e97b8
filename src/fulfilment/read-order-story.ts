import { HELD, LOSSES, PROMOTION, REVENUE, SUSPENSE } from '#ledger/index.ts';
import { asMoney, asRate, type Money, type Rate } from '#lib/money.ts';
import {
  readRequests,
  type OrderKind,
  type OrderStatus,
  type RequestEvent,
} from '#orders/index.ts';
import type {
  AttemptOutcome,
  EvidenceKind,
  EvidenceVerdict,
  Json,
  TransferKind,
} from '#platform/db/schema.ts';
import type { Db } from '#platform/db/types.ts';

/** One try to place the order, with what the provider answered; keys were taken out of it. */
export type StoryAttempt = {
  number: number;
  provider: string;
  providerService: string;
  providerOrderId: string | null;
  outcome: AttemptOutcome | null;
  error: string | null;
  answer: string | null;
  worker: string;
  startedAt: Date;
  finishedAt: Date | null;
  /** In the shop's currency. */
  cost: Money | null;
  /** In the provider's. */
  charged: Money | null;
};

export type StoryTransfer = {
  kind: TransferKind;
  from: string;
  to: string;
  amount: Money;
  at: Date;
};

/** Everything that is known of an order, for the operator. */
export type OrderStory = {
  order: {
    id: number;
    accountId: number;
    keyId: number | null;
    parentId: number | null;
    kind: OrderKind;
    status: OrderStatus;
    service: string;
    serviceId: number;
    provider: string | null;
    link: string;
    quantity: number;
    remains: number;
    startCount: bigint | null;
    rate: Rate;
    charge: Money;
    refunded: Money;
    couponAmount: Money;
    createdAt: Date;
    /** When its provider was first seen to deliver it. */
    startedAt: Date | null;
    finishedAt: Date | null;
  };
  /** While it is under way: when its provider was asked last, and is asked next. */
  look: { askedAt: Date | null; dueAt: Date } | null;
  dripFeed: { runs: number; started: number; nextRunAt: Date | null; pausedAt: Date | null } | null;
  attempts: StoryAttempt[];
  events: { type: string; source: string; data: Json | null; at: Date }[];
  requests: RequestEvent[];
  evidence: {
    kind: EvidenceKind;
    verdict: EvidenceVerdict;
    strong: boolean;
    note: string | null;
    source: string;
    at: Date;
  }[];
  transfers: StoryTransfer[];
};

/** Tells all of an order: its attempts, events, requests, evidence and money; null for none. */
export async function readOrderStory(db: Db, orderId: number): Promise<OrderStory | null> {
  const order = await readOrder(db, orderId);
  if (!order) return null;
  const [look, dripFeed, attempts, events, requests, evidence, transfers] = await Promise.all([
    readLook(db, orderId),
    readDripFeed(db, orderId),
    readAttempts(db, orderId),
    readEvents(db, orderId),
    readRequests(db, orderId),
    readEvidence(db, orderId),
    readTransfers(db, orderId),
  ]);
  return { order, look, dripFeed, attempts, events, requests, evidence, transfers };
}

async function readOrder(db: Db, orderId: number): Promise<OrderStory['order'] | null> {
  const row = await db
    .selectFrom('orders as o')
    .innerJoin('services as s', 's.id', 'o.service_id')
    .leftJoin('providers as p', 'p.id', 'o.provider_id')
    .selectAll('o')
    .select(['s.name as service', 'p.name as provider'])
    .where('o.id', '=', orderId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    accountId: row.account_id,
    keyId: row.key_id,
    parentId: row.parent_id,
    kind: row.kind,
    status: row.status,
    service: row.service,
    serviceId: row.service_id,
    provider: row.provider,
    link: row.link,
    quantity: row.quantity,
    remains: row.remains,
    startCount: row.start_count,
    rate: asRate(row.rate),
    charge: asMoney(row.charge),
    refunded: asMoney(row.refunded),
    couponAmount: asMoney(row.coupon_amount),
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}

async function readLook(db: Db, orderId: number): Promise<OrderStory['look']> {
  const row = await db
    .selectFrom('follows')
    .select(['asked_at as askedAt', 'due_at as dueAt'])
    .where('order_id', '=', orderId)
    .executeTakeFirst();
  return row ?? null;
}

async function readDripFeed(db: Db, orderId: number): Promise<OrderStory['dripFeed']> {
  const row = await db
    .selectFrom('drip_feeds')
    .select(['runs', 'runs_started as started', 'next_run_at as nextRunAt'])
    .select('paused_at as pausedAt')
    .where('order_id', '=', orderId)
    .executeTakeFirst();
  return row ?? null;
}

async function readAttempts(db: Db, orderId: number): Promise<StoryAttempt[]> {
  const rows = await db
    .selectFrom('attempts as a')
    .innerJoin('providers as p', 'p.id', 'a.provider_id')
    .select(['a.number', 'p.name as provider', 'a.provider_service as providerService'])
    .select(['a.provider_order_id as providerOrderId', 'a.outcome', 'a.error', 'a.answer'])
    .select(['a.worker', 'a.started_at as startedAt', 'a.finished_at as finishedAt'])
    .select(['a.cost', 'a.charged'])
    .where('a.order_id', '=', orderId)
    .orderBy('a.number')
    .execute();
  const money = (amount: bigint | null) => (amount === null ? null : asMoney(amount));
  return rows.map((row) => ({ ...row, cost: money(row.cost), charged: money(row.charged) }));
}

const readEvents = (db: Db, orderId: number) =>
  db
    .selectFrom('order_events')
    .select(['type', 'source', 'data', 'at'])
    .where('order_id', '=', orderId)
    .orderBy('id')
    .execute();

const readEvidence = (db: Db, orderId: number) =>
  db
    .selectFrom('order_evidence')
    .select(['kind', 'verdict', 'strong', 'note', 'source', 'at'])
    .where('order_id', '=', orderId)
    .orderBy('id')
    .execute();

// References of orders share their numbers with those of payments.
const OF_ORDERS: readonly TransferKind[] = [
  ...(['order.hold', 'order.coupon', 'order.earn', 'order.refund'] as const),
  ...(['order.coupon_return', 'risk.open', 'risk.release', 'risk.loss'] as const),
];

async function readTransfers(db: Db, orderId: number): Promise<StoryTransfer[]> {
  const rows = await db
    .selectFrom('transfers')
    .select(['kind', 'from_id', 'to_id', 'amount', 'created_at as at'])
    .where('reference', '=', String(orderId))
    .where('kind', 'in', OF_ORDERS)
    .orderBy('id')
    .execute();
  return rows.map(({ kind, from_id: from, to_id: to, amount, at }) => ({
    kind,
    from: ledgerName(from),
    to: ledgerName(to),
    amount: asMoney(amount),
    at,
  }));
}

const LEDGERS = new Map([
  [HELD, 'held'],
  [REVENUE, 'revenue'],
  [PROMOTION, 'promotion'],
  [SUSPENSE, 'suspense'],
  [LOSSES, 'losses'],
]);

const ledgerName = (id: bigint): string =>
  LEDGERS.get(id) ?? (id > 0n ? `wallet ${id}` : `ledger ${id}`);
