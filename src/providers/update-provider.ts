import { AppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import { notify } from '#platform/db/notify.ts';
import type { ProvidersTable } from '#platform/db/schema.ts';
import type { Updateable } from 'kysely';
import { refusalOf } from './settings.ts';

/** Writes and tells every process. Refuses `not_found`, `invalid_parameter`, `conflict` (name). */
export async function updateProvider(
  app: App,
  id: number,
  columns: Updateable<ProvidersTable>,
): Promise<void> {
  if (Object.keys(columns).length === 0) {
    throw new AppError('invalid_parameter', 'say what should change');
  }
  try {
    await app.transact(async (tx) => {
      const changed = await tx
        .updateTable('providers')
        .set(columns)
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst();
      if (!changed) throw new AppError('not_found', `there is no provider ${id}`);
      await notify(tx, 'providers', id);
    });
  } catch (error) {
    throw refusalOf(error);
  }
}
