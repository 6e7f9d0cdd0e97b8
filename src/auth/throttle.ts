import { reading, writing } from '#platform/db/statement.ts';
import type { Db, Tx } from '#platform/db/types.ts';
import type { Vault } from '#platform/vault.ts';

/** A try that must wait; `spent`: until a mail or another way in, or thirty days. */
export type Wait = { retryAt: Date; spent: boolean };

// reliability.md S3 and section 9: five tries at once, then 1 s doubling to 15 min, and no more than
// a hundred in thirty days without a proof by mail. There is no lock for good.
const FREE = 5;
const LONGEST_S = 15 * 60;
const MOST = 100;
const WINDOW_MS = 30 * 86_400_000;

// Free tries block nothing, not even one whose clock is a moment behind.
const TAKE = writing<{ failures: number }>(
  'auth-take-try',
  `insert into throttles as t (subject, failures, since, blocked_until) values ($1, 1, $2, '-infinity')
   on conflict (subject) do update set
     failures = case when t.since < $3 then 1 else t.failures + 1 end,
     since = case when t.since < $3 then $2 else t.since end,
     blocked_until = case when t.since < $3 or t.failures + 1 < ${FREE} then '-infinity'
       else $2::timestamptz
         + least(${LONGEST_S}, 2 ^ least(t.failures + 1 - ${FREE}, 20)) * interval '1 s' end
   where t.since < $3 or t.blocked_until <= $2 and t.failures < ${MOST}
   returning failures`,
);

const BLOCKED = reading<{ failures: number; since: Date; blocked_until: Date }>(
  'auth-blocked',
  'select failures, since, blocked_until from throttles where subject = $1',
);

const FORGET = writing('auth-forget-tries', 'delete from throttles where subject = any ($1)');

/**
 * Counts a try before it is made, so that many at once are many; `forgetTries` takes it back when
 * it was right. Answers a wait for one that must not be made, and does not count it.
 */
export async function takeTry(
  tx: Tx,
  vault: Vault,
  subject: string,
  now: Date,
): Promise<Wait | undefined> {
  const key = keyOf(vault, subject);
  const old = new Date(now.getTime() - WINDOW_MS);
  const [taken] = await tx.run(TAKE, [key, now, old]);
  if (taken) return undefined;
  return waitFor(tx, key);
}

/** It was right, or was proved by mail: what came before it no longer counts. */
export async function forgetTries(
  tx: Tx,
  vault: Vault,
  subjects: readonly string[],
): Promise<void> {
  await tx.run(FORGET, [subjects.map((subject) => keyOf(vault, subject))]);
}

/** Everybody who was ever tried would be a list of addresses: a keyed hash is none. */
const keyOf = (vault: Vault, subject: string): Buffer => vault.mac('throttle', subject);

async function waitFor(db: Db, key: Buffer): Promise<Wait | undefined> {
  const [row] = await db.rows(BLOCKED, [key]);
  if (!row) return undefined; // it was right in the meantime
  const spent = row.failures >= MOST;
  const retryAt = spent ? new Date(row.since.getTime() + WINDOW_MS) : row.blocked_until;
  return { retryAt, spent };
}

export const ofPassword = (email: string): string => `password/${email}`;
export const ofFactor = (userId: string): string => `factor/${userId}`;
