import type { Db } from '../db/types.ts';
import type { MailState } from '../db/schema.ts';
import type { Mail } from './mail.ts';

const PAGE = 50; // what a person can look through

const COLUMNS = [
  'id',
  'kind',
  'recipient',
  'subject',
  'state',
  'attempts',
  'next_at',
  'expires_at',
  'sent_at',
  'error',
  'created_at',
] as const;

/** Mails, the newest first. */
export async function listMails(
  db: Db,
  only: { state?: MailState; recipient?: string; limit?: number; id?: bigint } = {},
): Promise<Mail[]> {
  let query = db.selectFrom('mails').select(COLUMNS).orderBy('id', 'desc');
  if (only.id !== undefined) query = query.where('id', '=', only.id);
  if (only.state) query = query.where('state', '=', only.state);
  if (only.recipient) query = query.where('recipient', '=', only.recipient.toLowerCase());
  const rows = await query.limit(only.limit ?? PAGE).execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    recipient: row.recipient,
    subject: row.subject,
    state: row.state,
    attempts: row.attempts,
    nextAt: row.next_at,
    expiresAt: row.expires_at,
    sentAt: row.sent_at,
    error: row.error,
    createdAt: row.created_at,
  }));
}
