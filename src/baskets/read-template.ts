import { AppError } from '#lib/errors.ts';
import type { Db } from '#platform/db/types.ts';
import { templateOf, type OrderTemplate } from './template.ts';

/** One template of the account. Refuses `not_found`, for another's as well. */
export async function readTemplate(
  db: Db,
  { accountId, id }: { accountId: number; id: number },
): Promise<OrderTemplate> {
  const row = await db
    .selectFrom('order_templates')
    .select(['id', 'name', 'service_id', 'fields'])
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new AppError('not_found', 'there is no such template');
  return templateOf(row);
}
