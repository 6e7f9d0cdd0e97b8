import { AppError } from '#lib/errors.ts';
import { writing } from '../db/statement.ts';
import type { Tx } from '../db/types.ts';

const RETRY = writing<{ id: bigint }>(
  'queue-retry-job',
  `select id from graphile_worker.reschedule_jobs(array[$1::bigint], run_at := now(), attempts := 0)`,
);

/**
 * Has a job tried at once and with all its attempts, also one that used them up. Refuses with
 * `not_found` one that is done or runs now.
 */
export async function retryJob(tx: Tx, id: bigint): Promise<void> {
  const retried = await tx.run(RETRY, [id]);
  if (retried.length === 0) throw new AppError('not_found', `job ${id} is done, or runs now`);
}
