import { randomBytes } from 'node:crypto';
import { AppError } from '#lib/errors.ts';
import { reading, writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { networkOf } from '#platform/limits/index.ts';
import { raiseNotices } from '#platform/notices/index.ts';
import type { NoticeSeverity } from '#platform/db/schema.ts';
import { addFiles } from './add-files.ts';
import type { TicketFields } from './check-ticket.ts';
import type { CleanFile } from './clean-files.ts';
import { goalOf } from './goal-of.ts';
import { writeLetter } from './letter.ts';
import { linkTicket } from './link-ticket.ts';
import { tokenOf } from './token.ts';
import { NO_LINKS, type Desk, type TicketKind, type TicketLinks } from './ticket.ts';
import type { OwnPriority } from './check-own-ticket.ts';

export type NewTicket = TicketFields & {
  /** Null: the writer is not signed in. */
  accountId: number | null;
  language: string;
  /** The address it came from; kept for a week, for the limit. */
  ip: string;
  priority?: OwnPriority;
  /** What it is about besides `orderId`; only for whoever is signed in. */
  links?: TicketLinks;
  files?: readonly CleanFile[];
};

export type OpenedTicket = { id: bigint; reference: string; token: string };

/**
 * Opens a ticket and tells the operator, and a writer who is not signed in. Refuses `rate_limited`
 * (5 an hour and 20 a day from a network, 3 and 10 for an address; 10 and 30 for a customer),
 * `order_not_found` and `not_found` (with its parameter) where a customer names what is not theirs,
 * `conflict` where three of theirs are waiting as high, and what `addFiles` does.
 */
export async function openTicket(tx: Tx, desk: Desk, ticket: NewTicket): Promise<OpenedTicket> {
  const network = networkOf(ticket.ip);
  const { accountId, priority = 'normal', files = [] } = ticket;
  await takeLimits(tx, { network, email: ticket.email, isCustomer: accountId !== null }, desk.now);
  if (accountId !== null && priority === 'high') await checkHigh(tx, accountId);
  const reference = newReference();
  const token = tokenOf(desk.vault, reference);
  const { id } = await tx
    .insertInto('tickets')
    .values({
      reference,
      kind: ticket.kind,
      account_id: ticket.accountId,
      order_id: ticket.orderId === null ? null : BigInt(ticket.orderId),
      name: ticket.name,
      email: ticket.email,
      language: ticket.language,
      subject: ticket.subject,
      opened_from: network,
      opened_at: desk.now,
      changed_at: desk.now,
      priority,
      waiting_since: desk.now,
      goal_at: await goalOf(tx, priority, desk.now),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const message = { author: 'writer', author_name: ticket.name, body: ticket.message } as const;
  const { id: messageId } = await tx
    .insertInto('ticket_messages')
    .values({ ticket_id: id, at: desk.now, ...message })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (accountId !== null) {
    await linkTicket(tx, { ticketId: id, accountId, links: linksOf(ticket) });
  }
  await addFiles(tx, { ticketId: id, messageId, accountId, files }, desk.now);
  await tellOperator(tx, { reference, ...ticket }, desk.now);
  if (accountId === null) await writeLetter(tx, desk, 'opened', { reference, token, ...ticket });
  return { id, reference, token };
}

const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ'; // none that is read as another
const REFERENCE_LETTERS = 10; // 49 bits: two tickets never share one

function newReference(): string {
  const letters = Array.from(randomBytes(REFERENCE_LETTERS * 2).values())
    .filter((byte) => byte < LETTERS.length * 8)
    .slice(0, REFERENCE_LETTERS)
    .map((byte) => LETTERS[byte % LETTERS.length]);
  if (letters.length < REFERENCE_LETTERS) return newReference();
  return `T-${letters.slice(0, 5).join('')}-${letters.slice(5).join('')}`;
}

const LOCK = writing(
  'support.lock',
  `select pg_advisory_xact_lock(hashtext('ticket'), hashtext($1))`,
);
const COUNT = reading<{
  network_hour: number;
  network_day: number;
  mail_hour: number;
  mail_day: number;
}>(
  'support.count',
  `select
     count(*) filter (where opened_from = $1 and opened_at > $3)::int as network_hour,
     count(*) filter (where opened_from = $1)::int as network_day,
     count(*) filter (where lower(email) = $2 and opened_at > $3)::int as mail_hour,
     count(*) filter (where lower(email) = $2)::int as mail_day
   from tickets where opened_at > $4 and (opened_from = $1 or lower(email) = $2)`,
);
// A person with a problem writes once or twice; an office behind one address a few times.
const OF_GUESTS = { network_hour: 5, network_day: 20, mail_hour: 3, mail_day: 10 } as const;
// Customers can be spoken to and suspended.
const OF_CUSTOMERS = { mail_hour: 10, mail_day: 30 } as const;
const HOUR_MS = 3_600_000;

type Sender = { network: string; email: string; isCustomer: boolean };

/** Counted under a lock, so that many at once are no way around it. */
async function takeLimits(tx: Tx, sender: Sender, now: Date): Promise<void> {
  const { network, email, isCustomer } = sender;
  for (const name of [`ip ${network}`, `mail ${email}`]) await tx.run(LOCK, [name]);
  const before = (ms: number) => new Date(now.getTime() - ms);
  const [counts] = await tx.rows(COUNT, [network, email, before(HOUR_MS), before(24 * HOUR_MS)]);
  const most: Partial<Record<keyof typeof OF_GUESTS, number>> = isCustomer
    ? OF_CUSTOMERS
    : OF_GUESTS;
  const names = Object.keys(most) as (keyof typeof OF_GUESTS)[];
  if (!counts || names.every((name) => counts[name] < (most[name] ?? Infinity))) return;
  throw new AppError('rate_limited', 'Too many messages came from here: try again later');
}

const MOST_HIGH = 3; // where everything is urgent, nothing is

async function checkHigh(tx: Tx, accountId: number): Promise<void> {
  const waiting = await tx
    .selectFrom('tickets')
    .select('id')
    .where('account_id', '=', accountId)
    .where('state', '<>', 'closed')
    .where('priority', '=', 'high')
    .limit(MOST_HIGH)
    .execute();
  if (waiting.length < MOST_HIGH) return;
  throw new AppError('conflict', 'three of your tickets are of high priority already', {
    parameter: 'priority',
  });
}

function linksOf({ orderId, links = NO_LINKS }: NewTicket): TicketLinks {
  return orderId === null ? links : { ...links, order: [orderId, ...links.order] };
}

const GRAVITY: Readonly<Record<TicketKind, NoticeSeverity>> = {
  question: 'info',
  order: 'info',
  payment: 'info',
  privacy: 'warning',
  notice: 'warning',
  takedown: 'warning',
  appeal: 'warning',
  leaked_key: 'urgent',
};

export const TICKET_NOTICE = 'ticket.open';

/** One notice for what waits; it is cleared by the answer. */
export async function tellOperator(
  tx: Tx,
  ticket: { reference: string; kind: TicketKind; subject: string },
  now: Date,
): Promise<void> {
  const { reference, kind, subject } = ticket;
  const text = `${kind.replace('_', ' ')}: “${subject}” waits for an answer: notpanel ticket show ${reference}`;
  await raiseNotices(
    tx,
    [{ kind: TICKET_NOTICE, subject: `ticket:${reference}`, severity: GRAVITY[kind], text }],
    now,
  );
}
