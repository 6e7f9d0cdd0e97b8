import { AppError } from '#lib/errors.ts';
import type { Tx } from '../db/types.ts';
import type { Vault } from '../vault.ts';
import { composeMail } from './compose-mail.ts';
import type { NewMail } from './mail.ts';

// One address without spaces or separators: nothing in it can begin another header or recipient.
const ADDRESS = /^[^\s,;:<>()[\]"\\\p{C}]+@[^\s,;:<>()[\]"\\@\p{C}]+$/u;
const LONGEST_SUBJECT = 300; // mails_subject_is_short

/**
 * Puts a mail into the outbox, with whatever the transaction does: a worker sends it once it is
 * committed. Its text is sealed, because it may hold a link that lets in. Refuses
 * `invalid_parameter` for what is not one address.
 */
export async function writeMail(
  tx: Tx,
  { vault, now }: { vault: Vault; now: Date },
  mail: NewMail,
): Promise<bigint> {
  if (!ADDRESS.test(mail.recipient)) {
    throw new AppError('invalid_parameter', 'this is not an e-mail address', {
      parameter: 'email',
    });
  }
  const { id } = await tx
    .insertInto('mails')
    .values({
      kind: mail.kind,
      recipient: mail.recipient,
      subject: onOneLine(mail.text.subject).slice(0, LONGEST_SUBJECT),
      sealed: vault.seal(JSON.stringify(composeMail(mail))),
      next_at: now,
      expires_at: mail.expiresAt ?? null,
      created_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

const onOneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
