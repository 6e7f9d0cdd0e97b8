import type { DeliveryStatus } from '#platform/db/schema.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

export type Delivery = {
  id: bigint;
  endpointId: number;
  /** The webhook-id. */
  message: string;
  type: string;
  status: DeliveryStatus;
  attempts: number;
  createdAt: Date;
  /** When it is tried next; null: not any more. */
  dueAt: Date | null;
  finishedAt: Date | null;
  /** What came of the last attempt: a status, an error, or null before the first. */
  last: string | null;
};

export type DeliveriesWanted = {
  endpointId: number;
  /** Whose the webhook has to be; absent: anybody's. */
  accountId?: number;
  status?: DeliveryStatus;
  /** Older than this one: the next page. */
  beforeId?: bigint;
  limit: number;
};

const LIST = reading<Delivery>(
  'webhook-deliveries-list',
  `select d.id, d.endpoint_id as "endpointId", d.message, m.type, d.status, d.attempts,
     d.created_at as "createdAt", case when d.status = 'pending' then d.due_at end as "dueAt",
     d.finished_at as "finishedAt", (
       select coalesce(a.status::text, a.error) from webhook_attempts a
       where a.delivery_id = d.id order by a.id desc limit 1) as last
   from webhook_deliveries d join webhook_messages m on m.id = d.message
   where d.endpoint_id = $1
     and ($5::int is null or exists (
       select from webhook_endpoints e where e.id = $1 and e.account_id = $5))
     and ($2::delivery_status is null or d.status = $2)
     and ($3::bigint is null or d.id < $3)
   order by d.created_at desc, d.id desc limit $4`,
);

/** What was sent to a webhook or waits for it, the newest first; kept for 30 days. */
export const listDeliveries = (db: Db, wanted: DeliveriesWanted): Promise<Delivery[]> => {
  const { endpointId, status = null, beforeId = null, limit, accountId = null } = wanted;
  return db.rows(LIST, [endpointId, status, beforeId, limit, accountId]);
};
