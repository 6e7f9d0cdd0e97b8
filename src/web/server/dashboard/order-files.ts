import { csvLine } from '#lib/csv.ts';
import { formatMoney } from '#lib/money.ts';
import type { ListedOrder } from '#orders/index.ts';

export const FILE_KINDS = ['csv', 'json'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

type Pages = AsyncIterable<readonly ListedOrder[]>;

/** A file of orders, piece by piece: times in UTC, amounts as exact decimals of the shop's currency. */
export const orderFile = (kind: FileKind, pages: Pages, currency: string): AsyncIterable<string> =>
  WRITERS[kind](pages, currency);

const WRITERS: Record<FileKind, (pages: Pages, currency: string) => AsyncIterable<string>> = {
  async *csv(pages, currency) {
    yield csvLine(NAMES);
    for await (const orders of pages) {
      const rows = orders.map((order) => fieldsOf(order, currency));
      yield rows.map((row) => csvLine(NAMES.map((name) => String(row[name] ?? '')))).join('');
    }
  },
  async *json(pages, currency) {
    let before = '[\n';
    for await (const orders of pages) {
      const rows = orders.map((order) => JSON.stringify(fieldsOf(order, currency)));
      yield before + rows.join(',\n');
      before = ',\n';
    }
    yield before === '[\n' ? '[]\n' : '\n]\n';
  },
};

const fieldsOf = (order: ListedOrder, currency: string) => ({
  order: order.id,
  status: order.now.status,
  kind: order.kind,
  part_of: order.parentId,
  service: order.serviceId,
  service_name: order.service,
  link: order.link,
  quantity: order.quantity,
  delivered: order.quantity - order.now.remains,
  remains: order.now.remains,
  start_count: order.now.startCount === null ? null : String(order.now.startCount),
  charged: formatMoney(order.charged),
  charge: formatMoney(order.now.charge),
  currency,
  request_id: order.requestId,
  placed_at: order.placedAt.toISOString(),
  ended_at: order.endedAt?.toISOString() ?? null,
});

const NAMES: readonly (keyof ReturnType<typeof fieldsOf>)[] = [
  ...(['order', 'status', 'kind', 'part_of', 'service', 'service_name', 'link'] as const),
  ...(['quantity', 'delivered', 'remains', 'start_count', 'charged', 'charge'] as const),
  ...(['currency', 'request_id', 'placed_at', 'ended_at'] as const),
];
