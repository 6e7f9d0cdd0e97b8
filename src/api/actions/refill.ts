import { z } from 'zod';
import { requestRefill } from '#refills/index.ts';
import { missingParameter, paramsReader } from '#lib/params/read-params.ts';
import { failure, orderId } from '../answers.ts';
import { ok } from '../reply.ts';
import type { Action } from './action.ts';
import { each } from './each.ts';
import { orderNotFound, whichOrders } from './which-orders.ts';

const row = z.union([
  z.object({ order: orderId, refill: z.union([z.string(), z.int(), failure]) }),
  z.object({ order: orderId, error: z.string() }),
]);

const read = paramsReader(whichOrders);

export const refill: Action = {
  name: 'refill',
  scope: 'refill',
  summary:
    'Asks for the refill of a delivered order within its guarantee. While one is pending, a ' +
    'repeat answers the same refill.',
  params: whichOrders,
  returns: z.union([z.object({ refill: z.string() }), z.array(row)]),
  async run({ app, holder, dialect, fields }) {
    const { order, orders } = read(fields);
    const request = (orderId: number) => requestRefill(app, holder.accountId, orderId);
    if (orders) return ok((await each(orders, orderNotFound, request)).map(dialect.refillItem));
    if (!order) throw missingParameter('order');
    return ok(dialect.refill(await request(order.id as number)));
  },
};
