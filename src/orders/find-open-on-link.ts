import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import { guardLink, isWebLink } from './link.ts';
import { SHOWN, type OrderStatus, type ShownStatus } from './order.ts';

/** An order of the account that is under way for the same target. */
export type OpenOnLink = { orderId: number; serviceId: number; status: ShownStatus };

type Row = { orderId: number; serviceId: number; status: OrderStatus; link: string };

const MOST = 100; // of one account, open at once, for links with one path

// By the index of states: what is open of one account is few beside what ended. Hosts have other
// spellings than a path has, so that the path alone is looked for here.
const FIND = reading<Row>(
  'orders-open-on-link',
  `select id as "orderId", service_id as "serviceId", status, link from orders
   where account_id = $1
     and status in ('pending', 'submitting', 'unknown', 'processing', 'in_progress')
     and kind in ('single', 'drip_feed') and position($2::text in link) > 0
   order by (service_id = $3::int) desc, id desc limit ${MOST}`,
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
  const wanted = guardLink(link);
  const path = new URL(link).pathname.replace(/\/+$/, '');
  const rows = await db.rows(FIND, [accountId, path, serviceId]);
  const found = rows.find((row) => isWebLink(row.link) && guardLink(row.link) === wanted);
  if (!found) return undefined;
  const { orderId, status } = found;
  return { orderId, serviceId: found.serviceId, status: SHOWN[status] };
}
