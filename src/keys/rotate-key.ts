import { sql } from 'kysely';
import { AppError } from '#lib/errors.ts';
import { notify } from '#platform/db/notify.ts';
import type { Tx } from '#platform/db/types.ts';
import { MOST_ACTIVE_KEYS, tooManyKeys } from './create-key.ts';
import type { IssuedKey } from './key.ts';
import { hashBytes, hashKey, hintOf, newKeyText } from './key-text.ts';
import { isActive, lockKeyRing } from './lock-key-ring.ts';

const LONGEST_OVERLAP_MS = 7 * 24 * 60 * 60_000; // contract 6

/**
 * Replaces a key by one with the same settings and expiry; both spend under one daily cap. The old
 * one ends at once, or `overlapMs` later and never later than it would have. Refuses
 * `invalid_parameter` (above 7 days), `not_found`, and `conflict` for a key that has ended or was
 * replaced before, or where the overlap would make an eleventh active key.
 */
export async function rotateKey(tx: Tx, keyId: number, overlapMs: number): Promise<IssuedKey> {
  if (!(overlapMs >= 0 && overlapMs <= LONGEST_OVERLAP_MS)) {
    throw new AppError('invalid_parameter', 'the overlap is 0 to 7 days', { parameter: 'overlap' });
  }
  const active = await lockRingOf(tx, keyId);
  if (overlapMs > 0 && active >= MOST_ACTIVE_KEYS) throw tooManyKeys();
  const issued = await copyKey(tx, keyId);
  await endKey(tx, keyId, issued.id, overlapMs);
  await notify(tx, 'keys', keyId);
  return issued;
}

async function lockRingOf(tx: Tx, keyId: number): Promise<number> {
  const owner = await tx
    .selectFrom('api_keys')
    .select('account_id')
    .where('id', '=', keyId)
    .executeTakeFirst();
  if (!owner) throw new AppError('not_found', 'there is no such key');
  return lockKeyRing(tx, owner.account_id);
}

/** The settings, in the order in which they are copied. */
const SETTINGS = [
  'account_id',
  'name',
  'dialect',
  'requests_per_minute',
  'scopes',
  'allowed_ips',
  'daily_spend_cap',
  'repeat_window_s',
  'expires_at',
] as const;

async function copyKey(tx: Tx, keyId: number): Promise<IssuedKey> {
  const key = newKeyText();
  const copy = await tx
    .insertInto('api_keys')
    .columns([...SETTINGS, 'spend_key_id', 'hint', 'hash'])
    .expression((from) =>
      from
        .selectFrom('api_keys')
        .select([
          ...SETTINGS,
          sql<number>`coalesce(spend_key_id, id)`.as('spend_key_id'),
          sql<string>`${hintOf(key)}::text`.as('hint'),
          sql<Buffer>`${hashBytes(hashKey(key))}::bytea`.as('hash'),
        ])
        .where('id', '=', keyId)
        .where('rotated_to', 'is', null)
        .where(isActive),
    )
    .returning('id')
    .executeTakeFirst();
  if (!copy) throw new AppError('conflict', 'this key has ended or was replaced already');
  return { id: copy.id, key };
}

async function endKey(tx: Tx, keyId: number, rotatedTo: number, overlapMs: number) {
  const end =
    overlapMs === 0
      ? { revoked_at: sql<Date>`now()` }
      : {
          // least() passes over nulls: a key without an expiry gets the end of the overlap.
          expires_at: sql<Date>`least(expires_at, now() + ${overlapMs} * interval '1 ms')`,
        };
  await tx
    .updateTable('api_keys')
    .set({ rotated_to: rotatedTo, ...end })
    .where('id', '=', keyId)
    .execute();
}
