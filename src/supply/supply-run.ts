import type { SupplyRunKind } from '#platform/db/schema.ts';
import type { Tx } from '#platform/db/types.ts';

export type { SupplyRunKind };

/** What was done at once, by whom. */
export async function beginRun(
  tx: Tx,
  run: { providerId: number | null; kind: SupplyRunKind; actor: string; at: Date; undoes?: number },
): Promise<number> {
  const { id } = await tx
    .insertInto('supply_runs')
    .values({
      provider_id: run.providerId,
      kind: run.kind,
      actor: run.actor.slice(0, 100),
      started_at: run.at,
      undoes: run.undoes ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function endRun(
  tx: Tx,
  id: number,
  end: { at: Date; offers?: number; changed?: number; held?: number; error?: string },
): Promise<void> {
  await tx
    .updateTable('supply_runs')
    .set({
      finished_at: end.at,
      offers: end.offers ?? 0,
      changed: end.changed ?? 0,
      held: end.held ?? 0,
      error: end.error?.slice(0, 500) ?? null,
    })
    .where('id', '=', id)
    .execute();
}
