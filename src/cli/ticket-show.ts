import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { AppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import {
  findTicket,
  readFile,
  type ReadTicket,
  type Ticket,
  type TicketFile,
  type TicketLink,
} from '#support/index.ts';
import type { Answer, Cli } from './cli.ts';
import { bold, dim, moment } from './text.ts';

export function addTicketShowCommands(ticket: Command, cli: Cli): void {
  ticket
    .command('show')
    .description('show a ticket with its messages')
    .argument('<reference>', 'such as T-7KQ4M-2XD9P')
    .action(cli.answering((reference: string) => show(cli, reference)));
  ticket
    .command('file')
    .description('write a file of a ticket to your disk')
    .argument('<reference>')
    .argument('<id>', 'as `ticket show` tells it')
    .requiredOption('--to <path>', 'where to; nothing that is there is overwritten')
    .action(
      cli.answering((reference: string, id: string, { to }: { to: string }) =>
        save(cli, { reference, id, to }),
      ),
    );
}

export async function find(app: App, reference: string): Promise<ReadTicket> {
  const ticket = await findTicket(app.db, reference, 'operator');
  if (ticket) return ticket;
  throw new AppError('not_found', `there is no ticket ${reference}`);
}

export const ticketJson = (ticket: Ticket) => ({
  reference: ticket.reference,
  kind: ticket.kind,
  state: ticket.state,
  priority: ticket.priority,
  account: ticket.accountId,
  order: ticket.orderId,
  name: ticket.name,
  email: ticket.email,
  language: ticket.language,
  subject: ticket.subject,
  opened_at: ticket.openedAt.toISOString(),
  changed_at: ticket.changedAt.toISOString(),
  closed_at: ticket.closedAt?.toISOString() ?? null,
  waiting_since: ticket.waitingSince?.toISOString() ?? null,
  answer_by: ticket.goalAt?.toISOString() ?? null,
  rating: ticket.rating,
  rating_note: ticket.ratingNote,
});

const show = (cli: Cli, reference: string): Promise<Answer> =>
  cli.withApp(async (app) => {
    const ticket = await find(app, reference);
    const { messages, links } = ticket;
    return {
      json: {
        ...ticketJson(ticket),
        orders: links.order,
        payments: links.payment,
        deliveries: links.delivery,
        messages: messages.map(({ author, authorName, body, at, goalAt, files }) => ({
          author,
          name: authorName,
          body,
          at: at.toISOString(),
          answer_by: goalAt?.toISOString() ?? null,
          files: files.map(({ id, name, type, bytes }) => ({ id, name, type, bytes })),
        })),
      },
      text: [headOf(ticket), ...messages.map(messageText)].join('\n\n'),
    };
  });

const PREFIXES: Readonly<Record<TicketLink, string>> = {
  order: 'ord_',
  payment: 'pay_',
  delivery: 'delivery ',
};

function headOf(ticket: ReadTicket): string {
  const { reference, subject, kind, state, priority, name, email, accountId, orderId } = ticket;
  const account = accountId === null ? 'not signed in' : `account ${accountId}`;
  const order = accountId === null && orderId !== null ? `, order ${orderId}` : '';
  const about = (Object.keys(PREFIXES) as TicketLink[]).flatMap((link) =>
    ticket.links[link].map((target) => PREFIXES[link] + target),
  );
  const { rating, ratingNote, goalAt } = ticket;
  return [
    bold(`${reference} · ${subject}`),
    `${kind}, ${state}, ${priority}, by ${name} <${email}> (${account}${order})`,
    ...(about.length > 0 ? [`about ${about.join(', ')}`] : []),
    ...(goalAt ? [`to be answered by ${moment(goalAt)}`] : []),
    ...(rating === null
      ? []
      : [`rated ${rating} of 5${ratingNote === null ? '' : `: ${ratingNote}`}`]),
  ].join('\n');
}

function messageText({ authorName, at, goalAt, body, files }: ReadTicket['messages'][number]) {
  const late = goalAt && at > goalAt ? ` (late: it was due ${moment(goalAt)})` : '';
  const head = dim(`${moment(at)} ${authorName}${late}`);
  return [head, body, ...files.map(fileText)].join('\n');
}

const fileText = ({ id, name, type, bytes, removedAt }: TicketFile): string =>
  dim(`${name} (${type}, ${Math.ceil(bytes / 1_024)} kB) ${removedAt ? 'is gone' : id}`);

const save = (
  cli: Cli,
  { reference, id, to }: { reference: string; id: string; to: string },
): Promise<Answer> =>
  cli.withApp(async (app) => {
    const file = await readFile(app.db, { reference, fileId: id }, 'operator');
    if (!file) throw new AppError('not_found', `${reference} has no file ${id}`);
    try {
      await writeFile(to, file.body, { flag: 'wx' });
    } catch (cause) {
      const why = `cannot write ${to}: ${(cause as Error).message}`;
      throw new AppError('conflict', why, { cause });
    }
    return {
      json: { name: file.name, type: file.type, bytes: file.body.length, path: to },
      text: `${file.name} is in ${to}`,
    };
  });
