import { sql } from 'kysely';
import { AppError } from '#lib/errors.ts';
import { notify } from '#platform/db/notify.ts';
import type { Tx } from '#platform/db/types.ts';

/** Puts a service on sale or takes it off. Orders that exist go on. Refuses `service_not_found`. */
export async function setServiceActive(tx: Tx, id: number, active: boolean): Promise<void> {
  const changed = await tx
    .updateTable('services')
    .set({ active, updated_at: sql`now()` })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  if (!changed) throw new AppError('service_not_found', `there is no service ${id}`);
  await notify(tx, 'catalog', id);
}
