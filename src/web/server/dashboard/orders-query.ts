import { dayAfter, dayStart } from '#lib/day-start.ts';
import { asMoney, readAmount, type Money } from '#lib/money.ts';
import { ALL_ORDERS, ORDER_KINDS, ORDER_TABS, type OrderQuery } from '#orders/index.ts';
import type { OrdersField, OrdersFields } from '#lib/orders-search.ts';

/** The fields of the list's address, in the order in which they stand there. */
const FIELDS: readonly OrdersField[] = ['tab', 'q', 'service', 'kind', 'from', 'to', 'min', 'max'];

/** What is in the address, as it was written; what could not be read is left out. */
export type AskedOrders = {
  query: OrderQuery;
  /** The fields that count, for forms and links. */
  fields: OrdersFields;
  after: number | undefined;
  before: number | undefined;
};

const LARGEST_ID = 2 ** 31 - 1;

/** Reads the address of the list of orders; days are those of the visitor's time zone. */
export function readOrdersQuery(params: URLSearchParams, zone: string): AskedOrders {
  const text = (name: string) => (params.get(name) ?? '').trim();
  const [from, to] = [text('from'), text('to')];
  const query: OrderQuery = {
    tab: ORDER_TABS.find((one) => one === text('tab')) ?? ALL_ORDERS.tab,
    search: text('q').slice(0, 1_000),
    serviceId: readId(text('service')) ?? null,
    kind: ORDER_KINDS.find((one) => one === text('kind')) ?? null,
    since: dayStart(from, zone),
    until: dayStart(to, zone) && dayStart(dayAfter(to), zone),
    leastCharge: readMoney(text('min')),
    mostCharge: readMoney(text('max')),
  };
  const counts: Record<OrdersField, boolean> = {
    tab: query.tab !== ALL_ORDERS.tab,
    q: query.search !== '',
    service: query.serviceId !== null,
    kind: query.kind !== null,
    from: query.since !== null,
    to: query.until !== null,
    min: query.leastCharge !== null,
    max: query.mostCharge !== null,
  };
  const fields = Object.fromEntries(
    FIELDS.flatMap((name) => (counts[name] ? [[name, text(name)]] : [])),
  );
  return { query, fields, after: readId(text('after')), before: readId(text('before')) };
}

/** The part of an address that a saved view keeps: known fields alone, in their order. */
export function viewQuery(search: string): string {
  const given = new URLSearchParams(search);
  const pairs = FIELDS.flatMap((name): [string, string][] => {
    const value = (given.get(name) ?? '').trim();
    return value === '' ? [] : [[name, value]];
  });
  return new URLSearchParams(pairs).toString();
}

function readId(text: string): number | undefined {
  const id = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  return id > 0 && id <= LARGEST_ID ? id : undefined;
}

function readMoney(text: string): Money | null {
  const amount = text === '' ? undefined : readAmount(text.replace(',', '.'));
  return amount === undefined || amount < 0n ? null : asMoney(amount);
}
