import { AppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import type { Tx } from '#platform/db/types.ts';
import { ticketOf } from './draw.ts';
import { whyIneligible, type Ineligible } from './eligibility.ts';
import { stateOf } from './giveaway.ts';

export type Entry = { giveawayId: number; accountId: number };

export type EnterOutcome =
  | { kind: 'entered' | 'already_in'; number: number; ticket: string }
  | { kind: 'refused'; why: Ineligible | 'not_open' };

/**
 * Enters an account once; again, it is answered with its first entry. Who may not enter, or comes
 * too early or too late, hears why. Refuses `not_found`.
 */
export const enterGiveaway = (app: App, entry: Entry): Promise<EnterOutcome> =>
  app.transact((tx) => enter(tx, app, entry));

async function enter(tx: Tx, app: App, { giveawayId, accountId }: Entry): Promise<EnterOutcome> {
  // Whoever enters waits here for the one before, so numbers have no gaps and closing has no race.
  const giveaway = await tx
    .selectFrom('giveaways')
    .selectAll()
    .where('id', '=', giveawayId)
    .forUpdate()
    .executeTakeFirst();
  if (!giveaway) throw new AppError('not_found', `there is no giveaway ${giveawayId}`);
  const known = await tx
    .selectFrom('giveaway_entries')
    .select(['number', 'ticket'])
    .where('giveaway_id', '=', giveawayId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  if (known) return { kind: 'already_in', ...known };
  const now = new Date(app.clock.now());
  const isOpen = stateOf(giveaway, now) === 'open' && giveaway.closed_at === null;
  if (!isOpen) return { kind: 'refused', why: 'not_open' };
  const why = await whyIneligible(tx, accountId, { minAgeDays: giveaway.min_age_days, now });
  if (why) return { kind: 'refused', why };
  const number = giveaway.entries + 1;
  const ticket = ticketOf(app.vault.open(giveaway.salt_sealed), number);
  await tx.updateTable('giveaways').set({ entries: number }).where('id', '=', giveawayId).execute();
  await tx
    .insertInto('giveaway_entries')
    .values({ giveaway_id: giveawayId, number, account_id: accountId, ticket, created_at: now })
    .execute();
  return { kind: 'entered', number, ticket };
}
