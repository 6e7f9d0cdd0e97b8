import { AppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import { notify } from '#platform/db/notify.ts';
import type { ProvidersTable } from '#platform/db/schema.ts';
import { writing } from '#platform/db/statement.ts';
import type { Updateable } from 'kysely';
import { refusalOf } from './settings.ts';

// What attempts cost until now is reckoned back by the rate that was.
const KEEP_FIRST = writing(
  'provider-rate-first',
  `insert into provider_exchange_rates (provider_id, since, exchange_rate)
   select id, '-infinity', exchange_rate from providers p where id = $1
     and not exists (select from provider_exchange_rates r where r.provider_id = p.id)`,
);
const KEEP = writing(
  'provider-rate-keep',
  `insert into provider_exchange_rates (provider_id, since, exchange_rate) values ($1, $2, $3)
   on conflict (provider_id, since) do update set exchange_rate = excluded.exchange_rate`,
);

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
      const { exchange_rate: rate } = columns;
      if (rate !== undefined) await tx.run(KEEP_FIRST, [id]);
      const changed = await tx
        .updateTable('providers')
        .set(columns)
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst();
      if (!changed) throw new AppError('not_found', `there is no provider ${id}`);
      if (rate !== undefined) await tx.run(KEEP, [id, new Date(app.clock.now()), rate]);
      await notify(tx, 'providers', id);
    });
  } catch (error) {
    throw refusalOf(error);
  }
}
