import type { Db } from '#platform/db/types.ts';

export type StoredFile = { name: string; type: string; body: Buffer };

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A file of a ticket, for the account that wrote it or the operator; undefined to everybody else. */
export async function readFile(
  db: Db,
  wanted: { reference: string; fileId: string },
  access: { accountId: number } | 'operator',
): Promise<StoredFile | undefined> {
  if (!UUID.test(wanted.fileId)) return undefined;
  let query = db
    .selectFrom('ticket_files as f')
    .innerJoin('tickets as t', 't.id', 'f.ticket_id')
    .select(['f.name', 'f.type', 'f.body'])
    .where('f.id', '=', wanted.fileId)
    .where('t.reference', '=', wanted.reference.toUpperCase());
  if (access !== 'operator') query = query.where('t.account_id', '=', access.accountId);
  const row = await query.executeTakeFirst();
  return row?.body ? { name: row.name, type: row.type, body: row.body } : undefined;
}
