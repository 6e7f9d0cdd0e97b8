import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { changesBetween } from './service-change.ts';
import type { ServiceState } from './service-state.ts';

/** Who changed it, and why; the reason of a hold is the service's own. */
export type ChangeCause = {
  source: string;
  reason?: string | undefined;
  runId?: number | undefined;
  /** Those that are held because their provider sells them no more. */
  vanished?: ReadonlySet<number>;
};

const WRITE = writing(
  'catalog.write-service-changes',
  `insert into service_changes (service_id, kind, before, after, reason, source, run_id)
   select given."serviceId", given.kind, given.before, given.after, given.reason, $2, $3
   from jsonb_to_recordset($1::jsonb) as given (
     "serviceId" int, kind service_change_kind, before jsonb, after jsonb, reason text)`,
);

const MOST_CHARACTERS = 500; // of service_changes_reason_is_short

/**
 * Writes what became of services for the feed and the customers' webhooks, in the transaction of
 * the change: a row per kind of change. Says how many services changed.
 */
export async function recordServiceChanges(
  tx: Tx,
  before: readonly ServiceState[],
  after: readonly ServiceState[],
  cause: ChangeCause,
): Promise<number> {
  const known = new Map(before.map((state) => [state.id, state]));
  const rows = after.flatMap((state) =>
    changesBetween(known.get(state.id), state).map((change) => {
      const vanished = change.kind === 'held' && cause.vanished?.has(state.id);
      const reason = change.kind === 'held' ? state.heldReason : cause.reason;
      return {
        ...change,
        kind: vanished ? 'vanished' : change.kind,
        reason: reason?.slice(0, MOST_CHARACTERS) ?? null,
      };
    }),
  );
  if (rows.length > 0) {
    const source = cause.source.slice(0, 100);
    await tx.run(WRITE, [JSON.stringify(rows), source, cause.runId ?? null]);
  }
  return new Set(rows.map((row) => row.serviceId)).size;
}
