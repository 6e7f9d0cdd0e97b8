import type { Db } from '#platform/db/types.ts';
import type { TaxRule } from './tax.ts';

/** In force until the operator says another. */
const NO_TAX: TaxRule = { name: 'Tax', rateBp: 0, reverseCountries: [] };

export type SetTaxRule = TaxRule & { setAt: Date; setBy: string };

/** The rule that documents of this moment are issued under. */
export async function readTaxRule(db: Db): Promise<TaxRule> {
  const [newest] = await listTaxRules(db, 1);
  return newest ?? NO_TAX;
}

/** The rules there have been, the one in force first. */
export async function listTaxRules(db: Db, limit = 50): Promise<SetTaxRule[]> {
  const rows = await db
    .selectFrom('tax_rules')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    name: row.name,
    rateBp: row.rate_bp,
    reverseCountries: row.reverse_countries,
    setAt: row.set_at,
    setBy: row.set_by,
  }));
}
