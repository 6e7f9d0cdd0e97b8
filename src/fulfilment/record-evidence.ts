import { lockOrders, type OrderStatus } from '#orders/index.ts';
import type { AttemptOutcome } from '#platform/db/schema.ts';
import { reading, writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { raiseNotices, type Notice } from '#platform/notices/index.ts';
import { judge, type Evidence, type Judgement } from './evidence.ts';
import { doubtNotice } from './doubt-notice.ts';
import { findTakenNumbers } from './find-taken-numbers.ts';
import { settleDoubts, type Settled } from './settle-doubts.ts';

const INSERT = writing(
  'evidence-insert',
  `insert into order_evidence
     (order_id, attempt_id, kind, verdict, strong, provider_order_id, note, source, at)
   select *, $9 from unnest($1::int[], $2::bigint[], $3::evidence_kind[], $4::evidence_verdict[],
     $5::boolean[], $6::text[], $7::text[], $8::text[])
   on conflict (attempt_id, kind, verdict) do nothing`,
);

const PIECES = reading<Evidence>(
  'evidence-of',
  `select order_id as "orderId", attempt_id as "attemptId", kind, verdict, strong,
     provider_order_id as "providerOrderId", note, source
   from order_evidence where attempt_id = any ($1::bigint[]) order by id`,
);

type Doubt = {
  attemptId: bigint;
  orderId: number;
  providerId: number;
  outcome: AttemptOutcome | null;
  status: OrderStatus;
  riskOpen: boolean;
};

const DOUBTS = reading<Doubt>(
  'attempts-doubted',
  `select a.id as "attemptId", a.order_id as "orderId", a.provider_id as "providerId", a.outcome,
     o.status,
     exists (select from order_risks r where r.order_id = o.id and r.resolved_at is null)
       as "riskOpen"
   from attempts a join orders o on o.id = a.order_id where a.id = any ($1::bigint[])
   order by a.order_id`,
);

/**
 * Keeps what is said of orders in doubt, each kind and verdict once, and settles those that it
 * decides: placed ones go on, the others are canceled and refunded. Pieces that contradict each
 * other, or what was decided, are shown to a person.
 */
export async function recordEvidence(
  tx: Tx,
  pieces: readonly Evidence[],
  now: Date,
): Promise<Settled[]> {
  if (pieces.length === 0) return [];
  await lockOrders(
    tx,
    pieces.map((one) => one.orderId),
  );
  await tx.run(INSERT, [
    pieces.map((one) => one.orderId),
    pieces.map((one) => one.attemptId),
    pieces.map((one) => one.kind),
    pieces.map((one) => one.verdict),
    pieces.map((one) => one.strong),
    pieces.map((one) => one.providerOrderId ?? null),
    pieces.map((one) => one.note?.slice(0, 500) ?? null),
    pieces.map((one) => one.source.slice(0, 100)),
    now,
  ]);
  const attempts = [...new Set(pieces.map((one) => one.attemptId))];
  const known = Map.groupBy(await tx.rows(PIECES, [attempts]), (one) => one.attemptId);
  const doubts = await tx.rows(DOUBTS, [attempts]);
  const judgements = await withoutTaken(
    tx,
    doubts.map((doubt) => ({ doubt, judgement: judge(known.get(doubt.attemptId) ?? []) })),
  );
  const judged = judgements.map((one) => ({
    ...one,
    told: pieces.filter(({ attemptId }) => attemptId === one.doubt.attemptId),
  }));
  const settled = await settleDoubts(
    tx,
    judged.flatMap(({ doubt, judgement, told }) =>
      isOpen(doubt) && judgement.kind === 'decided'
        ? [{ ...doubt, ...judgement, source: told.at(-1)?.source ?? '' }]
        : [],
    ),
    now,
  );
  const notices = judged.flatMap(({ doubt, judgement, told }) => [
    ...(isOpen(doubt) ? openNotice(doubt, judgement) : []),
    ...told.flatMap(refundedNotice(doubt)),
  ]);
  await raiseNotices(tx, notices, now);
  return settled;
}

type Judged = { doubt: Doubt; judgement: Judgement };

/** Two orders cannot have one number: the provider is mistaken about one of them. */
async function withoutTaken(tx: Tx, judged: readonly Judged[]): Promise<Judged[]> {
  const taken = await findTakenNumbers(
    tx,
    judged.flatMap(({ doubt, judgement }) =>
      isOpen(doubt) && judgement.kind === 'decided' && judgement.providerOrderId !== null
        ? [{ ...doubt, number: judgement.providerOrderId }]
        : [],
    ),
  );
  return judged.map((one) =>
    taken.has(one.doubt.attemptId) ? { ...one, judgement: { kind: 'contradiction' } } : one,
  );
}

const isOpen = ({ outcome, status, riskOpen }: Doubt): boolean =>
  (outcome === 'unknown' || outcome === 'unclassified') && (status === 'unknown' || riskOpen);

function openNotice(doubt: Doubt, judgement: Judgement): Notice[] {
  const { orderId, providerId, status } = doubt;
  const urgent = (why: string) => [doubtNotice({ orderId, providerId, why, severity: 'urgent' })];
  if (judgement.kind === 'contradiction') return urgent('what is known of it does not agree');
  const nameless =
    judgement.kind === 'decided' &&
    judgement.verdict === 'placed' &&
    judgement.providerOrderId === null;
  return nameless && status === 'unknown'
    ? urgent('it has it, but under which number is not known')
    : [];
}

/** Its customer was refunded already, and now a program hears that it is delivered. */
const refundedNotice =
  ({ orderId, providerId, outcome, riskOpen }: Doubt) =>
  ({ kind, verdict, strong, providerOrderId }: Evidence): Notice[] => {
    if (outcome !== 'refused' && !riskOpen) return [];
    if (kind === 'operator' || verdict !== 'placed' || !strong) return [];
    const name = providerOrderId === undefined ? '' : ` as ${providerOrderId}`;
    const text =
      `Provider ${providerId} has order ${orderId}${name}, which was given up and refunded. ` +
      'What it asks for it is a loss; it may be canceled there.';
    const subject = `order:${orderId}`;
    return [{ kind: 'order.contradiction', subject, severity: 'urgent', text }];
  };
