import { AppError } from '#lib/errors.ts';
import { actorName, type Actor } from '#platform/app.ts';
import type { Tx } from '#platform/db/types.ts';
import type { TaxRule } from './tax.ts';
import { isCountry } from './country.ts';

export type TaxRuleChange = TaxRule & { actor: Actor; now: Date };

/**
 * Sets the rule for documents from now on; those that are issued keep theirs. Refuses
 * `invalid_parameter`.
 */
export async function setTaxRule(tx: Tx, change: TaxRuleChange): Promise<void> {
  const { name, rateBp, reverseCountries, actor, now } = change;
  if (name.trim() === '' || name.length > 20) refuse('the name has 1 to 20 characters');
  if (!Number.isInteger(rateBp) || rateBp < 0 || rateBp > 10_000) {
    refuse('the rate is between 0 and 100 percent');
  }
  const unknown = reverseCountries.find((code) => !isCountry(code));
  if (unknown !== undefined) refuse(`${unknown} is no country: use two letters of ISO 3166`);
  await tx
    .insertInto('tax_rules')
    .values({
      name: name.trim(),
      rate_bp: rateBp,
      reverse_countries: [...new Set(reverseCountries)].toSorted(),
      set_at: now,
      set_by: actorName(actor),
    })
    .execute();
}

function refuse(why: string): never {
  throw new AppError('invalid_parameter', why);
}
