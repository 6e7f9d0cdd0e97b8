import { AppError } from '#lib/errors.ts';
import { asRate } from '#lib/money.ts';
import { violatedConstraint } from '#platform/db/postgres-errors.ts';
import type { Tx } from '#platform/db/types.ts';
import { findProvider } from '#providers/index.ts';
import type { PriceRule } from './price-rule.ts';

export type NewPriceRule = Pick<PriceRule, 'markupBp'> &
  Partial<Omit<PriceRule, 'id' | 'markupBp'>>;

const ZERO_RATE = asRate(0n);
const ONE_MICRO = asRate(1n);

/**
 * Sets a rule in place of the one for the same provider, category and band of costs. It applies to
 * imports and to costs that change from now on. Refuses `not_found` (the provider) and
 * `invalid_parameter`.
 */
export async function setPriceRule(tx: Tx, rule: NewPriceRule): Promise<{ id: number }> {
  const { providerId = null, category = null, costFrom = ZERO_RATE, costTo = null } = rule;
  if (providerId !== null) await findProvider(tx, providerId);
  await tx
    .deleteFrom('price_rules')
    .where('provider_id', 'is not distinct from', providerId)
    .where('category', 'is not distinct from', category)
    .where('cost_from', '=', costFrom)
    .where('cost_to', 'is not distinct from', costTo)
    .execute();
  try {
    return await tx
      .insertInto('price_rules')
      .values({
        provider_id: providerId,
        category,
        cost_from: costFrom,
        cost_to: costTo,
        markup_bp: rule.markupBp,
        extra: rule.extra ?? ZERO_RATE,
        round_to: rule.roundTo ?? ONE_MICRO,
        floor: rule.floor ?? ZERO_RATE,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
  } catch (error) {
    const broken = violatedConstraint(error);
    if (broken) throw new AppError('invalid_parameter', broken.replaceAll('_', ' '));
    throw error;
  }
}
