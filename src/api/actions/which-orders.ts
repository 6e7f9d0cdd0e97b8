import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { id, ids } from '#lib/params/field-kinds.ts';

/** How `status`, `refill` and `cancel` are told which orders are meant. */
export const whichOrders = z.object({
  order: id('One order.', 'ord_').optional(),
  orders: ids('Up to 100 orders with commas between them, in place of `order`.', 'ord_').optional(),
});

export const orderNotFound = (): AppError =>
  new AppError('order_not_found', 'Order not found', { parameter: 'order' });
