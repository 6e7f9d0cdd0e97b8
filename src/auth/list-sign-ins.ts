import { sql } from 'kysely';
import type { Db } from '#platform/db/types.ts';
import type { SignInOutcome } from '#platform/db/schema.ts';
import type { Method } from './record-sign-in.ts';

export type SignIn = {
  at: Date;
  outcome: SignInOutcome;
  method: Method;
  client: string;
  address: string | null;
};

const SHOWN = 20; // what a person can look through

/** The tries to sign in as somebody, the newest first. */
export async function listSignIns(db: Db, userId: string, limit = SHOWN): Promise<SignIn[]> {
  const rows = await db
    .selectFrom('sign_ins')
    .select(['at', 'outcome', 'method', 'client'])
    .select(sql<string | null>`host(address)`.as('address'))
    .where('user_id', '=', userId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, method: row.method as Method }));
}
