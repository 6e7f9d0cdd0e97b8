import { createHash, randomBytes } from 'node:crypto';
import { reading, writing } from '#platform/db/statement.ts';
import type { Db, Tx } from '#platform/db/types.ts';

export type Purpose = 'verify' | 'reset' | 'email';

export type Proof = { userId: string; email: string };

const BYTES = 32;
const MINUTE_MS = 60_000;

/** How long a link works: a reset an hour at most (reliability.md 9), a first proof a day. */
export const LINK_LIFE_MS: Readonly<Record<Purpose, number>> = {
  verify: 24 * 60 * MINUTE_MS,
  reset: 60 * MINUTE_MS,
  email: 60 * MINUTE_MS,
};

const FORGET = writing(
  'auth-forget-tokens',
  'delete from mail_tokens where user_id = $1 and purpose = $2',
);

const ISSUE = writing(
  'auth-issue-token',
  `insert into mail_tokens (hash, purpose, user_id, email, expires_at) values ($1, $2, $3, $4, $5)`,
);

type Row = { user_id: string; email: string; expires_at: Date };

const TAKE = writing<Row>(
  'auth-take-token',
  `delete from mail_tokens where hash = $1 and purpose = any ($2)
   returning user_id, email, expires_at`,
);

const KNOWN = reading<Row>(
  'auth-known-token',
  'select user_id, email, expires_at from mail_tokens where hash = $1 and purpose = any ($2)',
);

/** Makes the token of a link, the only one of its purpose that works; its hash is kept. */
export async function issueToken(
  tx: Tx,
  purpose: Purpose,
  { userId, email }: Proof,
  now: Date,
): Promise<{ token: string; expiresAt: Date }> {
  const token = randomBytes(BYTES).toString('base64url');
  const expiresAt = new Date(now.getTime() + LINK_LIFE_MS[purpose]);
  await tx.run(FORGET, [userId, purpose]);
  await tx.run(ISSUE, [hashOf(token), purpose, userId, email, expiresAt]);
  return { token, expiresAt };
}

/** Uses a token up: of two at once one gets it. Undefined for one that is unknown, used or old. */
export async function takeToken(
  tx: Tx,
  purposes: readonly Purpose[],
  token: string,
  now: Date,
): Promise<Proof | undefined> {
  const [row] = await tx.run(TAKE, [hashOf(token), purposes]);
  return proofIn(row, now);
}

/** What a token would prove now, without using it up. */
export async function readToken(
  db: Db,
  purposes: readonly Purpose[],
  token: string,
  now: Date,
): Promise<Proof | undefined> {
  const [row] = await db.rows(KNOWN, [hashOf(token), purposes]);
  return proofIn(row, now);
}

const proofIn = (row: Row | undefined, now: Date): Proof | undefined =>
  row && row.expires_at > now ? { userId: row.user_id, email: row.email } : undefined;

/** 256 random bits need no slow hash. */
const hashOf = (token: string): Buffer => createHash('sha256').update(token.slice(0, 100)).digest();
