import type { WishStatus } from '#platform/db/schema.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

export type RequestStage = WishStatus;

/** One step of a wish to cancel or of a refill. */
export type RequestStep = {
  orderId: number;
  /** Null: it is about the wish to cancel the order. */
  refillId: number | null;
  stage: RequestStage;
  source: string;
  note?: string | null;
};

const INSERT = writing(
  'request-events-insert',
  `insert into request_events (order_id, refill_id, stage, source, note, at)
   select *, $6::timestamptz
   from unnest($1::int[], $2::int[], $3::wish_status[], $4::text[], $5::text[])`,
);

/** Appends to the story of requests, in the transaction that changes them. */
export async function recordRequests(
  tx: Tx,
  steps: readonly RequestStep[],
  now: Date,
): Promise<void> {
  if (steps.length === 0) return;
  await tx.run(INSERT, [
    steps.map((one) => one.orderId),
    steps.map((one) => one.refillId),
    steps.map((one) => one.stage),
    steps.map((one) => one.source.slice(0, 100)),
    steps.map((one) => one.note?.slice(0, 500) ?? null),
    now,
  ]);
}
