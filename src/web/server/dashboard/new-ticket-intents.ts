import { isAppError, type ErrorCode } from '#lib/errors.ts';
import {
  checkOwnTicket,
  cleanFiles,
  openTicket,
  type OwnFaults,
  type OwnTicketForm,
} from '#support/index.ts';
import { fieldOf } from '../account-form.ts';
import type { Intents, Sent } from './act.ts';
import { sentFiles } from './sent-files.ts';
import { suggestArticles, type Article } from './suggest-articles.ts';

export type NewTicketFault =
  | OwnFaults[keyof OwnFaults]
  | 'unknown'
  | 'tooMany'
  | 'files'
  | 'quota'
  | 'busy';
export type NewTicketFaults = Partial<Record<keyof OwnTicketForm | 'files', NewTicketFault>>;

type Shown = {
  form: OwnTicketForm;
  faults: NewTicketFaults;
  /** Too much was written lately. */
  often: boolean;
  /** What was found to read first; null: not looked for yet. */
  articles: Article[] | null;
  /** The file that was not taken, or what is wrong with all of them. */
  detail: string;
};

/** Shows what is written already about somebody's question, and then takes it. */
export const NEW_TICKET_INTENTS = {
  next: async ({ page, form: sent }) => {
    const form = formOf(sent);
    const faults: NewTicketFaults = checkOwnTicket(form).faults ?? {};
    const isRight = Object.keys(faults).length === 0;
    const articles = isRight
      ? await suggestArticles(page, `${form.subject} ${form.message}`)
      : null;
    const shown: Shown = { form, faults, often: false, articles, detail: '' };
    return { show: shown, status: isRight ? 200 : 422 };
  },
  open: async (sent) => {
    const form = formOf(sent.form);
    const shown: Shown = { form, faults: {}, often: false, articles: [], detail: '' };
    const { fields, faults } = checkOwnTicket(form);
    if (faults) return wrong({ ...shown, faults });
    try {
      const reference = await take(sent, fields);
      return { to: `/dashboard/tickets/${reference}?done=opened` };
    } catch (error) {
      const refused = refusalOf(error);
      if (!refused) throw error;
      return wrong({ ...shown, ...refused });
    }
  },
} satisfies Intents;

const wrong = (show: Shown) => ({ show });

const FIELDS = [
  'kind',
  'subject',
  'order',
  'payment',
  'delivery',
  'priority',
  'message',
] as const satisfies readonly (keyof OwnTicketForm)[];

const formOf = (form: FormData): OwnTicketForm =>
  Object.fromEntries(FIELDS.map((name) => [name, fieldOf(form, name)])) as OwnTicketForm;

type Fields = NonNullable<ReturnType<typeof checkOwnTicket>['fields']>;

async function take({ page, visitor, form }: Sent, fields: Fields): Promise<string> {
  const { app, locale, ip } = page;
  const files = await cleanFiles(await sentFiles(form, 'files'));
  const desk = { vault: app.vault, now: new Date(app.clock.now()), shop: app.shop };
  const { accountId, email, name } = visitor;
  const writer = { accountId, email, name: (name || email).slice(0, 100), language: locale, ip };
  const ticket = { ...fields, ...writer, orderId: null, files };
  return (await app.transact((tx) => openTicket(tx, desk, ticket))).reference;
}

const FAULTS: Readonly<Partial<Record<ErrorCode, NewTicketFault>>> = {
  order_not_found: 'unknown',
  not_found: 'unknown',
  conflict: 'tooMany',
  unavailable: 'busy',
};

/** What was refused, beside its field; undefined for what is no fault of the form. */
function refusalOf(error: unknown): Partial<Shown> | undefined {
  if (!isAppError(error)) return undefined;
  const { code, parameter = 'files', message } = error;
  if (code === 'rate_limited') return { often: true };
  if (code === 'invalid_parameter' && (parameter === 'files' || parameter === 'quota')) {
    return { faults: { files: parameter }, detail: message };
  }
  const fault = FAULTS[code];
  return fault && { faults: { [parameter]: fault } };
}
