import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import { isWebLink, spellingsOf } from './link.ts';
import { SHOWN, type OrderStatus, type ShownStatus } from './order.ts';

/** An order of the account that is under way for the same target. */
export type OpenOnLink = { orderId: number; serviceId: number; status: ShownStatus };

// By the index of states: what is open of one account is few beside what ended.
const FIND = reading<{ orderId: number; serviceId: number; status: OrderStatus }>(
  'orders-open-on-link',
  `select id as "orderId", service_id as "serviceId", status from orders
   where account_id = $1 and link = any ($2::text[])
     and status in ('pending', 'submitting', 'unknown', 'processing', 'in_progress')
     and kind in ('single', 'drip_feed')
   order by (service_id = $3::int) desc, id desc limit 1`,
);

/**
 * The open order of the account whose link leads to the same place, that of the same service
 * first. It is there to be told before the click; what a service refuses, placing refuses.
 */
export async function findOpenOnLink(
  db: Db,
  { accountId, serviceId, link }: { accountId: number; serviceId: number; link: string },
): Promise<OpenOnLink | undefined> {
  if (!isWebLink(link)) return undefined;
  const [found] = await db.rows(FIND, [accountId, spellingsOf(link), serviceId]);
  return found && { ...found, status: SHOWN[found.status] };
}
