import { isIP } from 'node:net';
import { writing } from '#platform/db/statement.ts';
import type { SignInOutcome } from '#platform/db/schema.ts';
import type { Tx } from '#platform/db/types.ts';
import { clientName } from './client-name.ts';
import type { Client } from './visitor.ts';

export type Method = 'password' | 'passkey' | 'code' | 'recovery';

export type Tried = {
  /** Who, by address or by id; nobody may have it. */
  email?: string;
  userId?: string;
  outcome: SignInOutcome;
  method: Method;
};

// One statement, whether or not somebody has the address.
const RECORD = writing(
  'auth-record-sign-in',
  `insert into sign_ins (user_id, at, outcome, method, address, client)
   values ((select id from users where email = $1 or id = $2), $3, $4, $5, $6, $7)`,
);

/** Keeps who tried to sign in, when, how, from where, and what came of it. */
export async function recordSignIn(
  tx: Tx,
  client: Client,
  now: Date,
  { email, userId, outcome, method }: Tried,
): Promise<void> {
  const address = isIP(client.address) === 0 ? null : client.address;
  const name = clientName(client.headers.get('user-agent'));
  await tx.run(RECORD, [email ?? null, userId ?? null, now, outcome, method, address, name]);
}
