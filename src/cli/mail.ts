import { Option, type Command } from 'commander';
import { listMails, readMail, retryMail, type Mail, type MailBody } from '#platform/mail/index.ts';
import { AppError } from '#lib/errors.ts';
import { bigId, positive } from './arguments.ts';
import type { Answer, Cli } from './cli.ts';
import { cut, moment, receipt, table } from './text.ts';

const STATES = ['waiting', 'sent', 'failed'] as const;

type ListOptions = { state?: (typeof STATES)[number]; to?: string; limit?: number };

export function addMailCommands(program: Command, cli: Cli): void {
  const mail = program.command('mail').description('the outbox');
  mail
    .command('list')
    .description('list mails, the newest first')
    .addOption(new Option('--state <state>', 'only these').choices(STATES))
    .option('--to <address>', 'only to this address')
    .option('--limit <n>', 'how many', positive)
    .action(cli.answering((options: ListOptions) => list(cli, options)));
  mail
    .command('show')
    .description('show a mail with its text, until it is sent; its links work for whoever has them')
    .argument('<mail>', 'its number', bigId)
    .action(cli.answering((id: bigint) => show(cli, id)));
  mail
    .command('retry')
    .description('send one at once, or with --all every one that failed')
    .argument('[mail]', 'its number', bigId)
    .option('--all', 'every mail that failed or was put off')
    .action(
      cli.answering((id: bigint | undefined, { all }: { all?: boolean }) => retry(cli, id, all)),
    );
}

const list = (cli: Cli, { state, to, limit }: ListOptions): Promise<Answer> =>
  cli.withApp(async (app) => {
    const mails = await listMails(app.db, {
      ...(state && { state }),
      ...(to !== undefined && { recipient: to }),
      ...(limit !== undefined && { limit }),
    });
    return { json: { mails: mails.map(asJson) }, text: asTable(mails) };
  });

const asJson = (mail: Mail) => ({
  mail: Number(mail.id),
  kind: mail.kind,
  to: mail.recipient,
  subject: mail.subject,
  state: mail.state,
  attempts: mail.attempts,
  next_at: mail.state === 'waiting' ? mail.nextAt.toISOString() : null,
  expires_at: mail.expiresAt?.toISOString() ?? null,
  sent_at: mail.sentAt?.toISOString() ?? null,
  error: mail.error,
  created_at: mail.createdAt.toISOString(),
});

const LONGEST_SUBJECT = 40;

const asTable = (mails: readonly Mail[]): string =>
  table(
    [
      { title: 'MAIL', right: true },
      { title: 'TO' },
      { title: 'SUBJECT' },
      { title: 'STATE' },
      { title: 'TRIED', right: true },
      { title: 'WRITTEN (UTC)' },
      { title: 'LAST ERROR' },
    ],
    mails.map((mail) => [
      String(mail.id),
      mail.recipient,
      cut(mail.subject, LONGEST_SUBJECT),
      mail.state,
      String(mail.attempts),
      moment(mail.createdAt),
      cut(mail.error ?? '', LONGEST_SUBJECT),
    ]),
    'No mails.',
  );

const show = (cli: Cli, id: bigint): Promise<Answer> =>
  cli.withApp(async (app) => {
    const { body, ...mail } = await readMail(app, id);
    return {
      json: { ...asJson(mail), text: body?.text ?? null },
      text: `${receipt(`Mail ${id}`, linesOf(mail))}\n\n${textOf(mail, body)}`,
    };
  });

const linesOf = (mail: Mail): [string, string][] => [
  ['to', mail.recipient],
  ['subject', mail.subject],
  ['state', mail.state],
  ['written', `${moment(mail.createdAt)} UTC`],
  ...(mail.expiresAt
    ? [['of use until', `${moment(mail.expiresAt)} UTC`] as [string, string]]
    : []),
  ...(mail.error === null ? [] : [['last error', mail.error] as [string, string]]),
];

const textOf = (mail: Mail, body: MailBody | null): string =>
  body?.text ??
  (mail.state === 'sent'
    ? 'It was sent, and its text is not kept.'
    : 'Nobody needs it any more, and its text is not kept.');

const retry = (cli: Cli, id: bigint | undefined, all = false): Promise<Answer> =>
  cli.withApp(async (app) => {
    if ((id === undefined) === !all) {
      throw new AppError('missing_parameter', 'give the number of a mail, or --all');
    }
    const now = new Date(app.clock.now());
    const retried = await app.transact((tx) => retryMail(tx, id ?? null, now));
    const where =
      cli.config.smtpUrl === undefined ? ' once SMTP_URL is set' : ', where a worker runs';
    const what = id === undefined ? `${retried} mails are` : `Mail ${id} is`;
    return { json: { ok: true, retried }, text: `${what} sent within seconds${where}.` };
  });
