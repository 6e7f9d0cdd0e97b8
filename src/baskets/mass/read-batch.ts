import { AppError } from '#lib/errors.ts';
import type { Db } from '#platform/db/types.ts';
import { BATCH_ID, type MassBatch } from './mass-batch.ts';

export type BatchName = { accountId: number; id: string };

/** A batch of the account. Refuses `not_found`, for another's as well. */
export async function readBatch(db: Db, { accountId, id }: BatchName): Promise<MassBatch> {
  if (!BATCH_ID.test(id)) throw noBatch();
  const row = await db
    .selectFrom('mass_batches')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw noBatch();
  return {
    id: row.id,
    createdAt: row.created_at,
    source: row.source,
    repeats: row.repeats,
    whole: row.whole,
    confirmedAt: row.confirmed_at,
    doneAt: row.done_at,
  };
}

export const noBatch = (): AppError => new AppError('not_found', 'there is no such batch');
