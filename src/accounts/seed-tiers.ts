import { parseMoney } from '#lib/money.ts';
import type { Tx } from '#platform/db/types.ts';
import { listTiers } from './list-tiers.ts';

const TIERS = [
  // One script with two or three keys at their default of 100 a minute each.
  { name: 'Standard', reached_at: '0', requests_per_minute: 300, discount_bp: 0 },
  // A small panel: its customers order through us, and it polls statuses in batches of 100.
  { name: 'Reseller', reached_at: '500', requests_per_minute: 1_200, discount_bp: 300 },
  // Ten calls a second per key for all ten keys; 7 % leaves a margin on usual provider prices.
  { name: 'Agency', reached_at: '5000', requests_per_minute: 6_000, discount_bp: 700 },
];

/** Brings Standard, Reseller and Agency to a shop that has no tiers; never touches existing ones. */
export async function seedTiers(tx: Tx): Promise<void> {
  if ((await listTiers(tx)).length > 0) return;
  await tx
    .insertInto('tiers')
    .values(TIERS.map((tier) => ({ ...tier, reached_at: parseMoney(tier.reached_at) })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
