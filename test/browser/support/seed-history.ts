import { catalog, seedDemoCatalog, type Service } from '#catalog/index.ts';
import { followOrders, openSubmitLane } from '#fulfilment/index.ts';
import { placeOrder } from '#orders/index.ts';
import type { App } from '#platform/app.ts';
import { addProvider, findProvider, type Provider } from '#providers/index.ts';
import type { Behaviour, InMemorySimulator } from '#simulator/index.ts';
import type { MovedClock } from '#test/support/provider-desk.ts';
import { openAccount, orderOf } from '#test/support/shop.ts';

const MINUTE_MS = 60_000;
export const HISTORY_MS = 20 * 24 * 60 * MINUTE_MS;

const BUYERS = 4;
const ROUNDS = 30; // times that somebody of them orders; a figure of a service needs so many
const ARTICLES = 24; // services that are ordered at all
const A_ROUND = 10; // orders at a time
const LOOKS = 24; // at orders under way, before the next round
const LOOK_MS = 6 * MINUTE_MS;
const HALF_MS = 20 * MINUTE_MS; // of the delivery of those that are under way in the end

/**
 * The demo's catalogue, and twenty days in which some of it was ordered: completed, partial and
 * canceled ones, and in the end one of each that is not over. The clock ends at the real time.
 */
export async function seedHistory(
  app: App,
  clock: MovedClock,
  simulator: InMemorySimulator,
): Promise<{ buyers: number[]; services: Service[] }> {
  const { url, key } = simulator;
  const { id } = await addProvider(app, { name: 'Simulated', url, key });
  await app.transact((tx) => seedDemoCatalog(tx, id));
  const provider = await findProvider(app.db, id);
  const services = articlesOf([...(await catalog(app)).services.values()]);
  for (const [place, { id }] of services.entries()) simulator.script(id, behaviourOf(place));
  const buyers = await Promise.all(
    Array.from({ length: BUYERS }, () => openAccount(app, { balance: '50000' })),
  );
  for (let round = 0; round < ROUNDS; round += 1) {
    await order(app, { buyers, services, round });
    await submit(app, provider);
    for (let look = 0; look < LOOKS; look += 1) {
      clock.move(LOOK_MS);
      while ((await followOrders(app, provider)) > 0);
    }
    clock.move((HISTORY_MS - HALF_MS) / ROUNDS - LOOKS * LOOK_MS);
  }
  await leaveOpen(app, clock, simulator, { provider, buyers, services });
  clock.move(Date.now() - clock.now());
  return { buyers, services };
}

/** Spread over the platforms, so that every one of them has figures. */
function articlesOf(all: readonly Service[]): Service[] {
  const plain = all.filter(({ type, active, max }) => type === 'Default' && active && max >= 1_000);
  const step = Math.floor(plain.length / ARTICLES);
  return Array.from({ length: ARTICLES }, (_, index) => plain[index * step] as Service);
}

/** Minutes, as in a shop; one in eight stops early, one in twelve is given up. */
function behaviourOf(place: number): Behaviour {
  const pace = {
    startAfterMs: (2 + (place % 7) * 3) * MINUTE_MS,
    deliverMs: (10 + (place % 9) * 15) * MINUTE_MS,
  };
  if (place % 8 === 5) return { ...pace, stopsAt: { percent: 60, as: 'Partial' } };
  return place % 12 === 7 ? { ...pace, stopsAt: { percent: 0, as: 'Canceled' } } : pace;
}

type Round = { buyers: readonly number[]; services: readonly Service[]; round: number };

async function order(app: App, { buyers, services, round }: Round): Promise<void> {
  const commands = Array.from({ length: A_ROUND }, (_, index) => {
    const place = round * A_ROUND + index;
    const service = services[place % services.length] as Service;
    const quantity = Math.min(service.max, Math.max(service.min, 100 * (1 + (place % 20))));
    const link = `https://example.com/post/${place}`;
    return orderOf(buyers[place % buyers.length] as number, service, { link, quantity });
  });
  await Promise.all(commands.map((command) => placeOrder(app, command)));
}

async function submit(app: App, provider: Provider): Promise<void> {
  const lane = openSubmitLane(app, provider, { worker: 'seed' });
  while ((await lane.fill()) > 0) await lane.free();
  await lane.quiet();
}

type Shop = { provider: Provider; buyers: readonly number[]; services: readonly Service[] };

/** In progress, in doubt, and waiting. */
async function leaveOpen(
  app: App,
  clock: MovedClock,
  simulator: InMemorySimulator,
  { provider, buyers, services }: Shop,
): Promise<void> {
  const ofRound = (round: number) => order(app, { buyers, services, round });
  for (const { id } of services) {
    simulator.script(id, { startAfterMs: MINUTE_MS, deliverMs: 2 * HALF_MS });
  }
  await ofRound(ROUNDS);
  await submit(app, provider);
  clock.move(HALF_MS);
  while ((await followOrders(app, provider)) > 0);
  simulator.faults([{ share: 1, actions: ['add'], fault: { answer: 'reset', accepts: true } }]);
  await ofRound(ROUNDS + 1);
  await submit(app, provider);
  simulator.faults([]);
  await ofRound(ROUNDS + 2);
}
