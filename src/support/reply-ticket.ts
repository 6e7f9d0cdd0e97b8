import { AppError } from '#lib/errors.ts';
import type { Tx } from '#platform/db/types.ts';
import { clearNotices } from '#platform/notices/index.ts';
import { clean, LONGEST } from './check-ticket.ts';
import { writeLetter } from './letter.ts';
import { TICKET_NOTICE, tellOperator } from './open-ticket.ts';
import { lockTicket } from './select-tickets.ts';
import type { Desk } from './ticket.ts';
import { tokenOf } from './token.ts';

export type Reply = {
  ticketId: bigint;
  /** Who answers: the one who wrote, or an operator by name. */
  by: { author: 'writer' } | { author: 'operator'; name: string };
  body: string;
};

const MOST_AN_HOUR = 10; // of the writer's; somebody who explains sends two or three
const HOUR_MS = 3_600_000;

/**
 * Adds to a ticket. An operator's answer goes to the writer by mail; the writer's opens a closed one
 * again. Refuses `not_found`, `missing_parameter`, `invalid_parameter` (longer than 10,000
 * characters) and `rate_limited` (the writer, beyond 10 an hour).
 */
export async function replyTicket(tx: Tx, desk: Desk, reply: Reply): Promise<void> {
  const { now } = desk;
  const { ticketId, by } = reply;
  const body = checkBody(reply.body);
  const ticket = await lockTicket(tx, ticketId);
  const isOperator = by.author === 'operator';
  if (!isOperator) await takeLimit(tx, ticketId, now);
  const author_name = isOperator ? by.name : ticket.name;
  await tx
    .insertInto('ticket_messages')
    .values({ ticket_id: ticketId, author: by.author, author_name, body, at: now })
    .execute();
  await tx
    .updateTable('tickets')
    .set({ state: isOperator ? 'answered' : 'open', changed_at: now, closed_at: null })
    .where('id', '=', ticketId)
    .execute();
  if (!isOperator) return tellOperator(tx, ticket, now);
  await clearNotices(tx, TICKET_NOTICE, [`ticket:${ticket.reference}`], { now, by: by.name });
  const token = tokenOf(desk.vault, ticket.reference);
  await writeLetter(tx, desk, 'answered', { ...ticket, token, answer: body });
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

async function takeLimit(tx: Tx, ticketId: bigint, now: Date): Promise<void> {
  const lately = await tx
    .selectFrom('ticket_messages')
    .select('id')
    .where('ticket_id', '=', ticketId)
    .where('author', '=', 'writer')
    .where('at', '>', new Date(now.getTime() - HOUR_MS))
    .limit(MOST_AN_HOUR)
    .execute();
  if (lately.length < MOST_AN_HOUR) return;
  throw new AppError('rate_limited', 'That is many messages: try again later');
}
