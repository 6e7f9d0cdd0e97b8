import { Option, type Command } from 'commander';
import {
  closeTicket,
  findTicket,
  listTickets,
  replyTicket,
  TICKET_KINDS,
  TICKET_STATES,
  type Desk,
  type ReadTicket,
  type Ticket,
  type TicketKind,
  type TicketState,
} from '#support/index.ts';
import { AppError } from '#lib/errors.ts';
import { actorName, type App } from '#platform/app.ts';
import { positive } from './arguments.ts';
import { OPERATOR, type Answer, type Cli } from './cli.ts';
import { readTextFile } from './text-file.ts';
import { bold, cut, dim, moment, table } from './text.ts';

type ListOptions = { state?: TicketState; kind?: TicketKind; limit?: number };
type ReplyOptions = { text?: string; file?: string; close?: boolean };

export function addTicketCommands(program: Command, cli: Cli): void {
  const ticket = program.command('ticket').description('what visitors and customers wrote to you');
  ticket
    .command('list')
    .description('list tickets, the newest first')
    .addOption(new Option('--state <state>', 'only these').choices(TICKET_STATES))
    .addOption(new Option('--kind <kind>', 'only these').choices(TICKET_KINDS))
    .option('--limit <n>', 'how many', positive)
    .action(cli.answering((options: ListOptions) => list(cli, options)));
  ticket
    .command('show')
    .description('show a ticket with its messages')
    .argument('<reference>', 'such as T-7KQ4M-2XD9P')
    .action(cli.answering((reference: string) => show(cli, reference)));
  ticket
    .command('reply')
    .description('answer; the writer gets it by mail and on their page')
    .argument('<reference>')
    .option('--text <text>', 'the answer')
    .option('--file <path>', 'the same from a file; - for what is piped in')
    .option('--close', 'and close it')
    .action(
      cli.answering((reference: string, options: ReplyOptions) => reply(cli, reference, options)),
    );
  ticket
    .command('close')
    .description('end a ticket; a reply of the writer opens it again')
    .argument('<reference>')
    .action(cli.answering((reference: string) => close(cli, reference)));
}

const USUAL = 50;
const LONGEST_SUBJECT = 50;

const list = (cli: Cli, { state, kind, limit = USUAL }: ListOptions): Promise<Answer> =>
  cli.withApp(async (app) => {
    const tickets = await listTickets(app.db, { state, kind, limit });
    return {
      json: { tickets: tickets.map(asJson) },
      text: table(
        [
          { title: 'REFERENCE' },
          { title: 'KIND' },
          { title: 'STATE' },
          { title: 'CHANGED' },
          { title: 'FROM' },
          { title: 'SUBJECT' },
        ],
        tickets.map((one) => [
          one.reference,
          one.kind,
          one.state,
          moment(one.changedAt),
          one.email,
          cut(one.subject, LONGEST_SUBJECT),
        ]),
        'There are no such tickets.',
      ),
    };
  });

const asJson = (ticket: Ticket) => ({
  reference: ticket.reference,
  kind: ticket.kind,
  state: ticket.state,
  account: ticket.accountId,
  order: ticket.orderId,
  name: ticket.name,
  email: ticket.email,
  language: ticket.language,
  subject: ticket.subject,
  opened_at: ticket.openedAt.toISOString(),
  changed_at: ticket.changedAt.toISOString(),
  closed_at: ticket.closedAt?.toISOString() ?? null,
});

async function find(app: App, reference: string): Promise<ReadTicket> {
  const ticket = await findTicket(app.db, reference, 'operator');
  if (ticket) return ticket;
  throw new AppError('not_found', `there is no ticket ${reference}`);
}

const show = (cli: Cli, reference: string): Promise<Answer> =>
  cli.withApp(async (app) => {
    const ticket = await find(app, reference);
    const { messages } = ticket;
    return {
      json: {
        ...asJson(ticket),
        messages: messages.map(({ author, authorName, body, at }) => ({
          author,
          name: authorName,
          body,
          at: at.toISOString(),
        })),
      },
      text: [headOf(ticket), ...messages.map(messageText)].join('\n\n'),
    };
  });

function headOf(ticket: Ticket): string {
  const account = ticket.accountId === null ? 'not signed in' : `account ${ticket.accountId}`;
  const order = ticket.orderId === null ? '' : `, order ${ticket.orderId}`;
  return [
    bold(`${ticket.reference} · ${ticket.subject}`),
    `${ticket.kind}, ${ticket.state}, by ${ticket.name} <${ticket.email}> (${account}${order})`,
  ].join('\n');
}

const messageText = ({ authorName, at, body }: ReadTicket['messages'][number]): string =>
  `${dim(`${moment(at)} ${authorName}`)}\n${body}`;

const BY = actorName(OPERATOR);

/** Mails carry links: without PANEL_URL they lead to where this panel listens. */
const deskOf = (cli: Cli, app: App): Desk => ({
  vault: app.vault,
  now: new Date(app.clock.now()),
  shop: {
    name: cli.config.panelName,
    url: cli.config.panelUrl ?? `http://${cli.config.host}:${cli.config.port}`,
  },
});

const reply = async (cli: Cli, reference: string, options: ReplyOptions): Promise<Answer> => {
  const { text, file, close: ends = false } = options;
  if ((text === undefined) === (file === undefined)) {
    throw new AppError('missing_parameter', 'say what to answer, by --text or by --file');
  }
  const body = text ?? (await readTextFile(file ?? '-'));
  return cli.withApp(async (app) => {
    const ticket = await find(app, reference);
    const desk = deskOf(cli, app);
    await app.transact(async (tx) => {
      const by = { author: 'operator', name: BY } as const;
      await replyTicket(tx, desk, { ticketId: ticket.id, by, body });
      if (ends) await closeTicket(tx, desk, { ticketId: ticket.id, by: BY });
    });
    return {
      json: { reference: ticket.reference, state: ends ? 'closed' : 'answered' },
      text: `${ticket.reference} is ${ends ? 'answered and closed' : 'answered'}; ${ticket.email} gets a mail`,
    };
  });
};

const close = (cli: Cli, reference: string): Promise<Answer> =>
  cli.withApp(async (app) => {
    const { id, reference: name } = await find(app, reference);
    await app.transact((tx) => closeTicket(tx, deskOf(cli, app), { ticketId: id, by: BY }));
    return { json: { reference: name, state: 'closed' }, text: `${name} is closed` };
  });
