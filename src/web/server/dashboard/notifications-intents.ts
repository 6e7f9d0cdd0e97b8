import { AppError, isAppError } from '#lib/errors.ts';
import { parseMoney, type Money } from '#lib/money.ts';
import {
  MAIL_PACES,
  markAllRead,
  markRead,
  NEWS,
  NEWS_EVENTS,
  setLowBalance,
  setPreferences,
  type NewsEvent,
  type Ways,
} from '#notifications/index.ts';
import { fieldOf } from '../account-form.ts';
import type { Intents, Sent } from './act.ts';

const nowOf = ({ page }: Sent): Date => new Date(page.app.clock.now());

/** Marks what was read. */
export const NOTIFICATIONS_INTENTS = {
  read: async (sent) => {
    const { accountId } = sent.visitor;
    const id = idIn(sent.form, 'id');
    await sent.page.app.transact((tx) => markRead(tx, { accountId, id }, nowOf(sent)));
    return { to: pathOf(sent) };
  },
  'read-all': async (sent) => {
    const { accountId } = sent.visitor;
    const untilId = idIn(sent.form, 'until');
    await sent.page.app.transact((tx) => markAllRead(tx, { accountId, untilId }, nowOf(sent)));
    return { to: '/dashboard/notifications?done=read' };
  },
} satisfies Intents;

function idIn(form: FormData, name: string): bigint {
  const text = fieldOf(form, name);
  if (/^\d{1,18}$/.test(text)) return BigInt(text);
  throw new AppError('not_found', 'there is no such notification');
}

/** The list as it was looked at. */
const pathOf = ({ page }: Sent): string => {
  const [, query] = page.path.split('?');
  return `/dashboard/notifications${query ? `?${query}` : ''}`;
};

/** Keeps by which ways somebody wants to be told, and of how little money. */
export const PREFERENCES_INTENTS = {
  save: async ({ page, visitor, form }) => {
    const chosen = new Map(
      NEWS_EVENTS.filter((event) => !NEWS[event].locked).map((event) => [
        event,
        waysIn(form, event),
      ]),
    );
    await page.app.transact((tx) => setPreferences(tx, visitor.accountId, chosen));
    return { to: '/dashboard/notifications/preferences?done=saved' };
  },
  'low-balance': async ({ page, visitor, form }) => {
    const text = fieldOf(form, 'threshold').trim();
    const threshold = text === '' ? null : readMoney(text);
    if (threshold === undefined) return { show: { threshold: text } };
    try {
      await page.app.transact((tx) => setLowBalance(tx, visitor.accountId, threshold));
      return { to: '/dashboard/notifications/preferences?done=balance#low-balance' };
    } catch (error) {
      if (!isAppError(error) || error.parameter !== 'threshold') throw error;
      return { show: { threshold: text } };
    }
  },
} satisfies Intents;

function waysIn(form: FormData, event: NewsEvent): Ways {
  const mail = MAIL_PACES.find((pace) => pace === fieldOf(form, `mail.${event}`));
  const inApp = form.getAll('inApp').includes(event);
  return { inApp, mail: mail ?? NEWS[event].usual.mail };
}

function readMoney(text: string): Money | undefined {
  try {
    return parseMoney(text);
  } catch {
    return undefined;
  }
}
