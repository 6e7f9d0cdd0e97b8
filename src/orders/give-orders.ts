import { numbers } from '#platform/db/array-literal.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

/** Who is to get a waiting order; null: nobody for now. */
export type Gift = { orderId: number; providerId: number | null };

const GIVE = writing<[id: number]>(
  'orders-give',
  `update orders o set provider_id = nullif(g.provider_id, 0), status = 'pending',
     due_at = case when o.status = 'pending' then o.due_at else o.created_at end
   from unnest($1::int[], $2::int[]) as g (order_id, provider_id)
   where o.id = g.order_id and o.status in ('pending', 'submitting')
   returning o.id`,
  { asArrays: true },
);

/**
 * Gives orders that no provider has to another one. The caller holds their rows, and has not
 * recorded an attempt of those that it claimed.
 */
export async function giveOrders(tx: Tx, gifts: readonly Gift[]): Promise<void> {
  if (gifts.length === 0) return;
  const sorted = [...gifts].sort((a, b) => a.orderId - b.orderId);
  await tx.run(GIVE, [
    numbers(sorted.map((one) => one.orderId)),
    numbers(sorted.map((one) => one.providerId ?? 0)),
  ]);
}
