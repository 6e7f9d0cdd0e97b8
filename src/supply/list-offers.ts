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

/** All that a provider was ever seen to offer, in its own order of categories and numbers. */
export async function listOffers(db: Db, providerId: number): Promise<StoredOffer[]> {
  const rows = await db
    .selectFrom('provider_offers')
    .selectAll()
    .where('provider_id', '=', providerId)
    .execute();
  return rows
    .map(({ provider_id: _, first_seen_at, seen_at, missing_since, quote, ...row }) => ({
      ...row,
      quote: asRate(quote),
      firstSeenAt: first_seen_at,
      seenAt: seen_at,
      missingSince: missing_since,
    }))
    .sort((a, b) => byText(a.category, b.category) || byText(a.service, b.service));
}

const collator = new Intl.Collator('en', { numeric: true });
const byText = (a: string, b: string): number => collator.compare(a, b);
