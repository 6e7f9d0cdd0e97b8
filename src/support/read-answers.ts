import { numbers } from '#platform/db/array-literal.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

const BODIES = reading<{ body: string }>(
  'support.answers',
  `select body from ticket_messages where id = any ($1::bigint[]) and author = 'operator' order by id`,
);

/** What operators said in these messages, oldest first. */
export async function readAnswers(db: Db, messageIds: readonly number[]): Promise<string[]> {
  return (await db.rows(BODIES, [numbers(messageIds)])).map(({ body }) => body);
}
