import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import { CALL_COLUMNS, CALLS_OF, toCall, type CallRow } from './call-row.ts';
import type { LoggedCall } from './call.ts';

// Numbers of orders grow with time, so the row that placed one is among the first that end with a
// later one: calls of a minute, however many there are.
const NEAR = 200;

const CALLS = reading<CallRow>(
  'request-log-of-order',
  `select ${CALL_COLUMNS}, null as bodies
   from (
     select * from (
       select * from request_log where account_id = $1 and last_order >= $2
       order by last_order limit ${NEAR}) near
     where first_order <= $2
     union all
     select * from request_log where account_id = $1 and repeated @> array[$2::int]
       and not coalesce(first_order <= $2 and last_order >= $2, false)
   ) k cross join lateral ${CALLS_OF}
   where c.order_id = $2
   order by at desc, c.seq desc limit 1000`,
);

/** The `add` calls that were answered with an order, the newest first: repeats, then the original. */
export async function listOrderCalls(
  db: Db,
  accountId: number,
  orderId: number,
): Promise<LoggedCall[]> {
  return (await db.rows(CALLS, [accountId, orderId])).map(toCall);
}
