import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '../log.ts';

export type OpenPool = {
  readonly pool: pg.Pool;
  /** Resolves once every connection is closed, so that the server may be stopped after it. */
  end(): Promise<void>;
};

const LONGEST_CLOSE_MS = 2_000; // a server that does not answer must not hold up a stop

/** A pool that survives the loss of its connections. pg's own `end` does not wait for them. */
export function openPool(config: pg.PoolConfig, log: Log): OpenPool {
  const pool = new pg.Pool(config);
  let open = 0;
  const closed = Promise.withResolvers<void>();
  const report = (error: Error) =>
    log.warn({ err: error.message }, 'a database connection was lost');
  pool.on('error', report);
  pool.on('connect', (client) => {
    open++;
    // A checked-out client that loses its connection emits too, and would end the process.
    client.on('error', report);
  });
  pool.on('remove', () => {
    open--;
    if (open === 0 && pool.ending) closed.resolve();
  });
  return {
    pool,
    async end() {
      await pool.end();
      if (open === 0) return;
      await Promise.race([closed.promise, delay(LONGEST_CLOSE_MS, undefined, { ref: false })]);
    },
  };
}
