import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import type { ReadAccountEvent } from './account-event.ts';

const READ = reading<ReadAccountEvent>(
  'account-events-read',
  `select id, account_id as "accountId", type, subject, data, at from account_events
   where xid >= $1::xid8 and xid < $2::xid8 order by xid, id`,
);

/** What these transactions wrote, without the last; all of them have ended. */
export const readAccountEvents = (
  db: Db,
  { fromXid, untilXid }: { fromXid: string; untilXid: string },
): Promise<ReadAccountEvent[]> => db.rows(READ, [fromXid, untilXid]);
