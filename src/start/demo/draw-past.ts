import type { Service } from '#catalog/index.ts';
import { seededRandom } from '#lib/seeded-random.ts';

/** An order of the demo's past, as it would have gone. */
export type PastOrder = {
  /** Places in the lists of buyers and services. */
  buyer: number;
  service: number;
  quantity: number;
  remains: number;
  status: 'completed' | 'partial' | 'canceled';
  /** Milliseconds before now. */
  placedAgo: number;
  /** Milliseconds after it was placed. */
  accepted: number;
  started: number;
  finished: number;
};

export const PAST_ORDERS = 1_500; // enough for every figure of the site, and inserted in 0.2 s
export const PAST_BUYERS = 28;
export const PAST_DAYS = 30;

const DAY_MS = 86_400_000;
const SEED = 20_261_123;
const PARTIAL = 0.06;
const CANCELED = 0.03;
const LONGEST_MS = 3 * DAY_MS;
// Typical seconds to the first and to the last piece, by the place of a service's platform.
const PACES = [
  { start: 95, finish: 2_100 },
  { start: 40, finish: 700 },
  { start: 420, finish: 9_000 },
  { start: 25, finish: 260 },
  { start: 900, finish: 26_000 },
  { start: 180, finish: 4_800 },
] as const;

type Sold = Pick<Service, 'platform' | 'min' | 'max'>;

/** Draws the same past every time; the oldest order first. The first services are ordered most. */
export function drawPast(services: readonly Sold[]): PastOrder[] {
  const random = seededRandom(SEED);
  const platforms = [...new Set(services.map(({ platform }) => platform))];
  const orders = Array.from({ length: PAST_ORDERS }, () => {
    const service = Math.floor(services.length * random() ** 2.2);
    const sold = services[service] as Sold;
    const pace = PACES[platforms.indexOf(sold.platform) % PACES.length] ?? PACES[0];
    return drawOrder({ service, sold, pace }, random);
  });
  return orders.sort((a, b) => b.placedAgo - a.placedAgo);
}

type Drawn = { service: number; sold: Sold; pace: (typeof PACES)[number] };

function drawOrder({ service, sold, pace }: Drawn, random: () => number): PastOrder {
  const quantity = quantityOf(sold, random);
  const accepted = 400 + 4_000 * random();
  const started = accepted + 1_000 * around(pace.start, 0.7, random);
  const finished = Math.min(started + 1_000 * around(pace.finish, 0.8, random), LONGEST_MS);
  const fate = random();
  const status = fate < CANCELED ? 'canceled' : fate < CANCELED + PARTIAL ? 'partial' : 'completed';
  const left = Math.max(1, Math.round(quantity * (0.05 + 0.5 * random())));
  return {
    ...{ service, quantity, status, accepted, started, finished },
    buyer: Math.floor(PAST_BUYERS * random() ** 1.5),
    remains: status === 'completed' ? 0 : status === 'partial' ? left : quantity,
    placedAgo: finished + (PAST_DAYS * DAY_MS - finished) * random() ** 1.3,
  };
}

/** Round, as people order. */
function quantityOf({ min, max }: Sold, random: () => number): number {
  const wanted = 100 * 2 ** (6 * random());
  const step = wanted < 1_000 ? 50 : 250;
  return Math.min(max, Math.max(min, Math.round(wanted / step) * step));
}

/** Log-normal about `median`, as waiting times are. */
function around(median: number, spread: number, random: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return median * Math.exp(spread * normal);
}
