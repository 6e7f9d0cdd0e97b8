import { sql } from 'kysely';
import { asRate } from '#lib/money.ts';
import type { Db } from '#platform/db/types.ts';
import type { Offer } from '#providers/index.ts';

/** What a provider offered when it was asked last. */
export type StoredOffer = Offer & {
  firstSeenAt: Date;
  seenAt: Date;
  /** Null: it is still in the list. */
  missingSince: Date | null;
};

/** All that a provider was ever seen to offer, by category and number. */
export async function listOffers(db: Db, providerId: number): Promise<StoredOffer[]> {
  const rows = await db
    .selectFrom('provider_offers')
    .selectAll()
    .where('provider_id', '=', providerId)
    .orderBy('category')
    .orderBy(sql`length(service)`)
    .orderBy('service')
    .execute();
  return rows.map(({ provider_id: _, first_seen_at, seen_at, missing_since, quote, ...row }) => ({
    ...row,
    quote: asRate(quote),
    firstSeenAt: first_seen_at,
    seenAt: seen_at,
    missingSince: missing_since,
  }));
}
