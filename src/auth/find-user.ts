import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

export type User = {
  id: string;
  accountId: number;
  email: string;
  verified: boolean;
  locale: string;
  timeZone: string;
};

type Row = {
  id: string;
  account_id: number;
  email: string;
  email_verified: boolean;
  locale: string;
  time_zone: string;
};

const FIND = reading<Row>(
  'auth-find-user',
  `select id, account_id, email, email_verified, locale, time_zone from users
   where email = $1 or id = $2`,
);

/** Somebody who can sign in, by their address in its kept form or by id. */
export async function findUser(
  db: Db,
  by: { email: string } | { id: string },
): Promise<User | undefined> {
  const [row] = await db.rows(FIND, ['email' in by ? by.email : null, 'id' in by ? by.id : null]);
  return (
    row && {
      id: row.id,
      accountId: row.account_id,
      email: row.email,
      verified: row.email_verified,
      locale: row.locale,
      timeZone: row.time_zone,
    }
  );
}
