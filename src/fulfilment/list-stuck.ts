import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

/** Why an order is stuck. */
export type StuckReason =
  /** Its provider has it for three times as long as its service takes, or a week. */
  | 'late'
  /** It waits for a provider since a quarter of an hour. */
  | 'waiting'
  /** It was being submitted when its worker went away, and nobody looked after it. */
  | 'abandoned'
  /** A wish to cancel that is not answered, or that was taken and not carried out. */
  | 'cancel'
  /** A refill that is not answered, or that was taken and not done. */
  | 'refill';

export type StuckOrder = {
  orderId: number;
  serviceId: number;
  providerId: number | null;
  provider: string | null;
  reason: StuckReason;
  since: Date;
  /** When its provider was asked about it last. */
  lookedAt: Date | null;
};

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

// Figures of our own, above what each step takes when all is well. Wishes and refills are refused
// after a day; the operator hears of them while there is time to help.
const AFTER = {
  lateAtLeast: HOUR_MS,
  lateUnmeasured: 7 * DAY_MS,
  waiting: 15 * MINUTE_MS,
  abandoned: MINUTE_MS,
  unanswered: 2 * HOUR_MS,
  cancelTaken: DAY_MS,
  refillTaken: 7 * DAY_MS,
};
const MOST = 1_000;

const LIST = reading<StuckOrder>(
  'orders-stuck',
  `with stuck as (
     select f.order_id, f.provider_id, 'late' as reason, f.accepted_at as since
     from follows f
     join orders o on o.id = f.order_id
     left join scorecards c on c.service_id = o.service_id and c.provider_id = f.provider_id
     where f.accepted_at < $1 and o.kind <> 'subscription'
       and o.status in ('processing', 'in_progress')
       and f.accepted_at < $8::timestamptz
         - coalesce(make_interval(secs => 3 * c.finish_s), $8::timestamptz - $2)
     union all
     select id, provider_id, 'waiting', coalesce(s.starts_at, created_at)
     from orders left join scheduled_orders s on s.order_id = id
     where status = 'pending' and kind <> 'drip_feed' and created_at < $3
       and (s.starts_at is null or s.starts_at < $3)
     union all
     select order_id, provider_id, 'abandoned', started_at from attempts
     where outcome is null and lease_until < $4
     union all
     select w.order_id, o.provider_id, 'cancel', w.requested_at
     from cancel_wishes w join orders o on o.id = w.order_id
     where (w.status in ('requested', 'sent') and w.requested_at < $5)
        or (w.status = 'accepted' and w.updated_at < $6)
     union all
     select r.order_id, o.provider_id, 'refill', r.requested_at
     from refills r join orders o on o.id = r.order_id
     where (r.status = 'pending' and r.requested_at < $5)
        or (r.status = 'in_progress' and r.requested_at < $7)
   )
   select s.order_id as "orderId", o.service_id as "serviceId", s.provider_id as "providerId",
     p.name as provider, s.reason, s.since, f.asked_at as "lookedAt"
   from stuck s
   join orders o on o.id = s.order_id
   left join providers p on p.id = s.provider_id
   left join follows f on f.order_id = s.order_id
   order by s.since, s.order_id limit ${MOST}`,
);

/** Orders that take longer than they should, the oldest first, at most 1000. */
export async function listStuck(db: Db, now: Date): Promise<StuckOrder[]> {
  const before = (ms: number) => new Date(now.getTime() - ms);
  return db.rows(LIST, [
    before(AFTER.lateAtLeast),
    before(AFTER.lateUnmeasured),
    before(AFTER.waiting),
    before(AFTER.abandoned),
    before(AFTER.unanswered),
    before(AFTER.cancelTaken),
    before(AFTER.refillTaken),
    now,
  ]);
}
