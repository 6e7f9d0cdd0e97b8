import { AppError, type ErrorCode } from '#lib/errors.ts';
import { numbers } from '#platform/db/array-literal.ts';
import { reading, writing, type ReadStatement } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import type { TicketLink, TicketLinks } from './ticket.ts';

const OWN: Readonly<Record<TicketLink, ReadStatement<{ own: boolean }>>> = {
  order: reading(
    'support.own-orders',
    'select true as own from orders where id = any ($2::bigint[]) and account_id = $1',
  ),
  payment: reading(
    'support.own-payments',
    'select true as own from payments where id = any ($2::bigint[]) and account_id = $1',
  ),
  delivery: reading(
    'support.own-deliveries',
    `select true as own from webhook_deliveries d join webhook_endpoints e on e.id = d.endpoint_id
     where d.id = any ($2::bigint[]) and e.account_id = $1`,
  ),
};

const LINK = writing(
  'support.link',
  `insert into ticket_links (ticket_id, kind, target)
   select $1, $2, * from unnest($3::bigint[]) on conflict do nothing`,
);

const REFUSAL: Readonly<Record<TicketLink, ErrorCode>> = {
  order: 'order_not_found',
  payment: 'not_found',
  delivery: 'not_found',
};

/**
 * Says what a ticket is about. Refuses `order_not_found`, and `not_found` for a payment or a delivery,
 * with the parameter, where one is not the account's: nothing tells those of others from none.
 */
export async function linkTicket(
  tx: Tx,
  { ticketId, accountId, links }: { ticketId: bigint; accountId: number; links: TicketLinks },
): Promise<void> {
  for (const kind of Object.keys(OWN) as TicketLink[]) {
    const wanted = [...new Set(links[kind])];
    if (wanted.length === 0) continue;
    const found = await tx.rows(OWN[kind], [accountId, numbers(wanted)]);
    if (found.length < wanted.length) {
      throw new AppError(REFUSAL[kind], `You have no such ${kind}`, { parameter: kind });
    }
    await tx.run(LINK, [ticketId, kind, numbers(wanted)]);
  }
}
