import { content } from '#content/index.ts';
import { isAppError, type ErrorCode } from '#lib/errors.ts';
import {
  checkTicket,
  openTicket,
  replyTicket,
  ticketPath,
  type Fault,
  type TicketForm,
} from '#support/index.ts';
import type { Page } from './context.ts';

/** Fields of the form that are not the writer's words. */
export const HONEYPOT = 'website';
export const STARTED = 'started';

const LEAST_MS = 2_500; // nobody writes name, subject and a sentence faster
const MOST_MS = 24 * 3_600_000; // a page left open overnight is sent again

export type ContactFault = Fault | 'order';
export type ContactFaults = Partial<Record<keyof TicketForm, ContactFault>>;
/** What is wrong with the whole of it. */
export type ContactRefusal = 'automatic' | 'often';

/** `path` has no language: a redirect of ours stays in the visitor's. */
export type ContactAnswer =
  | { path: string }
  | { form: TicketForm; faults: ContactFaults; refusal?: ContactRefusal };

/** What shows when a form was given out; it cannot be made without the shop's secret. */
export const startedAt = ({ app }: Page): string =>
  app.vault.seal(String(app.clock.now())).toString('base64url');

/** Opens a ticket from a form that was sent, or says everything that is wrong with it. */
export async function takeContactForm(page: Page, sent: FormData): Promise<ContactAnswer> {
  const { app, visitor, locale, ip } = page;
  const text = (name: string) => sentText(sent, name);
  const form: TicketForm = {
    kind: text('kind'),
    name: text('name'),
    email: visitor?.email ?? text('email'),
    subject: text('subject'),
    order: text('order'),
    message: text('message'),
  };
  const { fields, faults } = checkTicket(form);
  if (faults) return { form, faults };
  if (text(HONEYPOT) !== '' || !isWritten(page, text(STARTED))) {
    return { form, faults: {}, refusal: 'automatic' };
  }
  const desk = deskOf(page);
  const accountId = visitor?.accountId ?? null;
  try {
    const opened = await app.transact((tx) =>
      openTicket(tx, desk, { ...fields, accountId, language: locale, ip }),
    );
    if (accountId !== null) return { path: `/dashboard/tickets/${opened.reference}?done=opened` };
    return { path: `${ticketPath('en', opened.reference, opened.token)}&sent=1` };
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code === 'order_not_found') return { form, faults: { order: 'order' } };
    if (error.code === 'rate_limited') return { form, faults: {}, refusal: 'often' };
    throw error;
  }
}

/** What a field says; a file is no text. */
export function sentText(sent: FormData, name: string): string {
  const value = sent.get(name);
  return typeof value === 'string' ? value : '';
}

export type ReplyFault = 'missing' | 'long' | 'often' | 'closed';

const REPLY_FAULTS: Readonly<Partial<Record<ErrorCode, ReplyFault>>> = {
  missing_parameter: 'missing',
  invalid_parameter: 'long',
  rate_limited: 'often',
  conflict: 'closed',
};

/** Adds what the writer of a ticket sent, or says what is wrong with it. */
export async function takeReply(
  page: Page,
  ticketId: bigint,
  body: string,
): Promise<ReplyFault | undefined> {
  try {
    const reply = { ticketId, by: { author: 'writer' }, body } as const;
    await page.app.transact((tx) => replyTicket(tx, deskOf(page), reply));
    return undefined;
  } catch (error) {
    const fault = isAppError(error) ? REPLY_FAULTS[error.code] : undefined;
    if (fault === undefined) throw error;
    return fault;
  }
}

const deskOf = ({ app, site }: Page) => ({
  vault: app.vault,
  now: new Date(app.clock.now()),
  shop: { name: site.name, url: site.url },
});

function isWritten({ app }: Page, started: string): boolean {
  try {
    const tookMs = app.clock.now() - Number(app.vault.open(Buffer.from(started, 'base64url')));
    return tookMs >= LEAST_MS && tookMs <= MOST_MS;
  } catch {
    return false;
  }
}

/** How else the operator can be reached, as far as they have said. */
export async function reachedAt({ app }: Page) {
  const { identity } = await content(app);
  const { name, address, email, phone } = identity;
  return { name, address, email, phone };
}
