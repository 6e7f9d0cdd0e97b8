import { POST_EVERY_MS, type Behaviour } from './behaviour.ts';
import type { Book } from './book.ts';
import { deliveryAt, type SimulatedOrder } from './delivery.ts';

export type Params = Record<string, string>;

export type Panel = {
  book: Book;
  scripts: ReadonlyMap<string, Behaviour>;
  now(): number;
};

const POSTS_OF_STANDING = 3; // where the order sets no number
const REFILL_MS = 5_000;
const MISS = { error: 'Incorrect order ID' };

export const scriptOf = (panel: Panel, service: string): Behaviour =>
  panel.scripts.get(service) ?? {};

/** Every action but `add`, answered as the common panels do. */
export function answerAction(panel: Panel, params: Params): unknown {
  switch (params['action']) {
    case 'services':
      return [...panel.scripts.keys()].map((service) => ({
        service,
        name: `Simulated service ${service}`,
        type: 'Default',
        category: 'Simulator',
        rate: '0.50',
        min: '1',
        max: '1000000',
        refill: true,
        cancel: true,
        dripfeed: false,
      }));
    case 'status':
      return oneOrMany(params, 'order', (id) => statusOf(panel, id));
    case 'cancel':
      return rows(params['orders'] ?? params['order'], (id) => ({
        order: asId(id),
        cancel: cancel(panel, id),
      }));
    case 'refill':
      return refillAnswer(panel, params);
    case 'refill_status':
      return refillStatusAnswer(panel, params);
    case 'balance':
      return { balance: '100.84292', currency: 'USD' };
    default:
      return { error: 'Incorrect request' };
  }
}

/** Books an order; a standing one when it has a range per post instead of a quantity. */
export function accept(panel: Panel, params: Params): SimulatedOrder {
  const { service = '', link = '' } = params;
  const lines = (params['comments'] ?? params['usernames'])?.split(/\r?\n/).length;
  const unnamed = scriptOf(panel, service).pieces ?? lines ?? 1;
  const quantity = params['min'] === undefined ? Number(params['quantity'] ?? unnamed) : 0;
  const rest = Object.entries(params).filter(([name]) => name !== 'key' && name !== 'action');
  return panel.book.accept({
    service,
    link,
    quantity,
    params: Object.fromEntries(rest),
    acceptedAt: panel.now(),
    standing: null,
  });
}

function statusOf(panel: Panel, id: string): unknown {
  const order = panel.book.orders.get(Number(id));
  if (!order) return MISS;
  if (order.params['min'] !== undefined && order.standing === null) {
    return standingStatus(panel, order);
  }
  const script = scriptOf(panel, order.service);
  const delivery = deliveryAt(order, script, panel.now());
  const { startCount } = delivery;
  return {
    charge: (order.quantity * 0.0005).toFixed(5),
    start_count: startCount === null ? null : String(startCount),
    status: script.claims?.status ?? delivery.status,
    remains:
      script.claims?.remains === undefined ? String(delivery.remains) : script.claims.remains,
    currency: 'USD',
  };
}

/** Finds the posts that are due by now, each booked as an order of its own. */
function standingStatus(panel: Panel, order: SimulatedOrder): unknown {
  const every = scriptOf(panel, order.service).postEveryMs ?? POST_EVERY_MS;
  const wanted = Number(order.params['posts'] ?? POSTS_OF_STANDING);
  const until = order.canceledAt ?? panel.now();
  const due = Math.min(wanted, Math.floor((until - order.acceptedAt) / every));
  const found = [...panel.book.orders.values()].filter((one) => one.standing === order.id);
  for (let number = found.length + 1; number <= due; number += 1) {
    found.push(
      panel.book.accept({
        service: order.service,
        link: `https://example.com/post/${order.id}-${number}`,
        quantity: Number(order.params['min']),
        params: {},
        acceptedAt: order.acceptedAt + number * every,
        standing: order.id,
      }),
    );
  }
  const over = order.canceledAt === null ? 'Completed' : 'Canceled';
  const ended = order.canceledAt !== null || found.length >= wanted;
  const orders = found.map((one) => one.id);
  return { status: ended ? over : 'Active', expiry: null, posts: String(wanted), orders };
}

function cancel(panel: Panel, id: string): unknown {
  const order = panel.book.orders.get(Number(id));
  if (!order) return MISS;
  const { cancel: verdict = 'taken' } = scriptOf(panel, order.service);
  if (verdict !== 'taken') return verdict;
  if (order.canceledAt === null) panel.book.cancel(order.id, panel.now());
  return 1;
}

function refillAnswer(panel: Panel, params: Params): unknown {
  const one = (id: string): unknown => {
    const order = panel.book.orders.get(Number(id));
    if (!order) return MISS;
    const { refill = 'done' } = scriptOf(panel, order.service);
    return typeof refill === 'object' ? refill : panel.book.refill(order.id, panel.now()).id;
  };
  if (params['orders'] !== undefined) {
    return rows(params['orders'], (id) => ({ order: asId(id), refill: one(id) }));
  }
  const answer = one(params['order'] ?? '');
  return typeof answer === 'number' ? { refill: String(answer) } : answer;
}

function refillStatusAnswer(panel: Panel, params: Params): unknown {
  const one = (id: string): unknown => {
    const refill = panel.book.refills.get(Number(id));
    if (!refill) return { error: 'Refill not found' };
    const order = panel.book.orders.get(refill.order);
    if (panel.now() < refill.at + REFILL_MS) return 'In progress';
    const script = order ? scriptOf(panel, order.service) : {};
    return script.refill === 'rejected' ? 'Rejected' : 'Completed';
  };
  if (params['refills'] !== undefined) {
    return rows(params['refills'], (id) => ({ refill: asId(id), status: one(id) }));
  }
  const answer = one(params['refill'] ?? '');
  return typeof answer === 'string' ? { status: answer } : answer;
}

function oneOrMany(params: Params, name: string, answer: (id: string) => unknown): unknown {
  const many = params[`${name}s`];
  if (many === undefined) return answer(params[name] ?? '');
  return Object.fromEntries(listOf(many).map((id) => [id, answer(id)]));
}

const rows = <Row>(list: string | undefined, row: (id: string) => Row): Row[] =>
  listOf(list ?? '').map(row);

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((id) => id.trim())
    .slice(0, 100);

const asId = (id: string): number | string => (/^\d+$/.test(id) ? Number(id) : id);
