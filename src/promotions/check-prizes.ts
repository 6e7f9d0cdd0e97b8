import type { Finding } from '#ledger/index.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

const MOST_FINDINGS = 20; // enough to see the pattern

/** A winner without their transfer, or a transfer that no winner explains. */
const PRIZES = reading<{ detail: string }>(
  'check-prizes',
  `with won as (
     select format('%s/%s', w.giveaway_id, w.place) as reference, e.account_id::bigint as account,
       p.amount
     from giveaway_winners w
     join giveaway_entries e on (e.giveaway_id, e.number) = (w.giveaway_id, w.number)
     join giveaway_prizes p on (p.giveaway_id, p.place) = (w.giveaway_id, w.place)
   ), paid as (
     select reference, from_id, to_id, amount from transfers where kind = 'giveaway.prize'
   )
   select format('prize %s: %s for account %s, paid %s from %s to %s',
                 coalesce(won.reference, paid.reference), won.amount, won.account, paid.amount,
                 paid.from_id, paid.to_id) as detail
   from won full join paid on paid.reference = won.reference
   where (won.account, won.amount, -4::bigint) is distinct from (paid.to_id, paid.amount, paid.from_id)
   limit ${MOST_FINDINGS}`,
);

/** Whose places are taken though nobody drew, or not taken though somebody entered. */
const PLACES = reading<{ detail: string }>(
  'check-places',
  `select format('giveaway %s: %s entries, %s prizes, %s winners', g.id, g.entries, p.prizes,
                 w.winners) as detail
   from giveaways g
   cross join lateral (select count(*) as prizes from giveaway_prizes where giveaway_id = g.id) p
   cross join lateral (select count(*) as winners from giveaway_winners where giveaway_id = g.id) w
   where w.winners <> case when g.drawn_at is null then 0 else least(g.entries, p.prizes) end
   limit ${MOST_FINDINGS}`,
);

/** Proves that every prize was paid once, from the promotion to whoever won it, and no other. */
export async function checkPrizes(db: Db): Promise<Finding[]> {
  const prizes = await db.rows(PRIZES);
  const places = await db.rows(PLACES);
  return [
    ...prizes.map(({ detail }) => ({ rule: 'each prize is paid to its winner, once', detail })),
    ...places.map(({ detail }) => ({ rule: 'a drawn giveaway has its winners', detail })),
  ];
}
