import { AppError } from '#lib/errors.ts';
import { perApp, type App } from '#platform/app.ts';
import { readMigrations } from '#platform/db/migrate.ts';
import { writing } from '#platform/db/statement.ts';

const KEPT_MS = 1_000; // anybody may ask, and each answer costs a transaction

/** Refuses with `unavailable` unless orders can be taken; the message says why not. */
export const checkReadiness = (app: App): Promise<void> => memory(app)();

const memory = perApp((app) => {
  let checkedAt = -Infinity;
  let answer: Promise<void> = Promise.resolve();
  return () => {
    const now = performance.now();
    if (now - checkedAt >= KEPT_MS) {
      checkedAt = now;
      answer = check(app);
    }
    return answer;
  };
});

type Found = { safe: boolean; migrations: string[] };

// An id for the transaction is only given where writing is possible.
const LOOK = writing<Found>(
  'readiness',
  `select pg_current_xact_id() is not null
      and current_setting('fsync') <> 'off'
      and current_setting('full_page_writes') <> 'off'
      and current_setting('synchronous_commit') <> 'off' as safe,
      array(select name from migrations) as migrations`,
);

async function check(app: App): Promise<void> {
  const wanted = await readMigrations();
  const [found] = await app.transact((tx) => tx.run(LOOK));
  if (!found?.safe) throw new AppError('unavailable', 'the settings of the database are unsafe');
  const missing = wanted.find(({ name }) => !found.migrations.includes(name));
  if (missing) throw new AppError('unavailable', `the migration ${missing.name} is missing`);
}
