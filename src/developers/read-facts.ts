import { listTiers } from '#accounts/index.ts';
import { catalog, catalogNow } from '#catalog/index.ts';
import { formatMoney } from '#lib/money.ts';
import { perApp, type App } from '#platform/app.ts';
import type { Facts } from './page.ts';

export type Shop = { readonly panelUrl: string; readonly release: string };

const KEPT_MS = 5_000; // a page view must not be a query; tiers change once in months

/** What the pages say of this shop. Remembered for a few seconds. */
export async function readFacts(app: App, { panelUrl, release }: Shop): Promise<Facts> {
  return { panelUrl: panelUrl.replace(/\/+$/, ''), release, ...(await memory(app)()) };
}

type Read = Omit<Facts, keyof Shop>;

const memory = perApp((app) => {
  let known: Promise<Read> | undefined;
  let readAt = -Infinity;
  return (): Promise<Read> => {
    const now = performance.now();
    if (known && now - readAt < KEPT_MS) return known;
    readAt = now;
    const reading = read(app);
    reading.catch(() => (known = undefined));
    return (known = reading);
  };
});

async function read(app: App): Promise<Read> {
  const tiers = await listTiers(app.db);
  const { list } = catalogNow(app) ?? (await catalog(app));
  const ordinary = list.find(({ type }) => type === 'Default');
  return {
    currency: app.currency,
    tiers: tiers.map(({ name, reachedAt, requestsPerMinute, discountBp }) => ({
      ...{ name, requestsPerMinute },
      reachedAt: formatMoney(reachedAt),
      discountPercent: percentOf(discountBp),
    })),
    service: ordinary
      ? { id: ordinary.id, quantity: clamp(EXAMPLE.quantity, ordinary.min, ordinary.max) }
      : EXAMPLE,
  };
}

/** What stands in the samples of a shop that sells nothing yet. */
const EXAMPLE = { id: 1, quantity: 1_000 };

const clamp = (value: number, least: number, most: number): number =>
  Math.min(Math.max(value, least), most);

/** 350 basis points are `3.5 %`. */
const percentOf = (basisPoints: number): string => `${basisPoints / 100} %`;
