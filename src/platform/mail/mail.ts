import type { MailState } from '../db/schema.ts';

/** What a mail says; how it looks is `composeMail`'s business. */
export type MailText = {
  subject: string;
  paragraphs: readonly string[];
  /** The one thing to do. */
  button?: { label: string; url: string };
  /** Said small, after the rest. */
  small?: readonly string[];
};

export type NewMail = {
  /** What sort of mail: `verify`, `reset`, `webhook.failing`. */
  kind: string;
  recipient: string;
  /** Two letters. */
  locale: string;
  /** The shop it comes from. */
  shop: string;
  text: MailText;
  /** Where one click ends mails of its kind (RFC 8058); only for mails that nobody must get. */
  unsubscribe?: string;
  /** After that nobody needs it; default: it is always of use. */
  expiresAt?: Date;
};

/** A mail in the outbox, without its text. */
export type Mail = {
  id: bigint;
  kind: string;
  recipient: string;
  subject: string;
  state: MailState;
  attempts: number;
  nextAt: Date;
  expiresAt: Date | null;
  sentAt: Date | null;
  error: string | null;
  createdAt: Date;
};

/** What is sent: the same in words and with a little form. */
export type MailBody = { text: string; html: string; unsubscribe?: string };
