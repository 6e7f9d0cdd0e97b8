import { numbers } from '#platform/db/array-literal.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import { isNewsEvent, NEWS, NEWS_EVENTS, type NewsEvent, type Ways } from './event.ts';

type Row = { account_id: number; event: string; in_app: boolean; mail: Ways['mail'] };

const CHOSEN = reading<Row>(
  'notification-ways',
  `select account_id, event, in_app, mail from notification_preferences
   where account_id = any ($1::int[])`,
);

/** How each of these accounts wants to be told of each event. */
export async function readWays(
  db: Db,
  accountIds: readonly number[],
): Promise<(accountId: number, event: NewsEvent) => Ways> {
  const rows = await db.rows(CHOSEN, [numbers(new Set(accountIds))]);
  const chosen = new Map(rows.map((row) => [`${row.account_id} ${row.event}`, row]));
  return (accountId, event) => {
    const { usual, locked } = NEWS[event];
    const row = chosen.get(`${accountId} ${event}`);
    return locked || !row ? usual : { inApp: row.in_app, mail: row.mail };
  };
}

/** The same of one account, for its own page. */
export async function readPreferences(db: Db, accountId: number): Promise<Map<NewsEvent, Ways>> {
  const waysOf = await readWays(db, [accountId]);
  return new Map(NEWS_EVENTS.filter(isNewsEvent).map((event) => [event, waysOf(accountId, event)]));
}
