import { sql } from 'kysely';
import { AppError } from '#lib/errors.ts';
import type { Tx } from '#platform/db/types.ts';
import { changeServices } from './change-services.ts';
import type { ChangeCause } from './record-service-changes.ts';

/** Puts a service on sale or takes it off. Orders that exist go on. Refuses `service_not_found`. */
export async function setServiceActive(
  tx: Tx,
  id: number,
  active: boolean,
  cause: ChangeCause = { source: 'operator' },
): Promise<void> {
  await changeServices(tx, [id], cause, async (known) => {
    if (!known.has(id)) throw new AppError('service_not_found', `there is no service ${id}`);
    await tx
      .updateTable('services')
      .set({ active, updated_at: sql`now()` })
      .where('id', '=', id)
      .where('active', '<>', active)
      .execute();
  });
}
