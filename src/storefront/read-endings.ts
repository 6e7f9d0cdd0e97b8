import { catalog, isOnSale } from '#catalog/index.ts';
import { asMoney, type Money } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { reading } from '#platform/db/statement.ts';
import { coarseAge, coarseMinutes, namesOf, type PublicName } from './anonymous.ts';
import { remember } from './remember.ts';

/** An order that ended, without anything that would tell whose it was. */
export type PublicEnding = {
  what: PublicName;
  status: 'completed' | 'partial' | 'canceled';
  quantity: number;
  delivered: number;
  /** Null where it would tell what one customer was granted: a rate of their own, a coupon. */
  refunded: Money | null;
  /** Rounded: see `coarseMinutes` and `coarseAge`. */
  tookMinutes: number;
  ageMinutes: number;
};

/** The same with what only the shop may know, for verbs of this folder. */
export type KnownEnding = PublicEnding & {
  orderId: number;
  publicPrice: boolean;
  seconds: number;
};

type Row = {
  orderId: number;
  accountId: number;
  serviceId: number;
  status: PublicEnding['status'];
  quantity: number;
  remains: number;
  refunded: bigint;
  publicPrice: boolean;
  createdAt: Date;
  finishedAt: Date;
};

const NEWEST_EVENTS = 8_000; // an order has three or four
const MOST = 2_000; // among so many a service of a large catalogue is often enough ordered

const ENDINGS = reading<Row>(
  'storefront.endings',
  `with told as materialized (
     select id, order_id, type from order_events order by id desc limit ${NEWEST_EVENTS}
   )
   select o.id as "orderId", o.account_id as "accountId", o.service_id as "serviceId", o.status,
     o.quantity, o.remains, o.refunded, o.created_at as "createdAt", o.finished_at as "finishedAt",
     o.own_rate is null and o.own_discount_bp is null and o.coupon_id is null as "publicPrice"
   from told join orders o on o.id = told.order_id
   where told.type in ('order.completed', 'order.partial', 'order.canceled', 'order.failed')
     and o.kind in ('single', 'run', 'post') and o.finished_at is not null
   order by told.id desc limit ${MOST}`,
);

/** The newest endings that may be told in public, the last one first. */
export const readEndings: (app: App) => Promise<KnownEnding[]> = remember(
  'endings',
  async (app) => {
    const { services } = await catalog(app);
    const rows = (await app.db.rows(ENDINGS)).flatMap((row) => {
      const service = services.get(row.serviceId);
      return service ? [{ row, service: { ...service, onSale: isOnSale(service) } }] : [];
    });
    const names = namesOf(rows.map(({ row: { accountId }, service }) => ({ accountId, service })));
    const now = app.clock.now();
    return rows.flatMap(({ row }, at) => {
      const what = names[at];
      return what ? [endingOf(row, what, now)] : [];
    });
  },
);

function endingOf(row: Row, what: PublicName, now: number): KnownEnding {
  const { orderId, status, quantity, remains, refunded, publicPrice } = row;
  const tookMs = row.finishedAt.getTime() - row.createdAt.getTime();
  return {
    what,
    ...{ orderId, status, quantity, publicPrice },
    delivered: status === 'canceled' ? 0 : quantity - remains,
    refunded: publicPrice ? asMoney(refunded) : null,
    seconds: Math.max(0, tookMs / 1_000),
    tookMinutes: coarseMinutes(tookMs),
    ageMinutes: coarseAge(now - row.finishedAt.getTime()),
  };
}
