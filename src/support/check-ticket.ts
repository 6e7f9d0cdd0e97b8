import { z } from 'zod';
import { isTicketKind, type TicketKind } from './ticket.ts';

/** What is wrong with a field. */
export type Fault = 'missing' | 'invalid' | 'long' | 'short';

/** As a form sends it. */
export type TicketForm = {
  kind: string;
  name: string;
  email: string;
  subject: string;
  /** The number of an order, if it is about one. */
  order: string;
  message: string;
};

export type TicketFields = Omit<TicketForm, 'kind' | 'order'> & {
  kind: TicketKind;
  orderId: number | null;
};

export type CheckedTicket =
  | { fields: TicketFields; faults?: undefined }
  | { fields?: undefined; faults: Partial<Record<keyof TicketForm, Fault>> };

export const LONGEST = { name: 100, email: 254, subject: 150, message: 10_000 } as const;
export const SHORTEST_MESSAGE = 10; // below it nobody can tell what it is about

const EMAIL = z.email();
const ORDER = /^(?:ord_)?(\d{1,15})$/;

/** Says everything that is wrong with a form at once, or what it means. */
export function checkTicket(form: TicketForm): CheckedTicket {
  const given = Object.fromEntries(
    Object.entries(form).map(([name, text]) => [name, clean(text, name === 'message')]),
  ) as TicketForm;
  const order = ORDER.exec(given.order)?.[1];
  const faults = Object.fromEntries(
    Object.entries({
      kind: isTicketKind(given.kind) ? undefined : 'invalid',
      name: lengthFault(given.name, LONGEST.name),
      email: lengthFault(given.email, LONGEST.email) ?? emailFault(given.email),
      subject: lengthFault(given.subject, LONGEST.subject),
      order: given.order === '' || order !== undefined ? undefined : 'invalid',
      message:
        lengthFault(given.message, LONGEST.message) ??
        (given.message.length < SHORTEST_MESSAGE ? 'short' : undefined),
    } satisfies Record<keyof TicketForm, Fault | undefined>).filter(([, fault]) => fault),
  ) as Partial<Record<keyof TicketForm, Fault>>;
  const { kind } = given;
  if (Object.keys(faults).length > 0 || !isTicketKind(kind)) return { faults };
  const { name, email, subject, message } = given;
  const orderId = order === undefined ? null : Number(order);
  return { fields: { kind, name, email: email.toLowerCase(), subject, message, orderId } };
}

/** Plain text: no controls, and lines only where there may be several. */
export const clean = (text: string, isLong: boolean): string =>
  text
    .replaceAll('\r\n', '\n')
    .replaceAll(isLong ? /[^\P{Cc}\n\t]/gu : /\p{Cc}+/gu, isLong ? '' : ' ')
    .trim();

export const lengthFault = (text: string, longest: number): Fault | undefined =>
  text === '' ? 'missing' : text.length > longest ? 'long' : undefined;

const emailFault = (text: string): Fault | undefined =>
  EMAIL.safeParse(text).success ? undefined : 'invalid';
