import { AppError } from '#lib/errors.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import { CALL_COLUMNS, CALLS_OF, toCall, type CallRow } from './call-row.ts';
import { partsOf, type CallDetail } from './call.ts';
import { bodiesOf } from './chunk-calls.ts';

// A call may end long after others that began later, but not after so many.
const LATER_CALLS = 1_000_000;

const CALL = reading<CallRow>(
  'request-log-call',
  `select ${CALL_COLUMNS}, k.bodies
   from request_log k cross join lateral ${CALLS_OF}
   where k.account_id = $1 and k.process = $2 and k.last_seq >= $3::bigint
     and k.last_seq <= $3::bigint + ${LATER_CALLS} and k.first_seq <= $3 and c.seq = $3
   limit 1`,
);

/** All that is kept of a call. Refuses `not_found`: another account's call is none. */
export async function readCall(db: Db, accountId: number, requestId: string): Promise<CallDetail> {
  const parts = partsOf(requestId);
  const [row] = parts ? await db.rows(CALL, [accountId, parts.process, String(parts.seq)]) : [];
  const body = row?.bodies && bodiesOf(row.bodies)[Number(row.place) - 1];
  if (!row || !body) throw new AppError('not_found', `there is no call ${requestId} in the log`);
  return { ...toCall(row), ...body };
}
