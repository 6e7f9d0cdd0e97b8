import {
  advanceOrders,
  lockOrders,
  settleOrders,
  takeFollowed,
  type FollowedOrder,
} from '#orders/index.ts';
import { momentOf, type App, type Moment } from '#platform/app.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { adapterOf, type Provider, type Refusal, type ReportedStatus } from '#providers/index.ts';
import { findProviderOrders } from './find-provider-orders.ts';
import { followSubscription } from './follow-subscription.ts';
import { readReport, type Reading } from './read-report.ts';

const BATCH = 100; // ids a call, the de-facto limit
const MARGIN_MS = 15_000; // after the call's own time limit another worker may ask

// Said once, however often the provider repeats it.
const QUARANTINE = writing(
  'orders-quarantine',
  `insert into order_events (order_id, account_id, type, source, data)
   select o.id, o.account_id, 'order.quarantined', $3, jsonb_build_object('note', q.note)
   from unnest($1::int[], $2::text[]) as q (order_id, note) join orders o on o.id = q.order_id
   where not exists (
     select from order_events e where e.order_id = o.id and e.type = 'order.quarantined'
       and e.data ->> 'note' = q.note)`,
);

/**
 * Asks one provider about up to 100 of its orders that are due and writes down what it says,
 * forward only. Answers how many were asked about.
 */
export async function followOrders(app: App, provider: Provider): Promise<number> {
  const now = new Date(app.clock.now());
  const orders = await app.transact((tx) =>
    takeFollowed(tx, {
      providerId: provider.id,
      limit: BATCH,
      now,
      askedAgainAt: new Date(now.getTime() + provider.timeoutMs + MARGIN_MS),
    }),
  );
  if (orders.length === 0) return 0;
  const names = await findProviderOrders(
    app.db,
    orders.map((one) => one.id),
  );
  if (names.size === 0) return orders.length;
  const answer = await adapterOf(app, provider).statuses([...new Set(names.values())]);
  if (!answer.ok) {
    app.log.warn({ provider: provider.id, why: answer.error }, 'statuses could not be read');
    return orders.length;
  }
  const reportOf = (order: FollowedOrder) => answer.value.get(names.get(order.id) ?? '');
  const plain = orders.filter((one) => one.kind !== 'subscription');
  await app.transact((tx) => record(tx, provider, plain, reportOf, momentOf(app)));
  for (const order of orders) {
    if (order.kind !== 'subscription') continue;
    await followSubscription(app, provider, order, reportOf(order));
  }
  return orders.length;
}

async function record(
  tx: Tx,
  provider: Provider,
  orders: readonly FollowedOrder[],
  reportOf: (order: FollowedOrder) => ReportedStatus | Refusal | undefined,
  moment: Moment,
): Promise<void> {
  const source = `provider:${provider.id}`;
  const readings = orders.map((order) => ({
    order,
    ...readReport(order, reportOf(order), { source, ...moment }),
  }));
  await lockOrders(
    tx,
    orders.map((one) => one.id),
  );
  await advanceOrders(
    tx,
    readings.flatMap((one) => one.progress ?? []),
  );
  await quarantine(tx, readings, source);
  await settleOrders(
    tx,
    readings.flatMap((one) => one.ending ?? []),
    moment.now,
  );
}

async function quarantine(
  tx: Tx,
  readings: readonly (Reading & { order: FollowedOrder })[],
  source: string,
): Promise<void> {
  const odd = readings.filter((one) => one.odd !== null);
  if (odd.length === 0) return;
  await tx.run(QUARANTINE, [
    odd.map((one) => one.order.id),
    odd.map((one) => one.odd?.slice(0, 300)),
    source,
  ]);
}
