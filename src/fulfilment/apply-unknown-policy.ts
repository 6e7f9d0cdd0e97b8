import { lockOrders, openRisks, settleOrders } from '#orders/index.ts';
import { asMoney } from '#lib/money.ts';
import { reading } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { clearNotices, raiseNotices } from '#platform/notices/index.ts';
import { DOUBT } from './doubt-notice.ts';
import { judge, type Evidence } from './evidence.ts';
import { riskNotice } from './risk-notice.ts';
import { readUnknownPolicy } from './unknown-policy.ts';

type Row = {
  orderId: number;
  attemptId: bigint;
  providerId: number;
  cost: bigint | null;
  charge: bigint;
};

const OLD = reading<Row>(
  'orders-long-in-doubt',
  `select o.id as "orderId", a.id as "attemptId", a.provider_id as "providerId", a.cost, o.charge
   from attempts a join orders o on o.id = a.order_id
   where a.outcome in ('unknown', 'unclassified') and o.status = 'unknown' and a.finished_at <= $1
   order by o.id limit $2`,
);

const EVIDENCE = reading<Pick<Evidence, 'attemptId' | 'kind' | 'verdict' | 'strong'>>(
  'evidence-of-old',
  `select attempt_id as "attemptId", kind, verdict, strong from order_evidence
   where attempt_id = any ($1::bigint[])`,
);

const LIMIT = 500;
const HOUR_MS = 3_600_000;
const SOURCE = 'system:unknown-policy';

/**
 * Acts on orders that were in doubt for as long as the operator allows: their customers are made
 * whole, and what the provider may still ask is set aside until it is known. An order that the
 * provider has, under a number nobody knows, waits for the operator. Answers how many it refunded.
 */
export async function applyUnknownPolicy(tx: Tx, now: Date): Promise<number> {
  const { act, afterHours } = await readUnknownPolicy(tx);
  if (act === 'hold') return 0;
  const old = await tx.rows(OLD, [new Date(now.getTime() - afterHours * HOUR_MS), LIMIT]);
  if (old.length === 0) return 0;
  const pieces = await tx.rows(EVIDENCE, [old.map((one) => one.attemptId)]);
  const known = Map.groupBy(pieces, (one) => one.attemptId);
  const lost = old.filter(({ attemptId }) => {
    const judgement = judge(known.get(attemptId) ?? []);
    return judgement.kind !== 'decided' || judgement.verdict !== 'placed';
  });
  await lockOrders(
    tx,
    lost.map((one) => one.orderId),
  );
  const refunded = await settleOrders(
    tx,
    lost.map(({ orderId }) => ({
      orderId,
      from: 'unknown',
      status: 'canceled',
      failed: true,
      source: SOURCE,
      note: `it was not known for ${afterHours} hours whether the provider has it`,
    })),
    now,
  );
  const risks = lost
    .filter((one) => refunded.has(one.orderId))
    .map((one) => ({ ...one, amount: asMoney(one.cost ?? one.charge) }));
  await openRisks(tx, risks, now);
  const subjects = risks.map((one) => `order:${one.orderId}`);
  await clearNotices(tx, DOUBT, subjects, { now, by: SOURCE });
  await raiseNotices(tx, risks.map(riskNotice), now);
  return risks.length;
}
