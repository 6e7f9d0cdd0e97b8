import { asRate } from '#lib/money.ts';
import type { Db } from '#platform/db/types.ts';
import type { PriceRule } from './price-rule.ts';

/** All of them, as they were set. */
export async function listPriceRules(db: Db): Promise<PriceRule[]> {
  const rows = await db.selectFrom('price_rules').selectAll().orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    providerId: row.provider_id,
    category: row.category,
    costFrom: asRate(row.cost_from),
    costTo: row.cost_to === null ? null : asRate(row.cost_to),
    markupBp: row.markup_bp,
    extra: asRate(row.extra),
    roundTo: asRate(row.round_to),
    floor: asRate(row.floor),
  }));
}
