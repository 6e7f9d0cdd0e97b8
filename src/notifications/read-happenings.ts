import { readAccountEvents, type ReadAccountEvent } from '#accounts/index.ts';
import { readNews, type OrderEventType, type OrderNews } from '#orders/index.ts';
import type { Json } from '#platform/db/schema.ts';
import type { Db } from '#platform/db/types.ts';
import { isNewsEvent, type NewsEvent } from './event.ts';
import type { Detail, News } from './news.ts';

const OF_ORDERS: Readonly<Partial<Record<OrderEventType, NewsEvent>>> = {
  'order.completed': 'order.completed',
  'order.partial': 'order.partial',
  'order.canceled': 'order.canceled',
  'order.failed': 'order.failed',
  'order.paused': 'order.paused',
  'balance.low': 'order.paused', // a subscription waits for funds
  'refill.completed': 'refill.completed',
  'refill.rejected': 'refill.rejected',
};

const MOST = 5_000; // a turn: some hundred thousand a minute

/** What transactions did that have all ended, in two kinds of rows, as single pieces of news. */
export async function readHappenings(
  db: Db,
  wanted: { fromXid: string; untilXid: string },
  now: Date,
): Promise<{ happenings: News[]; untilXid: string }> {
  const types = Object.keys(OF_ORDERS) as OrderEventType[];
  const { news, untilXid } = await readNews(db, { ...wanted, types, most: MOST });
  const events = await readAccountEvents(db, { fromXid: wanted.fromXid, untilXid });
  return {
    happenings: [...news.flatMap((one) => ofOrder(one, now)), ...events.flatMap(ofAccount)],
    untilXid,
  };
}

function ofOrder({ type, at, accountId, orderId }: OrderNews, now: Date): News[] {
  const event = OF_ORDERS[type];
  if (!event) return [];
  const subject = `hour:${now.toISOString().slice(0, 13)}`;
  const details = [{ order: orderId, ...(type === 'balance.low' && { why: 'funds' }) }];
  return [{ accountId, event, subject, times: 1, details, firstAt: at, lastAt: at }];
}

function ofAccount({ type, at, accountId, subject, data }: ReadAccountEvent): News[] {
  if (!isNewsEvent(type)) return [];
  const details = [detailOf(data)];
  return [{ accountId, event: type, subject, times: 1, details, firstAt: at, lastAt: at }];
}

/** What an event was kept with, as far as it is text and numbers. */
function detailOf(data: Json | undefined): Detail {
  if (data === null || typeof data !== 'object' || Array.isArray(data)) return {};
  return Object.fromEntries(
    Object.entries(data).filter(
      (pair): pair is [string, string | number] =>
        typeof pair[1] === 'string' || typeof pair[1] === 'number',
    ),
  );
}
