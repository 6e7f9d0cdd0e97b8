import { createTransport } from 'nodemailer';
import { scrub } from '../scrub.ts';
import type { MailBody } from './mail.ts';

export type Outgoing = MailBody & { id: bigint; recipient: string; subject: string };

/** What became of a try. `refused` is the server's last word on this mail; `later` is not. */
export type SendOutcome = { sent: true } | { sent: false; refused: boolean; error: string };

export type Mailer = {
  send(mail: Outgoing): Promise<SendOutcome>;
  close(): void;
};

export type MailerOptions = {
  /** `smtp://user:password@host:587` (STARTTLS) or `smtps://…:465`. */
  url: string;
  /** `no-reply@shop.example` or `Shop <no-reply@shop.example>`. */
  from: string;
};

// A worker's lane must not hang on a server that says nothing.
const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;
const LONGEST_ERROR = 500; // mails_error_is_short
const PORTS = { 'smtp:': 587, 'smtps:': 465 } as const;

/**
 * Speaks SMTP. With a user and password the connection is encrypted, or nothing is sent, except to
 * this machine itself.
 */
export function openMailer({ url, from }: MailerOptions): Mailer {
  const server = readUrl(url);
  const sender = readSender(from);
  const domain = sender.address.split('@')[1] ?? 'localhost';
  const transport = createTransport({
    ...server,
    pool: true,
    maxConnections: 2,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  });
  return {
    async send(mail) {
      try {
        await transport.sendMail({
          from: sender,
          to: { name: '', address: mail.recipient },
          subject: mail.subject,
          text: mail.text,
          html: mail.html,
          // The same for every try, so that a mail sent twice is one in the reader's box.
          messageId: `<mail-${mail.id}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated', ...unsubscribing(mail) },
        });
        return { sent: true };
      } catch (error) {
        return { sent: false, ...verdictOn(error as SmtpError) };
      }
    },
    close: () => transport.close(),
  };
}

/** What a reader's program shows as a button, and presses without opening a page (RFC 8058). */
const unsubscribing = ({ unsubscribe }: Outgoing): Record<string, string> =>
  unsubscribe === undefined
    ? {}
    : {
        'List-Unsubscribe': `<${unsubscribe}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      };

export function readUrl(text: string) {
  const url = new URL(text);
  const isSecure = url.protocol === 'smtps:';
  const user = decodeURIComponent(url.username);
  const isHere = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || PORTS[isSecure ? 'smtps:' : 'smtp:'],
    secure: isSecure,
    requireTLS: !isSecure && user !== '' && !isHere,
    // A certificate of this machine for itself is nobody else's word.
    ...(isHere && { tls: { rejectUnauthorized: false } }),
    ...(user !== '' && { auth: { user, pass: decodeURIComponent(url.password) } }),
  };
}

export function readSender(from: string): { name: string; address: string } {
  const [, name = '', address = from] = /^\s*"?([^"<>]*?)"?\s*<([^<>\s]+)>\s*$/.exec(from) ?? [];
  return { name, address: address.trim() };
}

type SmtpError = Error & { code?: string; responseCode?: number; command?: string };

// What the server says to the mail itself; to the connection or the password it says it of us.
const OF_THE_MAIL = new Set(['EENVELOPE', 'EMESSAGE']);

function verdictOn(error: SmtpError): { refused: boolean; error: string } {
  const { code = '', responseCode = 0, message } = error;
  const refused = OF_THE_MAIL.has(code) && responseCode >= 500;
  return { refused, error: scrub(message).slice(0, LONGEST_ERROR) };
}
