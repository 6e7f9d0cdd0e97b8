import { AppError } from '#lib/errors.ts';
import type { ProvidersTable } from '#platform/db/schema.ts';
import type { Db } from '#platform/db/types.ts';
import type { Selectable } from 'kysely';
import { PROVIDER_KINDS, type Provider, type ProviderKind } from './provider.ts';

/** Every provider whose protocol this release speaks, keys sealed. */
export async function listProviders(db: Db): Promise<Provider[]> {
  const rows = await db
    .selectFrom('providers')
    .selectAll()
    .where('kind', 'in', PROVIDER_KINDS)
    .orderBy('id')
    .execute();
  return rows.map(fromRow);
}

/** Refuses `not_found`. */
export async function findProvider(db: Db, id: number): Promise<Provider> {
  const row = await db
    .selectFrom('providers')
    .selectAll()
    .where('id', '=', id)
    .where('kind', 'in', PROVIDER_KINDS)
    .executeTakeFirst();
  if (!row) throw new AppError('not_found', `there is no provider ${id}`);
  return fromRow(row);
}

const fromRow = (row: Selectable<ProvidersTable>): Provider => ({
  id: row.id,
  name: row.name,
  url: row.url,
  kind: row.kind as ProviderKind,
  keySealed: row.key_sealed,
  concurrency: row.concurrency,
  timeoutMs: row.timeout_ms,
  paused: row.paused,
  currency: row.currency,
  exchangeRate: row.exchange_rate,
  statusBatch: row.status_batch,
  refill: row.refill,
  cancel: row.cancel,
  refusesDuplicates: row.refuses_duplicates,
  balanceEvidence: row.balance_evidence,
  packagesPerOrder: row.packages_per_order,
  lowBalance: row.low_balance,
  balance: row.balance,
  balanceAt: row.balance_at,
  note: row.note,
  reviewedOn: row.reviewed_on,
});
