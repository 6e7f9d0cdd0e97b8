import { AppError } from '#lib/errors.ts';
import { parseMoney } from '#lib/money.ts';
import { actorName, type Actor, type App } from '#platform/app.ts';
import { violatedConstraint } from '#platform/db/postgres-errors.ts';
import { readRules, toRules, type AffiliateRules } from './rules.ts';

export type RulesChange = Partial<Omit<AffiliateRules, 'id'>>;

/** What a shop begins with that says no more than that there is a programme. */
const FIRST: Omit<AffiliateRules, 'id'> = {
  active: true,
  percentBp: 500, // of the field's customary 2 to 10 %
  firstOnly: false,
  months: 12,
  minimumPayout: parseMoney('10'),
  holdDays: 30, // most card charge-backs that come at all come later; refunds asked for do not
  windowDays: 30,
};

/**
 * Changes the rules for sign-ups from now on; those that were bound keep theirs, except for the
 * minimum of a payout. Refuses `invalid_parameter` out of range.
 */
export async function setRules(
  app: App,
  change: RulesChange,
  actor: Actor,
): Promise<AffiliateRules> {
  return app.transact(async (tx) => {
    const rules = { ...FIRST, ...(await readRules(tx)), ...change };
    const row = await tx
      .insertInto('affiliate_rules')
      .values({
        active: rules.active,
        percent_bp: rules.percentBp,
        first_only: rules.firstOnly,
        months: rules.months,
        minimum_payout: rules.minimumPayout,
        hold_days: rules.holdDays,
        window_days: rules.windowDays,
        set_at: new Date(app.clock.now()),
        set_by: actorName(actor),
      })
      .returningAll()
      .executeTakeFirstOrThrow()
      .catch((error: unknown) => {
        const constraint = violatedConstraint(error);
        if (constraint === undefined) throw error;
        throw new AppError('invalid_parameter', `out of range: ${constraint}`);
      });
    return toRules(row);
  });
}
