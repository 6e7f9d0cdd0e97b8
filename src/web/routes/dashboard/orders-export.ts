import { exportOrders } from 'notpanel/orders/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { FILE_KINDS, orderFile } from 'notpanel/web/server/dashboard/order-files.ts';
import { readOrdersQuery } from 'notpanel/web/server/dashboard/orders-query.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import { streamOf } from 'notpanel/web/server/stream-of.ts';
import type { LoaderArgs } from '../../page.ts';

const TYPES = { csv: 'text/csv', json: 'application/json' } as const;

/** The orders that the list's address asks for, all of them, as a file. */
export function loader({ request, context }: LoaderArgs): Response {
  const page = pageOf(context);
  const { app } = page;
  const visitor = signedIn(page);
  const params = new URL(request.url).searchParams;
  const kind = FILE_KINDS.find((one) => one === params.get('format')) ?? 'csv';
  const { query } = readOrdersQuery(params, visitor.timeZone);
  const orders = exportOrders(app, visitor.accountId, query);
  const day = new Date(app.clock.now()).toISOString().slice(0, 10);
  return new Response(streamOf(orderFile(kind, orders, app.currency)), {
    headers: {
      'content-type': `${TYPES[kind]}; charset=utf-8`,
      'content-disposition': `attachment; filename="orders-${day}.${kind}"`,
    },
  });
}
