import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import type { Offer } from '#providers/index.ts';

const AT_ONCE = 1_000; // a few hundred kilobytes of JSON

const WRITE = writing(
  'supply.write-offers',
  `insert into provider_offers (provider_id, service, name, type, category, quote, min, max,
     refill, cancel, dripfeed, first_seen_at, seen_at)
   select $1, given.*, $3, $3 from jsonb_to_recordset($2::jsonb) as given (
     service text, name text, type text, category text, quote bigint, min bigint, max bigint,
     refill boolean, cancel boolean, dripfeed boolean)
   on conflict (provider_id, service) do update set
     name = excluded.name, type = excluded.type, category = excluded.category,
     quote = excluded.quote, min = excluded.min, max = excluded.max, refill = excluded.refill,
     cancel = excluded.cancel, dripfeed = excluded.dripfeed, seen_at = excluded.seen_at,
     missing_since = null`,
);
const MISS = writing(
  'supply.miss-offers',
  `update provider_offers set missing_since = $2
   where provider_id = $1 and seen_at < $2 and missing_since is null`,
);

/** Keeps what a provider offers. `isWhole`: what is not in the list is missing from now on. */
export async function storeOffers(
  tx: Tx,
  providerId: number,
  offers: readonly Offer[],
  { now, isWhole }: { now: Date; isWhole: boolean },
): Promise<void> {
  for (let from = 0; from < offers.length; from += AT_ONCE) {
    const rows = offers.slice(from, from + AT_ONCE).map(({ quote, min, max, ...offer }) => ({
      ...offer,
      quote: String(quote),
      min: String(min),
      max: String(max),
    }));
    await tx.run(WRITE, [providerId, JSON.stringify(rows), now]);
  }
  if (isWhole) await tx.run(MISS, [providerId, now]);
}
