import { recordAccountEvents } from '#accounts/index.ts';
import { AppError } from '#lib/errors.ts';
import type { Tx } from '#platform/db/types.ts';
import { clearNotices } from '#platform/notices/index.ts';
import { addFiles } from './add-files.ts';
import { clean, LONGEST } from './check-ticket.ts';
import type { CleanFile } from './clean-files.ts';
import { goalOf } from './goal-of.ts';
import { writeLetter } from './letter.ts';
import { TICKET_NOTICE, tellOperator } from './open-ticket.ts';
import { lockTicket } from './select-tickets.ts';
import { mayReopen, type Desk, type Party, type Ticket } from './ticket.ts';
import { tokenOf } from './token.ts';

export type Reply = {
  ticketId: bigint;
  by: Party;
  body: string;
  files?: readonly CleanFile[];
};

const MOST_AN_HOUR = 10; // of the writer's; somebody who explains sends two or three
const HOUR_MS = 3_600_000;

/**
 * Adds to a ticket. Its writer is told of an operator's answer; the writer's opens a closed one again
 * within 30 days. Refuses `not_found`, `missing_parameter`, `invalid_parameter` (longer than 10,000
 * characters), `conflict` (closed for good), `rate_limited` (the writer, beyond 10 an hour), and what
 * `addFiles` does.
 */
export async function replyTicket(tx: Tx, desk: Desk, reply: Reply): Promise<void> {
  const { now } = desk;
  const { ticketId, by, files = [] } = reply;
  const body = checkBody(reply.body);
  const ticket = await lockTicket(tx, ticketId);
  const isOperator = by.author === 'operator';
  if (!isOperator) await checkWriter(tx, ticket, now);
  const { id: messageId } = await tx
    .insertInto('ticket_messages')
    .values({
      ...{ ticket_id: ticketId, author: by.author, body, at: now },
      author_name: isOperator ? by.name : ticket.name,
      goal_at: isOperator ? ticket.goalAt : null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { accountId } = ticket;
  const of = { ticketId, messageId, accountId: isOperator ? null : accountId };
  await addFiles(tx, { ...of, files }, now);
  await (isOperator
    ? answer(tx, desk, ticket, { by: by.name, body, messageId })
    : wait(tx, ticket, now));
}

function checkBody(text: string): string {
  const body = clean(text, true);
  if (body === '') {
    throw new AppError('missing_parameter', 'there is no text', { parameter: 'message' });
  }
  if (body.length <= LONGEST.message) return body;
  const most = LONGEST.message.toLocaleString('en-US');
  throw new AppError('invalid_parameter', `the text is longer than ${most} characters`, {
    parameter: 'message',
  });
}

async function checkWriter(tx: Tx, ticket: Ticket, now: Date): Promise<void> {
  if (!mayReopen(ticket, now)) {
    throw new AppError('conflict', `${ticket.reference} was closed over 30 days ago: write anew`);
  }
  const lately = await tx
    .selectFrom('ticket_messages')
    .select('id')
    .where('ticket_id', '=', ticket.id)
    .where('author', '=', 'writer')
    .where('at', '>', new Date(now.getTime() - HOUR_MS))
    .limit(MOST_AN_HOUR)
    .execute();
  if (lately.length < MOST_AN_HOUR) return;
  throw new AppError('rate_limited', 'That is many messages: try again later');
}

type Answer = { by: string; body: string; messageId: bigint };

async function answer(
  tx: Tx,
  desk: Desk,
  ticket: Ticket,
  { by, body, messageId }: Answer,
): Promise<void> {
  const { now, vault } = desk;
  const { id, reference, accountId, subject } = ticket;
  await tx
    .updateTable('tickets')
    .set({
      ...{ state: 'answered', changed_at: now, closed_at: null },
      ...{ waiting_since: null, goal_at: null },
    })
    .where('id', '=', id)
    .execute();
  await clearNotices(tx, TICKET_NOTICE, [`ticket:${reference}`], { now, by });
  if (accountId === null) {
    await writeLetter(tx, desk, 'answered', {
      ...{ ...ticket, answer: body },
      token: tokenOf(vault, reference),
    });
    return;
  }
  const data = { reference, about: subject, message: Number(messageId) };
  const about = { accountId, subject: `ticket:${reference}`, data };
  await recordAccountEvents(tx, [{ type: 'ticket.answered', ...about }], now);
}

/** Whoever waits already keeps their place; a rating belongs to the end that it was given for. */
async function wait(tx: Tx, ticket: Ticket, now: Date): Promise<void> {
  const since = ticket.waitingSince ?? now;
  const goal_at = ticket.waitingSince ? ticket.goalAt : await goalOf(tx, ticket.priority, now);
  await tx
    .updateTable('tickets')
    .set({ ...{ state: 'open', changed_at: now, closed_at: null, waiting_since: since }, goal_at })
    .where('id', '=', ticket.id)
    .execute();
  await tellOperator(tx, ticket, now);
}
