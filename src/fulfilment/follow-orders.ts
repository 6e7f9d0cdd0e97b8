import {
  advanceOrders,
  isFinal,
  lockOrders,
  planLooks,
  settleOrders,
  takeFollowed,
  unfollowOrders,
  type FollowedOrder,
} from '#orders/index.ts';
import { momentOf, type App, type Moment } from '#platform/app.ts';
import { logNotices, type Notice } from '#platform/notices/index.ts';
import type { Tx } from '#platform/db/types.ts';
import { adapterOf, type Provider, type Refusal, type ReportedStatus } from '#providers/index.ts';
import { findProviderOrders } from './find-provider-orders.ts';
import { nextLookAt, type Speed } from './follow-interval.ts';
import { followSubscription } from './follow-subscription.ts';
import { quarantineReports } from './quarantine-reports.ts';
import { readPace, type ReadPace } from './read-pace.ts';
import { readReport, type Reading } from './read-report.ts';
import { readSpeeds } from './read-speeds.ts';
import { recordCharges } from './record-charges.ts';

type Report = ReportedStatus | Refusal | undefined;
type ReportOf = (order: FollowedOrder) => Report;

const UNKNOWN_SPEED: Speed = { startMs: null, finishMs: null };
const SPREAD_MS = 10_000; // so that what failed together is not asked together again

/**
 * Asks one provider about a list of its orders that are due and writes down what it says, forward
 * only. Answers how many were asked about: none while the provider rests after a failed call.
 */
export async function followOrders(app: App, provider: Provider): Promise<number> {
  const pace = readPace(app, provider.id, 'status');
  if (!pace.free()) return 0;
  const limit = pace.sized(provider.statusBatch);
  const orders = await app.transact((tx) => take(tx, provider, limit, momentOf(app)));
  if (orders.length === 0) return 0;
  const names = await findProviderOrders(
    app.db,
    orders.map((one) => one.id),
  );
  if (names.size === 0) return orders.length;
  const answer = await adapterOf(app, provider).statuses([...new Set(names.values())]);
  pace.heard(answer, names.size);
  if (!answer.ok) {
    app.log.warn({ provider: provider.id, why: answer.error }, 'statuses could not be read');
    await putBack(app, orders, pace);
    return orders.length;
  }
  const reportOf = (order: FollowedOrder) => answer.value.get(names.get(order.id) ?? '');
  await record(app, provider, orders, reportOf);
  for (const order of orders) {
    if (order.kind !== 'subscription') continue;
    await followSubscription(app, provider, order, reportOf(order));
  }
  return orders.length;
}

/**
 * Plans the next look with the one that comes: what is unchanged costs no other write, and an
 * answer that never arrives costs one interval.
 */
async function take(
  tx: Tx,
  provider: Provider,
  limit: number,
  moment: Moment,
): Promise<FollowedOrder[]> {
  const taken = await takeFollowed(tx, { providerId: provider.id, limit, now: moment.now });
  if (taken.length === 0) return [];
  const open = taken.filter((one) => !isFinal(one.status));
  const services = new Set(open.map((one) => one.serviceId));
  const speeds = await readSpeeds(tx, provider.id, [...services]);
  await planLooks(
    tx,
    open.map(({ id, serviceId, acceptedAt, started }) => {
      const speed = speeds.get(serviceId) ?? UNKNOWN_SPEED;
      const dueAt = nextLookAt({ acceptedAt, started, speed }, moment);
      return { orderId: id, dueAt, askedAt: moment.now };
    }),
  );
  const ended = taken.filter((one) => isFinal(one.status));
  await unfollowOrders(
    tx,
    ended.map((one) => one.id),
  );
  return open;
}

/** As due as before, behind those that wait already, and not all on one list again. */
const putBack = (app: App, orders: readonly FollowedOrder[], pace: ReadPace): Promise<void> =>
  app.transact((tx) =>
    planLooks(
      tx,
      orders.map(({ id, askedAt }) => {
        const dueAt = new Date(pace.freeAt.getTime() + Math.round(app.random() * SPREAD_MS));
        return { orderId: id, dueAt, askedAt };
      }),
    ),
  );

async function record(
  app: App,
  provider: Provider,
  orders: readonly FollowedOrder[],
  reportOf: ReportOf,
): Promise<void> {
  const source = `provider:${provider.id}`;
  const news = orders
    .filter((one) => one.kind !== 'subscription')
    .map((order) => ({ order, ...readReport(order, reportOf(order), source) }))
    .filter(({ progress, ending, odd }) => progress ?? ending ?? odd);
  if (news.length === 0) return;
  const notices = await app.transact((tx) =>
    write(tx, provider, news, reportOf, new Date(app.clock.now())),
  );
  logNotices(app, notices);
}

async function write(
  tx: Tx,
  provider: Provider,
  news: readonly (Reading & { order: FollowedOrder })[],
  reportOf: ReportOf,
  now: Date,
): Promise<Notice[]> {
  const moved = news.filter((one) => one.progress ?? one.ending);
  await lockOrders(
    tx,
    moved.map((one) => one.order.id),
  );
  await advanceOrders(
    tx,
    moved.flatMap((one) => one.progress ?? []),
    now,
  );
  const ended = await settleOrders(
    tx,
    moved.flatMap((one) => one.ending ?? []),
    now,
  );
  await unfollowOrders(tx, [...ended]);
  const over = moved.filter((one) => ended.has(one.order.id));
  await recordCharges(
    tx,
    over.flatMap(({ order }) => chargeOf(order.id, reportOf(order))),
  );
  const odd = news.flatMap((one) => (one.odd ? [{ orderId: one.order.id, odd: one.odd }] : []));
  return quarantineReports(tx, provider, odd, now);
}

const chargeOf = (orderId: number, report: Report) =>
  report && 'charge' in report && report.charge !== null
    ? [{ orderId, charge: report.charge }]
    : [];
