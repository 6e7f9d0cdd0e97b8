import { AppError, isAppError, type ErrorCode } from '#lib/errors.ts';
import {
  cleanFiles,
  closeTicket,
  findTicket,
  rateTicket,
  replyTicket,
  type ReadTicket,
} from '#support/index.ts';
import { fieldOf } from '../account-form.ts';
import type { Intents, Sent } from './act.ts';
import { sentFiles } from './sent-files.ts';

export type ReplyFault = 'missing' | 'long' | 'often' | 'closed' | 'files' | 'quota' | 'busy';

type Shown = {
  message: string;
  fault: ReplyFault | null;
  detail: string;
  rating: { note: string; fault: 'rating' | 'note' } | null;
};

/** Adds to a ticket of one's own, ends it, and says how the help was. */
export const TICKET_INTENTS = {
  reply: async (sent) => {
    const { page, form } = sent;
    const ticket = await ownTicket(sent);
    const message = fieldOf(form, 'message');
    try {
      const files = await cleanFiles(await sentFiles(form, 'files'));
      const reply = {
        ticketId: ticket.id,
        by: { author: 'writer' },
        body: message,
        files,
      } as const;
      await page.app.transact((tx) => replyTicket(tx, deskOf(sent), reply));
      return back(ticket, 'replied');
    } catch (error) {
      const fault = faultOf(error);
      if (!fault) throw error;
      const detail = (error as Error).message;
      return wrong({ ...NOTHING, message, fault, detail });
    }
  },
  close: async (sent) => {
    const ticket = await ownTicket(sent);
    const close = { ticketId: ticket.id, by: { author: 'writer' } } as const;
    await unlessDone(sent.page.app.transact((tx) => closeTicket(tx, deskOf(sent), close)));
    return back(ticket, 'closed');
  },
  rate: async (sent) => {
    const { page, visitor, form } = sent;
    const ticket = await ownTicket(sent);
    const { accountId } = visitor;
    const { reference } = ticket;
    const [rating, note] = [Number(fieldOf(form, 'rating')), fieldOf(form, 'note')];
    const now = new Date(page.app.clock.now());
    try {
      await unlessDone(
        page.app.transact((tx) => rateTicket(tx, { reference, accountId, rating, note }, now)),
      );
      return back(ticket, 'rated');
    } catch (error) {
      if (!isAppError(error) || error.code !== 'invalid_parameter') throw error;
      const fault = error.parameter === 'note' ? 'note' : 'rating';
      return wrong({ ...NOTHING, rating: { note, fault } });
    }
  },
} satisfies Intents;

const NOTHING: Shown = { message: '', fault: null, detail: '', rating: null };

const wrong = (show: Shown) => ({ show });

const back = ({ reference }: ReadTicket, done: string) => ({
  to: `/dashboard/tickets/${reference}?done=${done}`,
});

const deskOf = ({ page: { app } }: Sent) => ({
  vault: app.vault,
  now: new Date(app.clock.now()),
  shop: app.shop,
});

/** Another's ticket is an unknown one. */
async function ownTicket({ page, visitor, params }: Sent): Promise<ReadTicket> {
  const { accountId } = visitor;
  const ticket = await findTicket(page.app.db, params['id'] ?? '', { accountId });
  if (ticket) return ticket;
  throw new AppError('not_found', 'there is no such ticket');
}

/** Another window was there first: the page shows how it is by now. */
async function unlessDone(work: Promise<void>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!isAppError(error) || error.code !== 'conflict') throw error;
  });
}

const FAULTS: Readonly<Partial<Record<ErrorCode, ReplyFault>>> = {
  missing_parameter: 'missing',
  rate_limited: 'often',
  conflict: 'closed',
  unavailable: 'busy',
};

function faultOf(error: unknown): ReplyFault | undefined {
  if (!isAppError(error)) return undefined;
  if (error.code !== 'invalid_parameter') return FAULTS[error.code];
  const { parameter } = error;
  return parameter === 'files' || parameter === 'quota' ? parameter : 'long';
}
