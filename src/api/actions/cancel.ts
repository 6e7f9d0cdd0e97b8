import { z } from 'zod';
import { cancelOrder } from '#orders/index.ts';
import { missingParameter, paramsReader } from '#lib/params/read-params.ts';
import { failure, orderId } from '../answers.ts';
import { ok } from '../reply.ts';
import type { Action } from './action.ts';
import { each } from './each.ts';
import { orderNotFound, whichOrders } from './which-orders.ts';

const row = z.union([
  z.object({ order: orderId, cancel: z.union([z.string(), z.literal(1), failure]) }),
  z.object({ order: orderId, error: z.string() }),
]);

const read = paramsReader(whichOrders);

export const cancel: Action = {
  name: 'cancel',
  scope: 'cancel',
  summary:
    'Asks to cancel. What no provider was asked for yet is refunded at once; for the rest the ' +
    'wish is passed on, and `status` shows what came of it.',
  params: whichOrders,
  returns: z.union([z.object({ cancel: orderId }), z.array(row)]),
  async run({ app, holder, dialect, fields }) {
    const { order, orders } = read(fields);
    const asked = orders ?? (order && [order]);
    if (!asked) throw missingParameter('order');
    const items = await each(asked, orderNotFound, async (orderId) => {
      await cancelOrder(app, holder.accountId, orderId);
      return orderId;
    });
    if (orders) return ok(items.map(dialect.cancelItem));
    return ok(dialect.cancel(items[0] as (typeof items)[number]));
  },
};
