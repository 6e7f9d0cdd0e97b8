import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

// One look each instead of a transaction: an idle shop costs a few index probes a second. What
// nobody can act on yet, such as a wish for an order that is `unknown`, is not due.
const TO_SUBMIT = reading<[boolean]>(
  'due-to-submit',
  `select exists (select from orders
     where provider_id = $1 and status = 'pending' and due_at <= $2)`,
  { asArrays: true },
);

const TO_FOLLOW = reading<[boolean]>(
  'due-to-follow',
  `select exists (select from follows where provider_id = $1 and due_at <= $2)`,
  { asArrays: true },
);

const CHORES = reading<[runs: boolean, leases: boolean, wishes: boolean]>(
  'due-chores',
  `select
     exists (select from drip_feeds where next_run_at <= $1 and paused_at is null),
     exists (select from attempts where outcome is null and lease_until < $1),
     exists (select from cancel_wishes w join orders o on o.id = w.order_id
       where w.status = 'requested' and (o.status = 'pending' or o.kind = 'drip_feed'))`,
  { asArrays: true },
);

const ASIDE = reading<[wishes: boolean, refills: boolean]>(
  'due-aside',
  `select
     exists (select from cancel_wishes w join orders o on o.id = w.order_id
       where w.status in ('requested', 'sent') and o.status in ('processing', 'in_progress')),
     exists (select from refills where status in ('pending', 'in_progress') and due_at <= $1)`,
  { asArrays: true },
);

const TO_SEEK = reading<[boolean]>(
  'due-to-seek',
  `select exists (select from orders
     where status = 'unknown' and provider_id = $1 and due_at <= $2)`,
  { asArrays: true },
);

const IN_DOUBT = reading<[boolean]>(
  'due-in-doubt',
  `select exists (select from orders where status = 'unknown')`,
  { asArrays: true },
);

export const dueToSubmit = async (db: Db, providerId: number, now: Date): Promise<boolean> =>
  (await db.rows(TO_SUBMIT, [providerId, now]))[0]?.[0] ?? false;

export const dueToFollow = async (db: Db, providerId: number, now: Date): Promise<boolean> =>
  (await db.rows(TO_FOLLOW, [providerId, now]))[0]?.[0] ?? false;

export const dueToSeek = async (db: Db, providerId: number, now: Date): Promise<boolean> =>
  (await db.rows(TO_SEEK, [providerId, now]))[0]?.[0] ?? false;

/** Whether there is any order in doubt. */
export const dueInDoubt = async (db: Db): Promise<boolean> =>
  (await db.rows(IN_DOUBT))[0]?.[0] ?? false;

/** What is due that concerns no provider. */
export async function dueChores(db: Db, now: Date) {
  const [runs = false, leases = false, wishes = false] = (await db.rows(CHORES, [now]))[0] ?? [];
  return { runs, leases, wishes };
}

/** What providers may have to be told beside orders. */
export async function dueAside(db: Db, now: Date) {
  const [wishes = false, refills = false] = (await db.rows(ASIDE, [now]))[0] ?? [];
  return { wishes, refills };
}
