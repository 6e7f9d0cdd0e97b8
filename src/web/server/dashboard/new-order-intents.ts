import {
  markService,
  orderNow,
  priceOrder,
  saveLink,
  saveTemplate,
  type OrderFault,
  type ServiceMark,
} from '#baskets/index.ts';
import { isAppError, type AppError } from '#lib/errors.ts';
import { parseId } from '#lib/params/ids.ts';
import { splitLocale } from '#lib/locales.ts';
import { fieldOf } from '../account-form.ts';
import { localPath } from '../local-path.ts';
import type { Intents, Sent } from './act.ts';
import { openForm, type OrderForm } from './new-order/load-order-form.ts';
import { priceView, type PriceView } from './new-order/price-view.ts';
import { readOrderForm, type OrderFormSent } from './new-order/read-order-form.ts';

/** The form again, after it was sent. */
export type FormAgain = Omit<OrderForm, 'from'> & {
  /** What was done besides; null: what was sent is to be looked at again. */
  done: 'template' | 'link' | 'priced' | null;
};

/** What the order form asks for: a price, the order, and what is kept for the next one. */
export const NEW_ORDER_INTENTS = {
  price: async (sent) => {
    const form = readOrderForm(sent.form, sent.visitor);
    const again = await showAgain(sent, form, startFaults(form));
    const isFine = again.price.faults.length === 0;
    const done: FormAgain['done'] = isFine ? 'priced' : null;
    return { show: { ...again, done }, status: isFine ? 200 : 422 };
  },
  async place(sent) {
    const { page, visitor } = sent;
    const form = readOrderForm(sent.form, visitor);
    const wrong = startFaults(form);
    if (wrong.length > 0) return { show: await showAgain(sent, form, wrong) };
    try {
      const { accountId } = visitor;
      const { serviceId, fields, requestId, startsAt, seenRate } = form;
      const asked = { accountId, serviceId, fields, requestId, startsAt, seenRate };
      const { orderId, replayed } = await orderNow(page.app, asked);
      const done = replayed ? 'already' : startsAt ? 'scheduled' : 'placed';
      const stays = fieldOf(sent.form, 'another') === '1';
      return {
        to: stays
          ? `/dashboard/new?service=${serviceId}&done=${done}&order=${orderId}`
          : `/dashboard/orders/${orderId}?done=${done}`,
      };
    } catch (error) {
      if (!isAppError(error) || !isTheirs(error)) throw error;
      // What is not sold any more has no form; the page says so.
      if (error.code === 'service_not_found')
        return { to: `/dashboard/new?service=${form.serviceId}` };
      return { show: await showAgain(sent, form, [faultOf(error)]) };
    }
  },
  'save-template': (sent) =>
    keep(sent, 'template', async (form) => {
      const { serviceId, fields } = form;
      const name = fieldOf(sent.form, 'template');
      const template = { accountId: sent.visitor.accountId, serviceId, fields, name };
      await sent.page.app.transact((tx) => saveTemplate(tx, template));
    }),
  'save-link': (sent) =>
    keep(sent, 'link', async ({ fields }) => {
      const link = { accountId: sent.visitor.accountId, link: String(fields.get('link') ?? '') };
      await sent.page.app.transact((tx) => saveLink(tx, { ...link, name: '' }));
    }),
  favourite: (sent) => mark(sent, { favourite: true }),
  unfavourite: (sent) => mark(sent, { favourite: false }),
  hide: (sent) => mark(sent, { hidden: true }),
  unhide: (sent) => mark(sent, { hidden: false }),
  note: (sent) => mark(sent, { note: fieldOf(sent.form, 'note') }),
} satisfies Intents;

/** The price alone, for the script of the form. */
export const PRICE_INTENTS = {
  price: async ({ page, visitor, form }) => {
    const sent = readOrderForm(form, visitor);
    const { serviceId, fields } = sent;
    const { accountId } = visitor;
    const pricing = await priceOrder(page.app, { accountId, serviceId, fields });
    return { show: priceView(pricing, startFaults(sent)) satisfies PriceView, status: 200 };
  },
} satisfies Intents;

async function showAgain(
  { page, visitor }: Sent,
  form: OrderFormSent,
  more: readonly OrderFault[] = [],
): Promise<FormAgain> {
  return { ...(await openForm(page.app, visitor, form, more)), done: null };
}

async function keep(
  sent: Sent,
  what: 'template' | 'link',
  work: (form: OrderFormSent) => Promise<void>,
) {
  const form = readOrderForm(sent.form, sent.visitor);
  try {
    await work(form);
    const again: FormAgain = { ...(await showAgain(sent, form)), done: what };
    return { show: again, status: 200 as const };
  } catch (error) {
    if (!isAppError(error) || !isTheirs(error) || error.code === 'service_not_found') throw error;
    const full = { code: error.code, parameter: error.parameter ?? what };
    return { show: await showAgain(sent, form, [full]) };
  }
}

type Change = { favourite: boolean } | { hidden: boolean } | { note: string };

/** Marks stand on several pages; each says where it stands. */
async function mark({ page, visitor, form }: Sent, change: Change) {
  const now = new Date(page.app.clock.now());
  const service = {
    accountId: visitor.accountId,
    serviceId: parseId(fieldOf(form, 'service'), '') ?? 0,
  };
  const next = splitLocale(localPath(fieldOf(form, 'next') || '/dashboard/new')).path;
  try {
    const marked: ServiceMark = { ...service, now, ...change };
    await page.app.transact((tx) => markService(tx, marked));
    return { to: next };
  } catch (error) {
    const isOver = isAppError(error) && MARK_FAULTS.has(error.code);
    if (!isOver) throw error;
    return { to: '/dashboard/new?fault=mark' };
  }
}

const MARK_FAULTS = new Set(['conflict', 'invalid_parameter']);

const startFaults = ({ isStartWrong }: OrderFormSent): OrderFault[] =>
  isStartWrong ? [{ code: 'invalid_parameter', parameter: 'starts_at' }] : [];

const faultOf = ({ code, parameter }: AppError): OrderFault =>
  parameter === 'price'
    ? { code: 'price_changed', parameter: null }
    : { code, parameter: parameter ?? null };

const OURS = new Set(['internal', 'unavailable']);

const isTheirs = ({ code }: AppError): boolean => !OURS.has(code);
