import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { raiseNotices } from '#platform/notices/index.ts';
import { doubtNotice } from './doubt-notice.ts';

const ESCALATE = writing<{ orderId: number; providerId: number; error: string | null }>(
  'attempts-escalate',
  `update attempts a set escalated_at = $1
   from orders o
   where o.id = a.order_id and o.status = 'unknown' and a.outcome in ('unknown', 'unclassified')
     and a.escalated_at is null and a.finished_at <= $2
   returning a.order_id as "orderId", a.provider_id as "providerId", a.error`,
);

const ESCALATE_MS = 15 * 60_000; // reliability.md 5.2

/** Tells the operator a second time, and urgently, of what is in doubt for a quarter of an hour. */
export async function escalateUnknown(tx: Tx, now: Date): Promise<number> {
  const rows = await tx.run(ESCALATE, [now, new Date(now.getTime() - ESCALATE_MS)]);
  const notices = rows.map(({ orderId, providerId, error }) =>
    doubtNotice({ orderId, providerId, why: error ?? 'there was no answer', severity: 'urgent' }),
  );
  await raiseNotices(tx, notices, now);
  return rows.length;
}
