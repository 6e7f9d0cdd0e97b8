import { asRate, parseRate, type Rate } from '#lib/money.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

export type PriceStep = { readonly at: Date; readonly rate: Rate };

/** The public price of a service over time. */
export type PriceHistory = {
  /** From the first price that is known on, each until the next; never empty. */
  readonly steps: readonly PriceStep[];
  readonly least: Rate;
  readonly most: Rate;
};

type Row = { before: string | null; after: string; at: Date };

const MOST_STEPS = 200; // a page shows them all

const CHANGES = reading<Row>(
  'storefront.price-changes',
  `select before->>'rate' as before, after->>'rate' as after, at from service_changes
   where service_id = $1 and kind in ('new', 'rate_up', 'rate_down')
   order by id desc limit ${MOST_STEPS}`,
);
const OFFERED = reading<{ at: Date; rate: bigint }>(
  'storefront.offered-since',
  'select created_at as at, rate from services where id = $1',
);

/** The newest 200 prices that a service had, as they were recorded. Undefined: no such service. */
export async function readPriceHistory(
  db: Db,
  serviceId: number,
): Promise<PriceHistory | undefined> {
  const [[offered], changes] = await Promise.all([
    db.rows(OFFERED, [serviceId]),
    db.rows(CHANGES, [serviceId]),
  ]);
  if (!offered) return undefined;
  const recorded = changes.toReversed().map(({ after, at }) => ({ at, rate: parseRate(after) }));
  const oldest = changes.at(-1);
  const isWhole = changes.length < MOST_STEPS;
  const first = oldest?.before == null ? undefined : parseRate(oldest.before);
  const steps = [
    // A service from before changes were recorded has had the price that the first one replaced.
    ...(isWhole && first !== undefined && oldest && offered.at < oldest.at
      ? [{ at: offered.at, rate: first }]
      : []),
    ...(recorded.length === 0 ? [{ at: offered.at, rate: asRate(offered.rate) }] : recorded),
  ];
  const rates = steps.map(({ rate }) => rate);
  return {
    steps,
    least: rates.reduce((least, rate) => (rate < least ? rate : least)),
    most: rates.reduce((most, rate) => (rate > most ? rate : most)),
  };
}
