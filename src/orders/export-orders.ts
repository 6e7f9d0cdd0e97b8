import type { App } from '#platform/app.ts';
import { listOrders, type ListedOrder } from './list-orders.ts';
import type { OrderQuery } from './order-query.ts';

const AT_A_TIME = 1_000;

/** Reads all orders of an account that pass a query, page by page as fast as they are taken. */
export async function* exportOrders(
  app: App,
  accountId: number,
  query: OrderQuery,
): AsyncGenerator<readonly ListedOrder[]> {
  let after: number | undefined;
  for (;;) {
    const page = await listOrders(app, accountId, { query, size: AT_A_TIME, after });
    if (page.orders.length > 0) yield page.orders;
    const next = page.hasOlder ? page.orders.at(-1)?.id : (page.lookedDownTo ?? undefined);
    if (next === undefined) return;
    after = next;
  }
}
