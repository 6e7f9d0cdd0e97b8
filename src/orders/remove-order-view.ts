import { AppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';

/** Forgets a saved search of an account. Refuses `not_found`, also for another's. */
export async function removeOrderView(app: App, accountId: number, id: number): Promise<void> {
  const gone = await app.transact((tx) =>
    tx
      .deleteFrom('order_views')
      .where('id', '=', id)
      .where('account_id', '=', accountId)
      .returning('id')
      .executeTakeFirst(),
  );
  if (!gone) throw new AppError('not_found', 'there is no such view');
}
