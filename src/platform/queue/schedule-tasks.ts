import type { Tx } from '../db/types.ts';

/** From now on these tasks can be missed; those that were known before stay so. */
export async function scheduleTasks(tx: Tx, tasks: readonly string[], now: Date): Promise<void> {
  if (tasks.length === 0) return;
  await tx
    .insertInto('scheduled_tasks')
    .values(tasks.map((task) => ({ task, known_since: now })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
