import { writing } from './statement.ts';
import type { Tx } from './types.ts';

const NOTIFY = writing('notify', `select pg_notify('notpanel', $1)`);

/**
 * Tells every process, when the transaction commits. Never inside order transactions: NOTIFY
 * takes a lock that all committing transactions would queue for.
 */
export async function notify(tx: Tx, topic: string, payload: string | number): Promise<void> {
  await tx.run(NOTIFY, [`${topic}:${payload}`]);
}
