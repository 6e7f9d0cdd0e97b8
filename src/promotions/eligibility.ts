import type { Db } from '#platform/db/types.ts';

/** Why an account may not enter. */
export type Ineligible =
  | 'no_account'
  | 'operator'
  | 'suspended'
  | 'email_unverified'
  | 'account_too_young';

const DAY_MS = 86_400_000;

/** Why this account may not enter at this moment; undefined: it may. */
export async function whyIneligible(
  db: Db,
  accountId: number,
  { minAgeDays, now }: { minAgeDays: number; now: Date },
): Promise<Ineligible | undefined> {
  const account = await db
    .selectFrom('accounts')
    .select(['suspended_at', 'created_at'])
    .where('id', '=', accountId)
    .executeTakeFirst();
  if (!account) return 'no_account';
  const users = await db
    .selectFrom('users')
    .select(['role', 'email_verified'])
    .where('account_id', '=', accountId)
    .execute();
  if (users.some(({ role }) => role === 'operator')) return 'operator';
  if (account.suspended_at) return 'suspended';
  if (!users.some(({ email_verified: verified }) => verified)) return 'email_unverified';
  // Clocks of two hosts differ: an age of nothing is asked of nobody.
  const age = now.getTime() - account.created_at.getTime();
  return minAgeDays > 0 && age < minAgeDays * DAY_MS ? 'account_too_young' : undefined;
}
