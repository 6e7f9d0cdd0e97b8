import { displayAmount, type DisplayRate } from 'notpanel/lib/display-amount.ts';
import { formatMoney } from 'notpanel/lib/money.ts';
import { watchOrders, type WatchedOrder } from 'notpanel/orders/index.ts';
import { displayRates } from 'notpanel/storefront/index.ts';
import { pageOf, type Page } from 'notpanel/web/server/context.ts';
import { readLiveQuery } from 'notpanel/web/server/dashboard/live-query.ts';
import { liveStreams } from 'notpanel/web/server/dashboard/live-streams.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import { formatAmount, formatCount } from '../../numbers.ts';
import type { LoaderArgs } from '../../page.ts';
import { textOf } from '../../text.ts';
import { ORDER_STATES } from '../../ui/order-status.tsx';
import { statusLook } from '../../ui/status.tsx';

/**
 * Server-sent events of whoever is signed in: `order`, how an order that the page shows looks now, in
 * the visitor's language, and `placed`, that there are orders which it does not show.
 */
export async function loader({ request, context }: LoaderArgs): Promise<Response> {
  const page = pageOf(context);
  const { app, preferences } = page;
  const visitor = signedIn(page);
  // A HEAD has no body that would be read, and so none that would be ended.
  if (request.method !== 'GET')
    return new Response(null, { status: 405, headers: { allow: 'GET' } });
  const { ids, since } = readLiveQuery(request);
  const rates = await displayRates(app);
  const display = rates.find(({ currency }) => currency === preferences.currency);
  const body = liveStreams(app)(visitor, (send) =>
    watchOrders(app, {
      ...{ accountId: visitor.accountId, ids, since },
      tell({ orders, placed, isStale, cursor: id }) {
        for (const one of orders) send({ name: 'order', id, data: wordsOf(page, one, display) });
        if (placed.length > 0 || isStale) send({ name: 'placed', id, data: { orders: placed } });
      },
    }),
  );
  if (!body) return new Response(null, { status: 429, headers: { 'retry-after': '60' } });
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' },
  });
}

function wordsOf(page: Page, order: WatchedOrder, display: DisplayRate | undefined) {
  const { locale, site } = page;
  const { status, quantity, remains, charge } = order;
  const state = ORDER_STATES[status];
  const delivered = quantity - remains;
  return {
    order: order.id,
    state: status,
    status: textOf(locale, 'orders')(`state.${status}`),
    look: statusLook(state),
    isRunning: state === 'running',
    share: delivered,
    delivered: formatCount(locale, delivered),
    remains: formatCount(locale, remains),
    charge: formatAmount(locale, formatMoney(charge), site.currency),
    about: display && `≈ ${formatAmount(locale, displayAmount(charge, display), display.currency)}`,
  };
}
