import { Logger, runMigrations } from 'graphile-worker';

export const QUEUE_SCHEMA = 'graphile_worker';

/** Brings graphile-worker's own tables to its release, as the migrating role. */
export async function migrateQueue(ownerUrl: string): Promise<void> {
  await runMigrations({
    connectionString: ownerUrl,
    schema: QUEUE_SCHEMA,
    logger: new Logger(() => () => {}),
  });
}
