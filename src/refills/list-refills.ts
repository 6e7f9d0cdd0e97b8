import type { Db } from '#platform/db/types.ts';
import type { RefillStatus } from '#platform/db/schema.ts';

/** A refill as the operator sees it. */
export type OpenRefill = {
  id: number;
  orderId: number;
  accountId: number;
  providerId: number | null;
  status: RefillStatus;
  providerRefillId: string | null;
  note: string | null;
  requestedAt: Date;
};

const MOST = 200;

/** Refills that are not over, the oldest first. */
export async function listRefills(db: Db): Promise<OpenRefill[]> {
  const rows = await db
    .selectFrom('refills as r')
    .innerJoin('orders as o', 'o.id', 'r.order_id')
    .select(['r.id', 'r.order_id', 'r.account_id', 'o.provider_id', 'r.status'])
    .select(['r.provider_refill_id', 'r.note', 'r.requested_at'])
    .where('r.status', 'in', ['pending', 'in_progress'])
    .orderBy('r.id')
    .limit(MOST)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    orderId: row.order_id,
    accountId: row.account_id,
    providerId: row.provider_id,
    status: row.status,
    providerRefillId: row.provider_refill_id,
    note: row.note,
    requestedAt: row.requested_at,
  }));
}
