import { Option, type Command } from 'commander';
import {
  cleanFiles,
  closeTicket,
  listTickets,
  replyTicket,
  TICKET_KINDS,
  TICKET_STATES,
  type Desk,
  type Party,
  type Ticket,
  type TicketKind,
  type TicketState,
} from '#support/index.ts';
import { AppError } from '#lib/errors.ts';
import { actorName, type App } from '#platform/app.ts';
import { positive, words } from './arguments.ts';
import { OPERATOR, type Answer, type Cli } from './cli.ts';
import { readBytes, readTextFile } from './text-file.ts';
import { cut, moment, table } from './text.ts';
import { addTicketGoalCommands } from './ticket-goal.ts';
import { addTicketShowCommands, find, ticketJson } from './ticket-show.ts';

type ListOptions = { state?: TicketState; kind?: TicketKind; limit?: number };
type ReplyOptions = { text?: string; file?: string; attach?: string[]; close?: boolean };

export function addTicketCommands(program: Command, cli: Cli): void {
  const ticket = program.command('ticket').description('what visitors and customers wrote to you');
  ticket
    .command('list')
    .description('list tickets, the newest first')
    .addOption(new Option('--state <state>', 'only these').choices(TICKET_STATES))
    .addOption(new Option('--kind <kind>', 'only these').choices(TICKET_KINDS))
    .option('--limit <n>', 'how many', positive)
    .action(cli.answering((options: ListOptions) => list(cli, options)));
  addTicketShowCommands(ticket, cli);
  addTicketGoalCommands(ticket, cli);
  ticket
    .command('reply')
    .description('answer; the writer gets it by mail and on their page')
    .argument('<reference>')
    .option('--text <text>', 'the answer')
    .option('--file <path>', 'the same from a file; - for what is piped in')
    .option('--attach <path>', 'a picture, PDF or text to go with it; several times', words)
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
      json: { tickets: tickets.map(ticketJson) },
      text: table(
        [
          { title: 'REFERENCE' },
          { title: 'KIND' },
          { title: 'STATE' },
          { title: 'PRIORITY' },
          { title: 'CHANGED' },
          { title: 'ANSWER BY' },
          { title: 'FROM' },
          { title: 'SUBJECT' },
        ],
        tickets.map((one) => [
          one.reference,
          one.kind,
          one.state,
          one.priority,
          moment(one.changedAt),
          dueText(one, app.clock.now()),
          one.email,
          cut(one.subject, LONGEST_SUBJECT),
        ]),
        'There are no such tickets.',
      ),
    };
  });

function dueText({ goalAt }: Ticket, now: number): string {
  if (!goalAt) return '–';
  return goalAt.getTime() < now ? `${moment(goalAt)} late` : moment(goalAt);
}

const BY: Party = { author: 'operator', name: actorName(OPERATOR) };

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
  const { text, file, attach = [], close: ends = false } = options;
  if ((text === undefined) === (file === undefined)) {
    throw new AppError('missing_parameter', 'say what to answer, by --text or by --file');
  }
  const body = text ?? (await readTextFile(file ?? '-'));
  const files = await cleanFiles(await Promise.all(attach.map(readBytes)));
  return cli.withApp(async (app) => {
    const ticket = await find(app, reference);
    const desk = deskOf(cli, app);
    await app.transact(async (tx) => {
      await replyTicket(tx, desk, { ticketId: ticket.id, by: BY, body, files });
      if (ends) await closeTicket(tx, desk, { ticketId: ticket.id, by: BY });
    });
    return {
      json: { reference: ticket.reference, state: ends ? 'closed' : 'answered' },
      text: `${ticket.reference} is ${ends ? 'answered and closed' : 'answered'}; ${ticket.email} is told`,
    };
  });
};

const close = (cli: Cli, reference: string): Promise<Answer> =>
  cli.withApp(async (app) => {
    const { id, reference: name } = await find(app, reference);
    await app.transact((tx) => closeTicket(tx, deskOf(cli, app), { ticketId: id, by: BY }));
    return { json: { reference: name, state: 'closed' }, text: `${name} is closed` };
  });
