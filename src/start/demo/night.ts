import { asRate, formatRate, type Rate } from '#lib/money.ts';
import type { Db } from '#platform/db/types.ts';

const FIRST_NIGHT_MS = 45_000; // after the shop was made: nobody waits until midnight to see it
const DAY_MS = 86_400_000;
const NIGHTS = 30; // a demo is older only by being forgotten

/** When the dearer provider changes its prices: soon after the shop was made, then every day. */
export const nightsOf = (shopMadeAt: Date): number[] =>
  Array.from(
    { length: NIGHTS },
    (_, night) => shopMadeAt.getTime() + FIRST_NIGHT_MS + night * DAY_MS,
  );

// Percent of the day before, in turn: a little more, far too much at once, less, as it was. The
// second is above what the shop lets pass by itself.
const CHANGES = [106n, 165n, 95n, 100n] as const;
const LEFT_OUT = 4; // one service in so many is not offered any more after the first night
const WHOLE = 100n;

export type NightlyPrices = {
  rate: string;
  prices: { at: number; rate: string }[];
  until?: number;
};

/** The price of one of its services, night after night; `place` is the service's on its list. */
export function nightlyPrices(cost: Rate, place: number, nights: readonly number[]): NightlyPrices {
  let now = cost as bigint;
  const prices = nights.map((at, night) => {
    now = (now * (CHANGES[(place + night) % CHANGES.length] as bigint)) / WHOLE;
    return { at, rate: formatRate(asRate(now)) };
  });
  const [first] = nights;
  const leaves = place % (LEFT_OUT * CHANGES.length) === CHANGES.length - 1;
  return {
    rate: formatRate(cost),
    prices,
    ...(leaves && first !== undefined ? { until: first } : {}),
  };
}

export async function readMadeAt(db: Db): Promise<Date> {
  const shop = await db.selectFrom('shop').select('created_at').executeTakeFirstOrThrow();
  return shop.created_at;
}
