import { AppError } from '#lib/errors.ts';
import type { Tx } from '#platform/db/types.ts';

/**
 * Keeps a service's rate from rules and syncs, or hands it to them: they set it when its cost
 * changes next. Refuses `service_not_found`.
 */
export async function setRatePinned(tx: Tx, id: number, pinned: boolean): Promise<void> {
  const found = await tx
    .updateTable('services')
    .set({ rate_pinned: pinned })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  if (!found) throw new AppError('service_not_found', `there is no service ${id}`);
}
