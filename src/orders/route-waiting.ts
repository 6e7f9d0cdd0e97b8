import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

const ROUTE = writing(
  'orders-route-waiting',
  `update orders o set provider_id = (
     select r.provider_id from service_routes r where r.service_id = o.service_id
     order by r.priority, r.provider_id limit 1)
   where o.status = 'pending' and o.provider_id is null and o.kind <> 'drip_feed'
     and exists (select from service_routes r where r.service_id = o.service_id)`,
);

/** Gives a provider to orders that were placed while their service had none. */
export async function routeWaiting(tx: Tx): Promise<void> {
  await tx.run(ROUTE);
}
