import type { App } from '#platform/app.ts';
import type { PublicEnding } from './read-endings.ts';
import { readEndings } from './read-endings.ts';

/** How long the orders of one platform took: one number of seconds an order, rounded. */
export type PlatformSpread = {
  platform: string;
  orders: { seconds: number; status: PublicEnding['status'] }[];
  medianS: number;
};

export type Feed = {
  /** The last endings, the newest first. */
  last: PublicEnding[];
  /** The same and those before them, by platform; the platform with most orders first. */
  spread: PlatformSpread[];
};

const SHOWN = 8;
const DOTS = 600; // more would only lie on each other
const PLATFORMS = 6;
const LEAST = 5; // a row of fewer dots says nothing

/** What the shop delivered last, told so that nobody can be recognised. */
export async function readFeed(app: App): Promise<Feed> {
  const endings = await readEndings(app);
  return {
    last: endings.slice(0, SHOWN).map(asPublic),
    spread: spreadOf(endings.slice(0, DOTS).filter(({ status }) => status !== 'canceled')),
  };
}

/** Only what is listed here leaves the folder. */
export const asPublic = (ending: PublicEnding): PublicEnding => {
  const { what, status, quantity, delivered, refunded, tookMinutes, ageMinutes } = ending;
  return { what, status, quantity, delivered, refunded, tookMinutes, ageMinutes };
};

function spreadOf(endings: readonly (PublicEnding & { seconds: number })[]): PlatformSpread[] {
  const platforms = new Map<string, PlatformSpread['orders']>();
  for (const { what, seconds, status } of endings) {
    const orders = platforms.get(what.platform) ?? [];
    orders.push({ seconds: rounded(seconds), status });
    platforms.set(what.platform, orders);
  }
  return [...platforms]
    .filter(([, orders]) => orders.length >= LEAST)
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, PLATFORMS)
    .map(([platform, orders]) => {
      const sorted = orders.toSorted((a, b) => a.seconds - b.seconds);
      return { platform, orders: sorted, medianS: medianOf(sorted.map((one) => one.seconds)) };
    });
}

/** To two digits: a dot on a chart is no time of day. */
const rounded = (seconds: number): number => Number(Math.max(1, seconds).toPrecision(2));

function medianOf(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
