import type { Db, Tx } from '#platform/db/types.ts';

/** Who signs in for an account. */
export async function usersOf(db: Db, accountId: number): Promise<string[]> {
  const rows = await db
    .selectFrom('users')
    .select('id')
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .execute();
  return rows.map(({ id }) => id);
}

/** Ends all sessions of users at once; answers how many there were. */
export async function endSessions(tx: Tx, userIds: readonly string[]): Promise<number> {
  const ended = await tx
    .deleteFrom('sessions')
    .where('user_id', 'in', [...userIds])
    .returning('id')
    .execute();
  return ended.length;
}

/** Takes the second step off users, and ends their sessions; false where none had one. */
export async function removeSecondStep(tx: Tx, userIds: readonly string[]): Promise<boolean> {
  const gone = await tx
    .deleteFrom('two_factors')
    .where('user_id', 'in', [...userIds])
    .returning('user_id')
    .execute();
  await tx
    .deleteFrom('recovery_codes')
    .where('user_id', 'in', [...userIds])
    .execute();
  if (gone.length > 0) await endSessions(tx, userIds);
  return gone.length > 0;
}
