import { z } from 'zod';
import { formatMoney } from '#lib/money.ts';
import { readStatuses, type OrderView } from '#orders/index.ts';
import { decimal, digits, failure, orderId } from '../answers.ts';
import type { Dialect } from '../dialects/dialect.ts';
import type { AskedId } from '#lib/params/ids.ts';
import { missingParameter, paramsReader } from '#lib/params/read-params.ts';
import { ok } from '../reply.ts';
import type { Action, ActionCall } from './action.ts';
import { orderNotFound, whichOrders } from './which-orders.ts';

const oneStatus = z.object({
  status: z.string().meta({ description: 'One of the words below.' }),
  charge: decimal.meta({
    description:
      'What the order costs as things stand: after a partial delivery, what is left of it.',
  }),
  start_count: digits.meta({
    description: 'Where the counter stood at the start; `0` until known.',
  }),
  remains: digits.meta({ description: 'Pieces not delivered yet, or never when it has ended.' }),
  currency: z.string().meta({ description: 'ISO code of the currency of `charge`.' }),
  runs: digits.optional().meta({ description: 'Of a drip-feed: runs in all.' }),
  posts: digits.optional().meta({
    description:
      'Of a subscription: the posts it is for; without that limit, those ordered so far.',
  }),
  expiry: z.string().nullable().optional().meta({
    description: 'Of a subscription: its last day as d/m/Y, or null.',
  }),
  orders: z.array(orderId).optional().meta({
    description: 'Of a drip-feed or a subscription: the orders that it placed.',
  }),
});

const read = paramsReader(whichOrders);

export const status: Action = {
  name: 'status',
  scope: 'read',
  summary: 'Where one order stands, or up to 100 of them by their ids.',
  params: whichOrders,
  returns: z.union([oneStatus, z.record(z.string(), z.union([oneStatus, failure]))]),
  async run(call) {
    const { order, orders } = read(call.fields);
    if (orders) return ok(await statusOfMany(call, orders));
    if (!order) throw missingParameter('order');
    const [view] = await readStatuses(call.app, call.holder.accountId, [order.id as number]);
    if (!view) throw orderNotFound();
    return ok(shown(view, call));
  },
};

/** Keyed by the ids as the caller wrote them; one asked for twice has one answer. */
async function statusOfMany(call: ActionCall, asked: readonly AskedId[]): Promise<object> {
  const known = asked.flatMap((one) => one.id ?? []);
  const views = await readStatuses(call.app, call.holder.accountId, known);
  const byId = new Map(known.map((number, index) => [number, views[index]]));
  const miss = { error: call.dialect.errors.order_not_found.text(orderNotFound()) };
  // No prototype: `__proto__` is an id like any other that nobody has.
  const answer = Object.create(null) as Record<string, object>;
  for (const { text, id: number } of asked) {
    const view = number === undefined ? undefined : byId.get(number);
    answer[text] = view ? shown(view, call) : miss;
  }
  return answer;
}

function shown(view: OrderView, { app, dialect }: ActionCall): object {
  const { subscription, charge, startCount, remains, runs, orders } = view;
  return {
    status: dialect.word(subscription?.status ?? view.status),
    charge: formatMoney(charge),
    start_count: String(startCount ?? 0),
    remains: String(remains),
    currency: app.currency,
    ...(runs !== undefined && { runs: String(runs) }),
    ...(subscription && {
      posts: String(subscription.posts),
      expiry: dayMonthYear(subscription.expiresOn),
    }),
    ...(orders && { orders: ordersOf(orders, dialect) }),
  };
}

const ordersOf = (orders: readonly number[], dialect: Dialect) => orders.map(dialect.orderId);

const dayMonthYear = (day: string | null): string | null =>
  day === null ? null : day.split('-').reverse().join('/');
