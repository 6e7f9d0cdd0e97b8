import type { App } from '#platform/app.ts';
import { reading, writing } from '#platform/db/statement.ts';
import { stateAfter, type Probe } from './status.ts';

const WRITE = writing<{ xid: string }>('status-write', 'select pg_current_xact_id()::text as xid');
const READ = reading<{ committed: boolean }>(
  'status-read',
  `select pg_xact_status($1::xid8) = 'committed' as committed`,
);

/** Commits a transaction and reads on another connection that it is there; the time is that of both. */
export async function probeDatabase(app: App): Promise<Probe> {
  const started = performance.now();
  try {
    const [written] = await app.transact((tx) => tx.run(WRITE));
    const [read] = await app.db.rows(READ, [written?.xid]);
    const tookMs = Math.round(performance.now() - started);
    const state = read?.committed ? stateAfter('database', tookMs) : 'down';
    return { component: 'database', state, tookMs };
  } catch (error) {
    app.log.debug({ err: (error as Error).message }, 'the probe of the database failed');
    return { component: 'database', state: 'down', tookMs: null };
  }
}
