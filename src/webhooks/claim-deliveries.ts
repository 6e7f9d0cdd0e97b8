import type { App } from '#platform/app.ts';
import { numbers } from '#platform/db/array-literal.ts';
import { reading, writing } from '#platform/db/statement.ts';

/** A delivery that is this process's to try until the lease ends. */
export type Claimed = {
  id: bigint;
  endpointId: number;
  /** By the calls of its kind that it is counted. */
  slow: boolean;
  url: string;
  message: string;
  type: string;
  body: string;
  attempts: number;
  attemptsBefore: number;
  /** Its claim: whoever was too slow finds another time here. */
  leaseUntil: Date;
  secretSealed: Buffer;
  /** While it signs along. */
  oldSecretSealed: Buffer | null;
};

export type ClaimWanted = {
  /** How many, of webhooks that answer in time. */
  fast: number;
  /** How many, of those that do not. */
  slow: number;
  /** Those that this process knows to be slow. */
  slowIds: readonly number[];
};

// Above the 15 s that an attempt may take, and the time to write down what came of it.
export const LEASE_MS = 30_000;
const PER_ENDPOINT = 5; // reliability.md 6.2
const FAILING_MS = 60_000; // one failure, or a restart, does not yet make a webhook slow

// One process at a time chooses, so that together they keep to five calls a webhook.
const CHOOSE = reading<{ mine: boolean }>(
  'webhook-claim-turn',
  `select pg_try_advisory_xact_lock(hashtext('webhook-claim')) as mine`,
);

// Walks from webhook to webhook, not from delivery to delivery: a long queue of one costs the
// others nothing. Accounts take turns. `limit 1` keeps the planner from comparing all with all.
const CLAIM = writing<Omit<Claimed, 'leaseUntil'>>(
  'webhook-claim',
  `with recursive waiting as (
     (select endpoint_id from webhook_deliveries where status = 'pending'
      order by endpoint_id limit 1)
     union all
     select (select d.endpoint_id from webhook_deliveries d
       where d.status = 'pending' and d.endpoint_id > w.endpoint_id
       order by d.endpoint_id limit 1)
     from waiting w where w.endpoint_id is not null
   ), ready as materialized (
     select e.id, e.account_id,
       e.id = any ($5::int[]) or coalesce(e.failing_since < $6, false) as slow,
       $7::bigint - (select count(*) from webhook_deliveries l
         where l.endpoint_id = e.id and l.status = 'pending' and l.leased
           and l.due_at > $1 and l.due_at <= $2) as free
     from waiting w cross join lateral (
       select * from webhook_endpoints where id = w.endpoint_id limit 1) e
     where e.removed_at is null and (e.paused_until is null or e.paused_until <= $1)
   ), due as (
     select d.id, d.due_at, r.slow,
       row_number() over (partition by r.account_id order by d.due_at, d.id) as turn
     from ready r cross join lateral (
       select id, due_at from webhook_deliveries
       where endpoint_id = r.id and status = 'pending' and due_at <= $1
       order by due_at, id limit greatest(r.free, 0)) d
   ), ranked as (
     select id, slow, row_number() over (partition by slow order by turn, due_at, id) as place
     from due
   ), chosen as (
     select d.id, r.slow from ranked r join webhook_deliveries d on d.id = r.id
     where r.place <= case when r.slow then $4::bigint else $3::bigint end
       and d.status = 'pending' and d.due_at <= $1
     for update of d skip locked
   )
   update webhook_deliveries d set leased = true, due_at = $2
   from chosen c, webhook_endpoints e, webhook_messages m
   where d.id = c.id and e.id = d.endpoint_id and m.id = d.message
   returning d.id, c.slow, d.endpoint_id as "endpointId", e.url, d.message, m.type, m.body, d.attempts,
     d.attempts_before as "attemptsBefore", e.secret_sealed as "secretSealed",
     case when e.old_secret_until > $1 then e.old_secret_sealed end as "oldSecretSealed"`,
);

/**
 * Leases deliveries that are due, those of each webhook in their order and at most five at a time.
 * None while another process chooses. What is not recorded in time is due again.
 */
export function claimDeliveries(app: App, wanted: ClaimWanted): Promise<Claimed[]> {
  const now = app.clock.now();
  const leaseUntil = new Date(now + LEASE_MS);
  return app.transact(async (tx) => {
    const [choosing] = await tx.rows(CHOOSE);
    if (!choosing?.mine) return [];
    const rows = await tx.runLast(CLAIM, [
      new Date(now),
      leaseUntil,
      wanted.fast,
      wanted.slow,
      numbers(wanted.slowIds),
      new Date(now - FAILING_MS),
      PER_ENDPOINT,
    ]);
    return rows.map((row) => ({ ...row, leaseUntil }));
  });
}
