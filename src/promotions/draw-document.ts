import { formatMoney } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import type { DrawDocument } from './draw.ts';
import { termsOf } from './draw-terms.ts';
import { SCHEME } from './giveaway.ts';
import { readGiveaway } from './list-giveaways.ts';

/** Everything that a stranger needs to check a draw, as far as it is known; `not_found` without. */
export async function drawDocument(app: App, id: number): Promise<DrawDocument> {
  const giveaway = await readGiveaway(app, id);
  // Later than the giveaway: the list may have grown since, and is cut to what was counted.
  const entries = await app.db
    .selectFrom('giveaway_entries')
    .select('ticket')
    .where('giveaway_id', '=', id)
    .where('number', '<=', giveaway.entries)
    .execute();
  const { beacon, beaconRound: round, drawn } = giveaway;
  return {
    scheme: SCHEME,
    commitment: giveaway.commitment,
    terms: termsOf(giveaway, app.currency),
    rules: giveaway.rules,
    state: giveaway.state,
    closed_at: giveaway.closedAt?.toISOString() ?? null,
    count: giveaway.entries,
    list_sha256: giveaway.listHash,
    tickets: entries.map(({ ticket }) => ticket).sort(),
    beacon: beacon && round !== null ? { round, ...beacon } : null,
    seed: drawn?.seed ?? null,
    salt: drawn?.salt ?? null,
    winners: giveaway.winners.map(({ place, amount, ticket }) => ({
      place,
      ticket,
      prize: formatMoney(amount),
    })),
  };
}
