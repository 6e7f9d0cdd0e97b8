import type { ServiceChange } from '#catalog/index.ts';
import { formatMoney } from '#lib/money.ts';
import type { ReadEvent } from '#orders/index.ts';
import { endpointText, TEST_EVENT } from './endpoint.ts';

/** What is sent: its id goes into `webhook-id`, its body is signed as it is. */
export type Message = { id: string; type: string; body: string };

const BODY_BYTES = 16_000; // under the 20 kB of reliability.md 6.2, with room for the envelope
// Of a description; the whole of it is in the answer to `services`. The shorter one is for services
// of which everything changed: so cut, a change has less than 8 kB in any script.
const LONGEST_FIELD = 500;
const SHORT_FIELD = 50;

function messageOf(id: string, type: string, at: Date, data: object): Message {
  return { id, type, body: JSON.stringify({ type, timestamp: at.toISOString(), data }) };
}

/**
 * Tells of an order in the words of the `notpanel` dialect, as it stands now. `sequence` grows
 * with each event of an order: a receiver drops what is older than what it has. Nothing of the
 * provider is in it.
 */
export function orderMessage(event: ReadEvent, currency: string): Message {
  const { id, type, at, order, requestId, serviceId, parentId } = event;
  const data = {
    ...(REFILL.test(type) && { refill: `ref_${field(event, 'refill')}` }),
    order: orderText(order.id),
    request_id: requestId,
    ...(parentId !== null && { parent: orderText(parentId) }),
    service: serviceId,
    status: order.subscription?.status ?? order.status,
    charge: formatMoney(order.charge),
    start_count: String(order.startCount ?? 0),
    remains: String(order.remains),
    ...(type === 'order.refunded' && { refunded: field(event, 'amount') }),
    ...(event.balance !== null && { balance: formatMoney(event.balance) }),
    currency,
    sequence: Number(id),
  };
  return messageOf(`evt_${id}`, type, at, data);
}

const REFILL = /^refill\./;
const orderText = (id: number): string => `ord_${id}`;

function field({ data }: ReadEvent, name: string): string {
  const all = (data ?? {}) as Record<string, unknown>;
  const value = all[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** What a customer may do with a service; why it is held is the shop's business. */
const SHOWN_KIND: Partial<Record<ServiceChange['kind'], string>> = {
  held: 'paused',
  vanished: 'paused',
  released: 'resumed',
};

/**
 * Tells of services that changed, many in one message: a sync changes thousands at once. Rates are
 * those of the list; the caller's own are in the answer to `services`.
 */
export function serviceMessages(changes: readonly ServiceChange[]): Message[] {
  const messages: Message[] = [];
  let gathered: { change: ServiceChange; shown: object }[] = [];
  let bytes = 0;
  const close = () => {
    const [first] = gathered;
    if (!first) return;
    const data = { changes: gathered.map(({ shown }) => shown) };
    messages.push(messageOf(`chg_${first.change.id}`, 'service.changed', first.change.at, data));
    [gathered, bytes] = [[], 0];
  };
  for (const change of changes) {
    const full = shownChange(change, LONGEST_FIELD);
    const shown = bytesOf(full) < BODY_BYTES ? full : shownChange(change, SHORT_FIELD);
    const size = bytesOf(shown) + 1;
    if (bytes + size > BODY_BYTES) close();
    gathered.push({ change, shown });
    bytes += size;
  }
  close();
  return messages;
}

const bytesOf = (value: object): number => Buffer.byteLength(JSON.stringify(value));

function shownChange(change: ServiceChange, most: number): object {
  const { id, serviceId, name, kind, before, after, at } = change;
  return {
    service: serviceId,
    name: shortened(name, most),
    change: SHOWN_KIND[kind] ?? kind,
    ...(before && { before: eachShortened(before, most) }),
    ...(after && { after: eachShortened(after, most) }),
    at: at.toISOString(),
    sequence: Number(id),
  };
}

const shortened = (text: string, most: number): string => text.slice(0, most).toWellFormed();

const eachShortened = (fields: Record<string, unknown>, most: number): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string' ? shortened(value, most) : value,
    ]),
  );

export const testMessage = (id: string, endpointId: number, now: Date): Message =>
  messageOf(id, TEST_EVENT, now, {
    webhook: endpointText(endpointId),
    text: 'This is a test. Nothing happened.',
  });
