import { recordAccountEvents, type AccountEventType } from '#accounts/index.ts';
import { DEFAULT_LOCALE, isLocale, withLocale } from '#lib/locales.ts';
import type { App } from '#platform/app.ts';
import { writeMail } from '#platform/mail/index.ts';
import type { Tx } from '#platform/db/types.ts';
import type { Site } from '../visitor.ts';
import { MAIL_WORDS } from './mail-words.ts';
import type { MailKind } from './words.ts';

export type Addressee = {
  email: string;
  locale: string;
  timeZone: string;
  /** Whose notifications say it as well. */
  accountId?: number;
};

export type MailValues = {
  /** Where its button leads: a path of this panel. */
  path?: string;
  expiresAt?: Date;
  /** The address it speaks of, where that is not the one it goes to. */
  email?: string;
  name?: string;
  client?: string;
  address?: string;
  count?: number;
};

/**
 * Writes to somebody about their account, in their language, with the transaction's changes. What
 * concerns the ways in is kept for their notifications too.
 */
export async function mailUser(
  tx: Tx,
  app: App,
  site: Site,
  to: Addressee,
  kind: MailKind,
  values: MailValues = {},
): Promise<void> {
  const now = new Date(app.clock.now());
  const locale = isLocale(to.locale) ? to.locale : DEFAULT_LOCALE;
  const words = MAIL_WORDS[locale][kind];
  const at = (path: string) => site.url + withLocale(locale, path);
  const known: Readonly<Record<string, string>> = {
    shop: site.name,
    email: values.email ?? to.email,
    at: momentIn(locale, to.timeZone, now),
    reset: at('/reset'),
    contact: at('/contact'),
    name: values.name ?? '',
    client: values.client ?? '',
    address: values.address ?? '',
    count: String(values.count ?? 0),
  };
  const filled = (text: string) =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => known[name] ?? '');
  await keepForNews(tx, to, kind, { values, now });
  await writeMail(
    tx,
    { vault: app.vault, now },
    {
      kind,
      recipient: to.email,
      locale,
      shop: site.name,
      ...(values.expiresAt && { expiresAt: values.expiresAt }),
      text: {
        subject: filled(words.subject),
        paragraphs: words.lines.map(filled),
        ...(words.button !== undefined &&
          values.path !== undefined && {
            button: { label: words.button, url: at(values.path) },
          }),
        small: (words.small ?? []).map(filled),
      },
    },
  );
}

const NEWS: Readonly<Partial<Record<MailKind, AccountEventType>>> = {
  'password-changed': 'security.sign_in',
  'email-changed': 'security.sign_in',
  'second-factor-on': 'security.sign_in',
  'second-factor-off': 'security.sign_in',
  'recovery-codes-new': 'security.sign_in',
  'recovery-code-used': 'security.sign_in',
  'passkey-added': 'security.sign_in',
  'passkey-removed': 'security.sign_in',
  'new-sign-in': 'security.new_device',
  'key-created': 'security.keys',
  'key-rotated': 'security.keys',
  'key-revoked': 'security.keys',
};

async function keepForNews(
  tx: Tx,
  { accountId }: Addressee,
  kind: MailKind,
  { values, now }: { values: MailValues; now: Date },
): Promise<void> {
  const type = NEWS[kind];
  if (type === undefined || accountId === undefined) return;
  const { name = '', client = '' } = values;
  // Each is a piece of its own: nothing of this kind is gathered.
  const subject = `${kind}:${now.toISOString()}`;
  await recordAccountEvents(
    tx,
    [{ accountId, type, subject, data: { why: kind, name, client } }],
    now,
  );
}

function momentIn(locale: string, timeZone: string, moment: Date): string {
  const format = (zone: string) =>
    new Intl.DateTimeFormat(locale, {
      dateStyle: 'medium',
      timeStyle: 'short',
      timeZone: zone,
      numberingSystem: 'latn',
    }).format(moment);
  try {
    return `${format(timeZone)} (${timeZone})`;
  } catch {
    return `${format('UTC')} (UTC)`; // a zone that this machine does not know any more
  }
}
