import { randomBytes } from 'node:crypto';
import type { Db, Tx } from '#platform/db/types.ts';
import type { Vault } from '#platform/vault.ts';
import { toBase32 } from './totp.ts';

const CODES = 10;
const CODE_BYTES = 10; // 80 bits, sixteen letters and digits
const GROUP = /.{4}/g;

/** Replaces a user's recovery codes; the answer is the only time that anybody sees them. */
export async function issueRecoveryCodes(tx: Tx, vault: Vault, userId: string): Promise<string[]> {
  const codes = Array.from({ length: CODES }, () => toBase32(randomBytes(CODE_BYTES)));
  await tx.deleteFrom('recovery_codes').where('user_id', '=', userId).execute();
  await tx
    .insertInto('recovery_codes')
    .values(codes.map((code) => ({ user_id: userId, hash: hashOf(vault, userId, code) })))
    .execute();
  return codes.map((code) => (code.match(GROUP) ?? []).join('-'));
}

/** Uses a code up; of two at once one gets it. */
export async function takeRecoveryCode(
  tx: Tx,
  vault: Vault,
  userId: string,
  code: string,
): Promise<boolean> {
  const taken = await tx
    .deleteFrom('recovery_codes')
    .where('user_id', '=', userId)
    .where('hash', '=', hashOf(vault, userId, code))
    .returning('hash')
    .executeTakeFirst();
  return taken !== undefined;
}

/** How many are left. */
export async function countRecoveryCodes(db: Db, userId: string): Promise<number> {
  const rows = await db
    .selectFrom('recovery_codes')
    .select('hash')
    .where('user_id', '=', userId)
    .execute();
  return rows.length;
}

/** In any case and grouping, and with the digits that letters were read for: base32 has no 0, 1, 8. */
const hashOf = (vault: Vault, userId: string, code: string): Buffer =>
  vault.mac('recovery code', `${userId}/${plain(code)}`);

const plain = (code: string): string =>
  code
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replaceAll('0', 'O')
    .replaceAll('1', 'I')
    .replaceAll('8', 'B');
