import type { ServiceType } from '#catalog/index.ts';
import type { Json, OrderKind } from '#platform/db/schema.ts';
import { reading, writing } from '#platform/db/statement.ts';
import type { Db, Tx } from '#platform/db/types.ts';
import type { SubscriptionDraft } from './draft-order.ts';

export type Claim = { providerId: number; limit: number; now: Date; leaseUntil: Date };

/** What a provider is told about an order, and what its attempt is filed under. */
export type ClaimedOrder = {
  id: number;
  accountId: number;
  serviceId: number;
  type: ServiceType;
  kind: OrderKind;
  quantity: number;
  link: string;
  details: Json | null;
  createdAt: Date;
  subscription: SubscriptionDraft | null;
};

type Row = [
  id: number,
  accountId: number,
  serviceId: number,
  type: ServiceType,
  kind: OrderKind,
  quantity: number,
  link: string,
  details: Json | null,
  createdAt: Date,
];

const COLUMNS = `o.id, o.account_id, o.service_id,
  (select s.type from services s where s.id = o.service_id), o.kind, o.quantity, o.link, o.details,
  o.created_at`;

// A wish to cancel may be on an order that came back from a provider it never reached.
const CLAIM = writing<Row>(
  'orders-claim',
  `with due as materialized (
     select id from orders o
     where provider_id = $1 and status = 'pending' and due_at <= $2
       and not exists (select from cancel_wishes w where w.order_id = o.id)
     order by due_at, id limit $3 for update skip locked
   )
   update orders o set status = 'submitting', due_at = $4 from due where o.id = due.id
   returning ${COLUMNS}`,
  { asArrays: true },
);

const READ = reading<Row>(
  'orders-to-send',
  `select ${COLUMNS} from orders o where o.id = any ($1::int[])`,
  { asArrays: true },
);

/**
 * Takes due orders of one provider from `pending` to `submitting`, oldest first; no two workers
 * get the same one. Past `leaseUntil` an order counts as abandoned.
 */
export async function claimOrders(tx: Tx, claim: Claim): Promise<ClaimedOrder[]> {
  const { providerId, now, limit, leaseUntil } = claim;
  return asClaimed(tx, await tx.run(CLAIM, [providerId, now, limit, leaseUntil]));
}

/** What a provider was told of these orders. */
export const readClaimed = async (db: Db, orderIds: readonly number[]): Promise<ClaimedOrder[]> =>
  asClaimed(db, await db.rows(READ, [orderIds]));

async function asClaimed(db: Db, rows: readonly Row[]): Promise<ClaimedOrder[]> {
  const standing = rows.filter((row) => row[4] === 'subscription').map((row) => row[0]);
  const subscriptions = await subscriptionsOf(db, standing);
  return rows
    .map(([id, accountId, serviceId, type, kind, quantity, link, details, createdAt]) => ({
      id,
      accountId,
      serviceId,
      type,
      kind,
      quantity,
      link,
      details,
      createdAt,
      subscription: subscriptions.get(id) ?? null,
    }))
    .sort((a, b) => a.id - b.id);
}

async function subscriptionsOf(
  db: Db,
  ids: readonly number[],
): Promise<Map<number, SubscriptionDraft>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('subscriptions')
    .selectAll()
    .where('order_id', 'in', ids)
    .execute();
  return new Map(
    rows.map((row) => [
      row.order_id,
      {
        username: row.username,
        min: row.min,
        max: row.max,
        delayMinutes: row.delay_minutes,
        posts: row.posts,
        oldPosts: row.old_posts,
        expiresOn: row.expires_on,
      },
    ]),
  );
}
