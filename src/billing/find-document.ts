import { AppError } from '#lib/errors.ts';
import type { Db } from '#platform/db/types.ts';
import { parseNumber, type Document } from './document.ts';
import { readDocument } from './read-document.ts';

/** A document of any account by its number, for the operator; refuses `not_found`. */
export async function findDocument(db: Db, number: string): Promise<Document> {
  const parts = parseNumber(number);
  const row =
    parts &&
    (await db
      .selectFrom('documents')
      .select(['id', 'account_id'])
      .where('series', '=', parts.series)
      .where('number', '=', parts.number)
      .executeTakeFirst());
  if (!row) throw new AppError('not_found', `there is no document ${number}`);
  return readDocument(db, row.account_id, row.id);
}
