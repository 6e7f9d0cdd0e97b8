import { z } from 'zod';
import { clean, LONGEST, lengthFault, SHORTEST_MESSAGE, type Fault } from './check-ticket.ts';
import { isTicketKind, OWN_PRIORITIES, type TicketKind, type TicketLinks } from './ticket.ts';

export type OwnPriority = (typeof OWN_PRIORITIES)[number];

/** The form of whoever is signed in, as it is sent; numbers are several, as people write them. */
export type OwnTicketForm = {
  kind: string;
  subject: string;
  order: string;
  payment: string;
  delivery: string;
  priority: string;
  message: string;
};

export type OwnTicketFields = {
  kind: TicketKind;
  subject: string;
  message: string;
  priority: OwnPriority;
  links: TicketLinks;
};

export type OwnFaults = Partial<Record<keyof OwnTicketForm, Fault | 'many'>>;

export type CheckedOwnTicket =
  | { fields: OwnTicketFields; faults?: undefined }
  | { fields?: undefined; faults: OwnFaults };

const MOST_LINKS = 20; // more are a list, which belongs into a file
const PRIORITY = z.enum(OWN_PRIORITIES);

/** Says everything that is wrong with the form at once, or what it means. */
export function checkOwnTicket(form: OwnTicketForm): CheckedOwnTicket {
  const subject = clean(form.subject, false);
  const message = clean(form.message, true);
  const priority = PRIORITY.safeParse(form.priority || 'normal');
  const order = readNumbers(form.order, 'ord');
  const payment = readNumbers(form.payment, 'pay');
  const delivery = readNumbers(form.delivery, 'dlv');
  const faults: OwnFaults = Object.fromEntries(
    Object.entries({
      kind: isTicketKind(form.kind) ? undefined : 'invalid',
      subject: lengthFault(subject, LONGEST.subject),
      order: order.fault,
      payment: payment.fault,
      delivery: delivery.fault,
      priority: priority.success ? undefined : 'invalid',
      message:
        lengthFault(message, LONGEST.message) ??
        (message.length < SHORTEST_MESSAGE ? 'short' : undefined),
    } satisfies Record<keyof OwnTicketForm, string | undefined>).filter(([, fault]) => fault),
  );
  if (Object.keys(faults).length > 0 || !isTicketKind(form.kind) || !priority.success) {
    return { faults };
  }
  const links = { order: order.ids, payment: payment.ids, delivery: delivery.ids };
  return { fields: { kind: form.kind, subject, message, priority: priority.data, links } };
}

/** `ord_17, 18` and the like. */
function readNumbers(text: string, prefix: string): { ids: number[]; fault?: Fault | 'many' } {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  const ids = words.map((word) => {
    const [, number] = new RegExp(`^(?:${prefix}_|#)?(\\d{1,15})$`, 'i').exec(word) ?? [];
    return number === undefined ? Number.NaN : Number(number);
  });
  if (ids.some(Number.isNaN)) return { ids: [], fault: 'invalid' };
  const once = [...new Set(ids)];
  return once.length > MOST_LINKS ? { ids: [], fault: 'many' } : { ids: once };
}
