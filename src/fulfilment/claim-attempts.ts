import { chooseRoute, costOf, routesOf, type Route } from '#catalog/index.ts';
import { claimOrders, giveOrders, type ClaimedOrder } from '#orders/index.ts';
import { momentOf, type App, type Moment } from '#platform/app.ts';
import { numbers } from '#platform/db/array-literal.ts';
import { reading, writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import type { OrderToSend, Provider } from '#providers/index.ts';
import { findRoutesLeft } from './find-routes-left.ts';
import { orderToSend } from './order-to-send.ts';

/** One try to place an order at a provider, on record before its first byte is sent. */
export type Attempt = {
  id: bigint;
  number: number;
  orderId: number;
  orderedAt: Date;
  toSend: OrderToSend;
  /** Not to be sent any more from here on: soon it counts as abandoned. */
  sendBefore: Date;
};

const INSERT = writing<[id: bigint, orderId: number, number: number]>(
  'attempts-insert',
  `insert into attempts
     (order_id, provider_id, number, worker, provider_service, cost, started_at, lease_until)
   select c.order_id, $1, coalesce(
       (select max(number) from attempts a where a.order_id = c.order_id), 0) + 1,
     $2, c.provider_service, nullif(c.cost, -1), $3, $4
   from unnest($5::int[], $6::text[], $7::bigint[]) as c (order_id, provider_service, cost)
   returning id, order_id, number`,
  { asArrays: true },
);

// Two lanes of one provider, in two processes or while its settings change, take turns.
const TURN = reading('provider-turn', 'select pg_advisory_xact_lock($1, $2)');

const ALONE = reading<[alone: boolean]>(
  'attempts-alone',
  `select not exists (
     select from attempts a where a.provider_id = $1 and a.outcome is null
   ) and not exists (
     select from attempts a where a.provider_id = $1 and a.outcome in ('unknown', 'unclassified')
       and a.balance_before is not null and a.balance_after is null and a.finished_at > $2
   )`,
  { asArrays: true },
);

const LEASE_MARGIN_MS = 20_000; // to write the outcome down, after the call's own time limit
const SENT_BEFORE_MS = 5_000; // of the margin that is not used up by waiting to be sent
const BALANCE_PATIENCE_MS = 10 * 60_000; // one that cannot be asked for must not stop the shop
const SERIAL_LOCK = 7_165_004;
const LARGEST_COST = 2n ** 63n - 1n; // a bigint column

/** Until when a call that begins now is surely over and written down; past it, it was abandoned. */
export const leaseFrom = (now: Date, { timeoutMs }: Provider): Date =>
  new Date(now.getTime() + timeoutMs + LEASE_MARGIN_MS);

/** Takes up to `limit` due orders of a provider and records an attempt for each, in one commit. */
export async function claimAttempts(
  app: App,
  provider: Provider,
  { worker, limit }: { worker: string; limit: number },
): Promise<Attempt[]> {
  const { now, random } = momentOf(app);
  const leaseUntil = leaseFrom(now, provider);
  return app.transact(async (tx) => {
    if (provider.balanceEvidence && !(await isAlone(tx, provider, now))) return [];
    const orders = await claimOrders(tx, { providerId: provider.id, limit, now, leaseUntil });
    if (orders.length === 0) return [];
    const routes = await routesOf(tx, [...new Set(orders.map((one) => one.serviceId))]);
    const sendable = orders.flatMap((order) => {
      const route = routes.get(order.serviceId)?.find((one) => one.providerId === provider.id);
      return route ? [{ order, route }] : [];
    });
    const sent = new Set(sendable.map((one) => one.order));
    const stray = orders.filter((order) => !sent.has(order));
    await giveAway(tx, stray, routes, { now, random });
    if (sendable.length === 0) return [];
    const rows = await tx.runLast(INSERT, [
      provider.id,
      worker,
      now,
      leaseUntil,
      numbers(sendable.map((one) => one.order.id)),
      sendable.map((one) => one.route.providerService),
      numbers(sendable.map(({ order, route }) => costOfOrder(order, route) ?? -1n)),
    ]);
    const attempts = new Map(rows.map(([id, orderId, number]) => [orderId, { id, number }]));
    const sendBefore = new Date(now.getTime() + LEASE_MARGIN_MS - SENT_BEFORE_MS);
    return sendable.map(({ order, route }) => ({
      ...(attempts.get(order.id) as { id: bigint; number: number }),
      orderId: order.id,
      orderedAt: order.createdAt,
      toSend: orderToSend(order, route.providerService),
      sendBefore,
    }));
  });
}

async function isAlone(tx: Tx, provider: Provider, now: Date): Promise<boolean> {
  const askedSince = new Date(now.getTime() - BALANCE_PATIENCE_MS);
  const [, [row]] = await Promise.all([
    tx.rows(TURN, [SERIAL_LOCK, provider.id]),
    tx.rows(ALONE, [provider.id, askedSince]),
  ]);
  return row?.[0] === true;
}

/**
 * A standing order costs by its posts. Panels quote fantastic prices for what they sell no more:
 * one that no column holds must not keep all other orders from being claimed.
 */
function costOfOrder(order: ClaimedOrder, route: Route): bigint | null {
  const cost = order.quantity === 0 ? null : costOf(route, order.quantity);
  return cost !== null && cost <= LARGEST_COST ? cost : null;
}

/** Their route was taken away since. Who refused one, or takes more than it brings, comes last. */
async function giveAway(
  tx: Tx,
  orders: readonly ClaimedOrder[],
  routes: ReadonlyMap<number, readonly Route[]>,
  { now, random }: Moment,
): Promise<void> {
  if (orders.length === 0) return;
  const ids = orders.map((order) => order.id);
  const left = await findRoutesLeft(tx, ids, now);
  const nextOf = ({ id, serviceId }: ClaimedOrder) => {
    const { routes: paid, tried } = left.of(id);
    const open = paid.filter((route) => tried.get(route.providerId)?.refused !== true);
    return chooseRoute(open, random) ?? chooseRoute(routes.get(serviceId) ?? [], random);
  };
  await giveOrders(
    tx,
    orders.map((order) => ({ orderId: order.id, providerId: nextOf(order)?.providerId ?? null })),
  );
}
