import { randomUUID } from 'node:crypto';
import { AppError } from '#lib/errors.ts';
import { reading, writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import type { CleanFile } from './clean-files.ts';

export type NewFiles = {
  ticketId: bigint;
  messageId: bigint;
  /** Whose quota it takes; null: the operator's files have none. */
  accountId: number | null;
  files: readonly CleanFile[];
};

export const QUOTA_BYTES = 100 * 1_024 * 1_024; // some fifty screenshots and their conversation

const LOCK = writing(
  'support.lock-files',
  `select pg_advisory_xact_lock(hashtext('ticket files'), $1)`,
);
const USED = reading<{ bytes: bigint }>(
  'support.used-bytes',
  `select coalesce(sum(bytes), 0)::bigint as bytes from ticket_files
   where account_id = $1 and removed_at is null`,
);

/**
 * Stores the files of a message under random names. Refuses `invalid_parameter` (`quota`) beyond
 * 100 MB of an account, counted under a lock.
 */
export async function addFiles(tx: Tx, given: NewFiles, now: Date): Promise<void> {
  const { ticketId, messageId, accountId, files } = given;
  if (files.length === 0) return;
  if (accountId !== null) await checkQuota(tx, accountId, files);
  for (const { name, type, bytes } of files) {
    await tx
      .insertInto('ticket_files')
      .values({
        ...{ id: randomUUID(), message_id: messageId, ticket_id: ticketId },
        ...{ account_id: accountId, name, type, bytes: bytes.length, body: bytes },
        created_at: now,
      })
      .execute();
  }
}

async function checkQuota(tx: Tx, accountId: number, files: readonly CleanFile[]): Promise<void> {
  await tx.run(LOCK, [accountId]);
  const [used] = await tx.rows(USED, [accountId]);
  const more = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (Number(used?.bytes ?? 0) + more <= QUOTA_BYTES) return;
  throw new AppError('invalid_parameter', 'your files take 100 MB already', {
    parameter: 'quota',
  });
}
