import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

const TAKE = writing<{ order_id: number }>(
  'cancel-wishes-take',
  `with due as materialized (
     select w.order_id, w.status from cancel_wishes w join orders o on o.id = w.order_id
     where o.provider_id = $1 and o.status in ('processing', 'in_progress')
       and (w.status = 'requested' or (w.status = 'sent' and w.updated_at < $3))
     order by w.requested_at limit $4 for update of w skip locked
   ), told as (
     insert into request_events (order_id, stage, source, at)
     select order_id, 'sent', 'system:worker', $2::timestamptz from due where status = 'requested'
   )
   update cancel_wishes w set status = 'sent', updated_at = $2 from due
   where w.order_id = due.order_id
   returning w.order_id`,
);

/**
 * Wishes to cancel that one provider is to be told, noted as sent. One that was sent before
 * `sentBefore` and never answered is told again: asking twice cancels once.
 */
export async function takeWishes(
  tx: Tx,
  take: { providerId: number; limit: number; now: Date; sentBefore: Date },
): Promise<number[]> {
  const rows = await tx.run(TAKE, [take.providerId, take.now, take.sentBefore, take.limit]);
  return rows.map((row) => row.order_id);
}
