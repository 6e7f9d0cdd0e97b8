import {
  moveOrders,
  resolveRisks,
  settleOrders,
  type Ending,
  type Move,
  type OrderStatus,
} from '#orders/index.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { clearNotices } from '#platform/notices/index.ts';
import { DOUBT } from './doubt-notice.ts';
import type { EvidenceVerdict } from './evidence.ts';
import { RISK } from './risk-notice.ts';

/** An order in doubt, and what is known of it now. Its row is locked. */
export type Doubt = {
  orderId: number;
  attemptId: bigint;
  status: OrderStatus;
  verdict: EvidenceVerdict;
  providerOrderId: string | null;
  source: string;
};

export type Settled = { orderId: number; verdict: EvidenceVerdict };

const CLOSE = writing(
  'attempts-resolve',
  `update attempts a set outcome = r.outcome, provider_order_id = r.provider_order_id
   from unnest($1::bigint[], $2::attempt_outcome[], $3::text[]) as r (id, outcome, provider_order_id)
   where a.id = r.id and a.outcome in ('unknown', 'unclassified')`,
);

const FIRST_LOOK_MS = 2_000;

/**
 * Ends doubts. What is placed goes on under its number at the provider, what is not is canceled and
 * refunded; where the customer was refunded already, the risk becomes a loss or comes back. An
 * order that is placed under a number nobody knows stays in doubt: it could not be followed.
 */
export async function settleDoubts(
  tx: Tx,
  doubts: readonly Doubt[],
  now: Date,
): Promise<Settled[]> {
  const settled = doubts.filter(
    (one) =>
      one.verdict === 'not_placed' || one.providerOrderId !== null || one.status !== 'unknown',
  );
  if (settled.length === 0) return [];
  const closed = settled.filter(
    (one) => one.verdict === 'not_placed' || one.providerOrderId !== null,
  );
  await tx.run(CLOSE, [
    closed.map((one) => one.attemptId),
    closed.map((one) => (one.verdict === 'placed' ? 'accepted' : 'refused')),
    closed.map((one) => (one.verdict === 'placed' ? one.providerOrderId : null)),
  ]);
  const open = settled.filter((one) => one.status === 'unknown');
  await moveOrders(
    tx,
    open.filter((one) => one.verdict === 'placed').map((one) => goesOn(one, now)),
    now,
  );
  await settleOrders(tx, open.filter((one) => one.verdict === 'not_placed').map(ends), now);
  await resolveRisks(
    tx,
    settled
      .filter((one) => one.status !== 'unknown')
      .map(({ orderId, verdict, source }) => ({ orderId, verdict, actor: source })),
    now,
  );
  const by = (settled[0] as Doubt).source;
  const subjects = settled.map((one) => `order:${one.orderId}`);
  await clearNotices(tx, DOUBT, subjects, { now, by });
  await clearNotices(tx, RISK, subjects, { now, by });
  return settled.map(({ orderId, verdict }) => ({ orderId, verdict }));
}

const goesOn = ({ orderId, source }: Doubt, now: Date): Move => ({
  orderId,
  to: 'in_progress',
  dueAt: new Date(now.getTime() + FIRST_LOOK_MS),
  source,
  note: 'the provider has it after all',
});

const ends = ({ orderId, source }: Doubt): Ending => ({
  orderId,
  from: 'unknown',
  status: 'canceled',
  failed: true,
  source,
  note: 'the provider does not have it',
});
