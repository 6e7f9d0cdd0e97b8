import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

export type WishAnswer = { orderId: number; taken: boolean; note: string | null };

const ANSWER = writing(
  'cancel-wishes-answer',
  `with answered as (
     update cancel_wishes w set status = a.status, note = a.note, updated_at = $4
     from unnest($1::int[], $2::wish_status[], $3::text[]) as a (order_id, status, note)
     where w.order_id = a.order_id and w.status = 'sent'
     returning w.order_id, w.status, w.note
   )
   insert into request_events (order_id, stage, source, note, at)
   select order_id, status, $5, note, $4::timestamptz from answered`,
);

/** What a provider said to wishes to cancel. A taken one is no ending yet: the status says that. */
export async function answerWishes(
  tx: Tx,
  answers: readonly WishAnswer[],
  { source, now }: { source: string; now: Date },
): Promise<void> {
  if (answers.length === 0) return;
  await tx.run(ANSWER, [
    answers.map((one) => one.orderId),
    answers.map((one) => (one.taken ? 'accepted' : 'refused')),
    answers.map((one) => one.note?.slice(0, 500) ?? null),
    now,
    source,
  ]);
}
