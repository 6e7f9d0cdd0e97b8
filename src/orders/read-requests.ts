import type { Db } from '#platform/db/types.ts';
import type { RequestStage } from './record-requests.ts';

/** A step of what was asked for an order after it was placed. */
export type RequestEvent = {
  /** Null: of the wish to cancel it. */
  refillId: number | null;
  stage: RequestStage;
  source: string;
  note: string | null;
  at: Date;
};

/** The story of an order's wish to cancel and of its refills, in the order in which it happened. */
export async function readRequests(db: Db, orderId: number): Promise<RequestEvent[]> {
  const rows = await db
    .selectFrom('request_events')
    .select(['refill_id', 'stage', 'source', 'note', 'at'])
    .where('order_id', '=', orderId)
    .orderBy('id')
    .execute();
  return rows.map(({ refill_id: refillId, ...rest }) => ({ refillId, ...rest }));
}
