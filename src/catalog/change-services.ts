import { notify } from '#platform/db/notify.ts';
import type { Tx } from '#platform/db/types.ts';
import { recordServiceChanges, type ChangeCause } from './record-service-changes.ts';
import { lockStates, readStates, type ServiceState } from './service-state.ts';

/**
 * Locks services, lets `write` change them, and records what it changed. `write` is given those
 * that exist, as they are. Says how many changed.
 */
export async function changeServices(
  tx: Tx,
  ids: readonly number[],
  cause: ChangeCause,
  write: (before: ReadonlyMap<number, ServiceState>) => Promise<void>,
): Promise<number> {
  if (ids.length === 0) return 0;
  const before = await lockStates(tx, ids);
  await write(new Map(before.map((state) => [state.id, state])));
  const changed = await recordServiceChanges(tx, before, await readStates(tx, ids), cause);
  if (changed > 0) await notify(tx, 'catalog', 'changes');
  return changed;
}
