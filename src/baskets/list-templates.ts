import type { Db } from '#platform/db/types.ts';
import { templateOf, type OrderTemplate } from './template.ts';

/** The account's templates, by name. */
export async function listTemplates(db: Db, accountId: number): Promise<OrderTemplate[]> {
  const rows = await db
    .selectFrom('order_templates')
    .select(['id', 'name', 'service_id', 'fields'])
    .where('account_id', '=', accountId)
    .orderBy('name')
    .execute();
  return rows.map(templateOf);
}
