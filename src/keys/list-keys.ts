import { sql } from 'kysely';
import { AppError } from '#lib/errors.ts';
import { asMoney } from '#lib/money.ts';
import type { Db } from '#platform/db/types.ts';
import type { ApiKey, Scope } from './key.ts';

/** All keys that an account ever had, the newest first; `not_found` without the account. */
export async function listKeys(db: Db, accountId: number): Promise<ApiKey[]> {
  const rows = await db
    .selectFrom('api_keys')
    .selectAll()
    .select(sql<string[]>`allowed_ips::text[]`.as('networks'))
    .select(sql<string | null>`host(last_used_ip)`.as('ip'))
    .where('account_id', '=', accountId)
    .orderBy('id', 'desc')
    .execute();
  if (rows.length === 0) await requireAccount(db, accountId);
  return rows.map((row) => ({
    id: row.id,
    accountId: row.account_id,
    name: row.name,
    hint: row.hint,
    dialect: row.dialect,
    requestsPerMinute: row.requests_per_minute,
    scopes: row.scopes as Scope[],
    allowedIps: row.networks,
    dailySpendCap: row.daily_spend_cap === null ? null : asMoney(row.daily_spend_cap),
    repeatWindowS: row.repeat_window_s,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    rotatedTo: row.rotated_to,
    lastUsed: row.last_used_at && { at: row.last_used_at, ip: row.ip },
    createdAt: row.created_at,
  }));
}

async function requireAccount(db: Db, accountId: number): Promise<void> {
  const known = await db
    .selectFrom('accounts')
    .select('id')
    .where('id', '=', accountId)
    .executeTakeFirst();
  if (!known) throw new AppError('not_found', `there is no account ${accountId}`);
}
