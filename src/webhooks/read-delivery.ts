import { AppError } from '#lib/errors.ts';
import type { DeliveryStatus } from '#platform/db/schema.ts';
import type { Db } from '#platform/db/types.ts';
import { HEADERS } from './attempt-delivery.ts';

/** A delivery with all that was sent and answered. */
export type DeliveryLog = {
  id: bigint;
  endpointId: number;
  message: string;
  type: string;
  status: DeliveryStatus;
  body: string;
  createdAt: Date;
  dueAt: Date | null;
  finishedAt: Date | null;
  attempts: {
    number: number;
    at: Date;
    tookMs: number;
    request: { url: string; headers: Record<string, string> };
    status: number | null;
    error: string | null;
    answer: string | null;
  }[];
};

/**
 * Everything of one delivery, signatures and secrets hidden. Refuses `not_found`, also where it is
 * none of this account's.
 */
export async function readDelivery(
  db: Db,
  deliveryId: bigint,
  accountId?: number,
): Promise<DeliveryLog> {
  let wanted = db
    .selectFrom('webhook_deliveries as d')
    .innerJoin('webhook_messages as m', 'm.id', 'd.message')
    .innerJoin('webhook_endpoints as e', 'e.id', 'd.endpoint_id')
    .selectAll('d')
    .select(['m.type', 'm.body'])
    .where('d.id', '=', deliveryId);
  if (accountId !== undefined) wanted = wanted.where('e.account_id', '=', accountId);
  const row = await wanted.executeTakeFirst();
  if (!row) throw new AppError('not_found', `there is no delivery ${deliveryId}`);
  const attempts = await db
    .selectFrom('webhook_attempts')
    .selectAll()
    .where('delivery_id', '=', deliveryId)
    .orderBy('id')
    .execute();
  return {
    id: row.id,
    endpointId: row.endpoint_id,
    message: row.message,
    type: row.type,
    status: row.status,
    body: row.body,
    createdAt: row.created_at,
    dueAt: row.status === 'pending' ? row.due_at : null,
    finishedAt: row.finished_at,
    attempts: attempts.map((one) => ({
      number: one.number,
      at: one.at,
      tookMs: one.took_ms,
      request: { url: one.url, headers: headersOf(row.message, one.at) },
      status: one.status,
      error: one.error,
      answer: one.answer,
    })),
  };
}

const headersOf = (message: string, at: Date): Record<string, string> => ({
  ...HEADERS,
  'webhook-id': message,
  'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
  'webhook-signature': 'v1,…',
});
