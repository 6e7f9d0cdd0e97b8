import { AppError } from '#lib/errors.ts';
import type { App } from '../app.ts';
import { listMails } from './list-mails.ts';
import type { Mail, MailBody } from './mail.ts';

/**
 * A mail with its text, which is gone once it was sent. Whoever reads it can do what its links do.
 * Refuses `not_found`.
 */
export async function readMail(app: App, id: bigint): Promise<Mail & { body: MailBody | null }> {
  const [mail] = await listMails(app.db, { id });
  if (!mail) throw new AppError('not_found', `there is no mail ${id}`);
  const row = await app.db
    .selectFrom('mails')
    .select('sealed')
    .where('id', '=', id)
    .executeTakeFirst();
  const sealed = row?.sealed ?? null;
  return { ...mail, body: sealed && (JSON.parse(app.vault.open(sealed)) as MailBody) };
}
