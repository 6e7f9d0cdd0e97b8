import type { App } from '#platform/app.ts';
import { reading } from '#platform/db/statement.ts';

const WAITS = reading<{ waits: boolean }>(
  'test-somebody-waits',
  `select exists (select from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock') as waits`,
);

/** Whether any transaction of this database waits for another one now. */
export const somebodyWaits = async (app: App): Promise<boolean> =>
  (await app.db.rows(WAITS))[0]?.waits === true;
