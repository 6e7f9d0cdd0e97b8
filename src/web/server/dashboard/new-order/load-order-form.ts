import {
  listLinks,
  listTemplates,
  priceOrder,
  readMarks,
  readTemplate,
  type OrderFault,
  type SavedLink,
} from '#baskets/index.ts';
import { catalog, isOnSale } from '#catalog/index.ts';
import type { Rate } from '#lib/money.ts';
import { listScheduled, readOrderFields } from '#orders/index.ts';
import type { App } from '#platform/app.ts';
import { priceListOf } from '#storefront/index.ts';
import type { Visitor } from '../../context.ts';
import { idOf } from '../found.ts';
import { priceView, type PriceView } from './price-view.ts';
import { fieldsOf, readOrderForm, type OrderFormSent } from './read-order-form.ts';
import { serviceCard, type ServiceCard } from './service-card.ts';

/** The form of a service, filled with what is known. */
export type OrderForm = {
  service: ServiceCard;
  values: Readonly<Record<string, string>>;
  requestId: string;
  price: PriceView;
  links: readonly SavedLink[];
  /** Where the form was filled from, and what is different by now. */
  from: FilledFrom | null;
};

export type FilledFrom =
  | { kind: 'order'; id: number; was: string; now: string }
  | { kind: 'template'; name: string };

export type OrderPage =
  | { form: OrderForm; gone: null }
  | { form: null; gone: { id: number; name: string | null } | null };

/**
 * What the query of an address asks for: an order to place again (`again=ord_12`), a template, or a
 * service with values for its fields. Refuses `not_found` and `order_not_found` for what is another's.
 */
export async function loadOrderForm(
  app: App,
  visitor: Visitor,
  query: URLSearchParams,
): Promise<OrderPage> {
  const filled = await fill(app, visitor, query);
  if (!filled) return { form: null, gone: null };
  const { sent, from, rate } = filled;
  const service = (await catalog(app)).services.get(sent.serviceId);
  if (!service || !isOnSale(service)) {
    return { form: null, gone: { id: sent.serviceId, name: service?.name ?? null } };
  }
  const { price, ...form } = await openForm(app, visitor, sent);
  const now = price.rate;
  return {
    gone: null,
    form: {
      ...form,
      price,
      from: from?.kind === 'order' ? { ...from, was: String(rate), now } : (from ?? null),
    },
  };
}

/** The form as it is shown after it was sent, with what more is wrong with it. */
export async function openForm(
  app: App,
  visitor: Visitor,
  sent: OrderFormSent,
  more: readonly OrderFault[] = [],
): Promise<Omit<OrderForm, 'from'>> {
  const { accountId } = visitor;
  const { serviceId, fields } = sent;
  const [pricing, prices, marks, links] = await Promise.all([
    priceOrder(app, { accountId, serviceId, fields }),
    priceListOf(app, accountId),
    readMarks(app.db, accountId),
    listLinks(app.db, accountId),
  ]);
  return {
    service: serviceCard(pricing.service, prices, marks),
    values: sent.values,
    requestId: sent.requestId,
    price: priceView(pricing, more),
    links,
  };
}

type Filled = { sent: OrderFormSent; from?: FilledFrom; rate?: Rate };

async function fill(
  app: App,
  visitor: Visitor,
  query: URLSearchParams,
): Promise<Filled | undefined> {
  const { accountId } = visitor;
  const sent = readOrderForm(query, visitor);
  const [again, template] = [query.get('again'), query.get('template')];
  if (again !== null) {
    const order = await readOrderFields(app.db, { accountId, orderId: idOf(again, 'ord_') });
    const from = { kind: 'order', id: order.orderId, was: '', now: '' } as const;
    return { sent: filledWith(sent, order.serviceId, order.fields), from, rate: order.rate };
  }
  if (template !== null) {
    const { serviceId, fields, name } = await readTemplate(app.db, {
      accountId,
      id: idOf(template),
    });
    return { sent: filledWith(sent, serviceId, fields), from: { kind: 'template', name } };
  }
  return sent.serviceId === 0 ? undefined : { sent };
}

const filledWith = (
  sent: OrderFormSent,
  serviceId: number,
  fields: Readonly<Record<string, string>>,
): OrderFormSent => ({
  ...sent,
  serviceId,
  values: { ...fields, ...sent.values },
  fields: fieldsOf({ ...fields, ...sent.values }),
});

const MOST_SCHEDULED = 20;

/** What else the account keeps for orders: templates, and orders that wait for their time. */
export async function loadKept(app: App, accountId: number) {
  const [templates, scheduled, { services }] = await Promise.all([
    listTemplates(app.db, accountId),
    listScheduled(app.db, { accountId, now: new Date(app.clock.now()), limit: MOST_SCHEDULED }),
    catalog(app),
  ]);
  const nameOf = (id: number) => services.get(id)?.name ?? `#${id}`;
  return {
    templates: templates.map(({ id, name, serviceId }) => {
      const service = services.get(serviceId);
      return { id, name, service: nameOf(serviceId), onSale: !!service && isOnSale(service) };
    }),
    scheduled: scheduled.map(({ serviceId, ...one }) => ({ ...one, service: nameOf(serviceId) })),
  };
}
