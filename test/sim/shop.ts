import { listServices, routeServices, type Service } from '#catalog/index.ts';
import { createCoupon } from '#coupons/index.ts';
import type { Clock } from '#lib/clock.ts';
import { asMoney, asRate, formatRate } from '#lib/money.ts';
import type { Post } from '#platform/http/index.ts';
import { setOwnRate } from '#pricing/index.ts';
import { addProvider, listProviders, type Provider } from '#providers/index.ts';
import type { TestApp } from '#test/support/database.ts';
import { addService, openAccount } from '#test/support/shop.ts';
import { addEndpoint, EVENTS } from '#webhooks/index.ts';
import type { Chance } from './chance.ts';
import { openProvider } from './provider-world.ts';
import type { Provider as WorldProvider } from './provider.ts';
import { openReceiver, type Receiver } from './receivers.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
const EPOCH_MS = Date.UTC(2030, 0, 7); // any day, the same in every run

export type Buyer = {
  id: number;
  tierBp: number;
  /** By service. */
  own: ReadonlyMap<number, { rate: bigint } | { discountBp: number }>;
};
export type Coupon = {
  id: number;
  code: string;
  discountBp: number | null;
  amount: bigint | null;
  minimum: bigint;
  maxUses: number | null;
  maxUsesPerAccount: number | null;
};

/** What the seed chose: who buys what from whom. */
export type Shop = {
  app: TestApp;
  clock: Clock & { at: number };
  buyers: Buyer[];
  services: Service[];
  /** The services that somebody delivers. */
  delivered: Set<number>;
  coupons: Coupon[];
  receivers: Receiver[];
  /** Ours and theirs, by our number. */
  providers: { ours: Provider; theirs: WorldProvider }[];
};

/** Where a shop stands: a clock that the run moves, and servers of others in memory. */
export type Place = {
  clock: Clock & { at: number };
  post: Post;
  servers: Map<string, { post: Post }>;
};

export function openPlace(): Place {
  const clock = { at: EPOCH_MS, now: () => clock.at };
  const servers = new Map<string, { post: Post }>();
  const post: Post = async (request) => {
    const there = servers.get(request.url.hostname);
    return there ? there.post(request) : { kind: 'never_sent', error: 'ENOTFOUND' };
  };
  return { clock, post, servers };
}

/** Opens a shop as the seed has it; nothing in it is real but Postgres. */
export async function openShop(app: TestApp, place: Place, chance: Chance): Promise<Shop> {
  const providers = await openProviders(app, place, chance);
  const { services, delivered } = await openServices(app, chance, providers);
  const buyers = await openBuyers(app, chance, services);
  const coupons = await openCoupons(app, chance);
  const receivers = await openReceivers(app, place, chance, buyers);
  const { clock } = place;
  return { app, clock, buyers, services, delivered, providers, coupons, receivers };
}

const SERVICES = 6;
const MOODS = [0, 0.05, 0.15, 0.3, 0.6];

async function openProviders(app: TestApp, { servers }: Place, chance: Chance) {
  const world = new Map<string, WorldProvider>();
  const count = chance.int(1, 4);
  for (let n = 1; n <= count; n += 1) {
    const host = `p${n}.sim`;
    const kind = chance.weighed({ v2: 4, notpanel: 1 });
    const key = `key-of-${host}`;
    const quotes = new Map(
      Array.from({ length: SERVICES }, (_, index) => [
        String(index + 1),
        BigInt(chance.int(1, 900_000)),
      ]),
    );
    const mood = chance.pick(MOODS);
    const firstId = n * 1_000_000;
    world.set(host, openProvider({ host, kind, key, mood, quotes, firstId }, chance));
    servers.set(host, world.get(host) as WorldProvider);
    const balanceEvidence = kind === 'v2' && chance.odds(0.25);
    const limits = {
      concurrency: balanceEvidence ? 1 : chance.int(1, 5),
      timeoutMs: 30_000,
      statusBatch: chance.pick([2, 10, 100]),
      packagesPerOrder: false,
      balanceEvidence,
    };
    await addProvider(app, { url: `http://${host}/api/v2`, key, kind, ...limits });
  }
  const ours = await listProviders(app.db);
  return ours.map((one) => ({ ours: one, theirs: world.get(one.name) as WorldProvider }));
}

async function openServices(app: TestApp, chance: Chance, providers: Shop['providers']) {
  const services: Service[] = [];
  const delivered = new Set<number>();
  const rows = [
    { type: 'Default', dripfeed: true, refill: true, cancel: true },
    { type: 'Default', link_guard: true },
    { type: 'Package', refill: true },
    { type: 'Custom Comments', cancel: true },
    { type: 'Subscriptions' },
    { type: 'Default', refill: true, cancel: true },
  ] as const;
  for (const [index, row] of rows.entries()) {
    const providerService = String(index + 1);
    const offered = { dripfeed: false, refill: false, cancel: false, link_guard: false, ...row };
    const min = row.type === 'Custom Comments' ? 1 : chance.int(1, 50);
    const limits = { min, max: min + chance.int(0, 5_000) };
    // Mostly with a gain that no discount eats up.
    const quotes = providers.map(({ theirs }) => theirs.quotes.get(providerService) ?? 0n);
    const dearest = quotes.reduce((most, one) => (one > most ? one : most), 0n);
    const rate = chance.odds(0.1) ? 0n : (dearest * BigInt(chance.int(100, 600))) / 100n;
    const added = await addService(app, { ...offered, ...limits, rate: formatRate(asRate(rate)) });
    // Some are sold before anybody delivers them, some by several.
    const routes = providers
      .filter(() => chance.odds(0.7))
      .map(({ ours, theirs }) => ({
        serviceId: added.id,
        providerId: ours.id,
        providerService,
        costRate: asRate(theirs.quotes.get(providerService) ?? 0n),
        priority: chance.int(0, 1),
      }));
    const { link_guard: _, ...listed } = { ...offered, ...limits };
    for (const { theirs } of providers) theirs.list.set(providerService, listed);
    if (routes.length > 0) {
      await app.transact((tx) => routeServices(tx, routes));
      delivered.add(added.id);
    }
    services.push((await listServices(app.db)).find(({ id }) => id === added.id) ?? added);
  }
  return { services, delivered };
}

async function openBuyers(app: TestApp, chance: Chance, services: Service[]): Promise<Buyer[]> {
  const buyers: Buyer[] = [];
  for (let n = chance.int(2, 5); n > 0; n -= 1) {
    const id = await openAccount(app, { balance: '0' });
    const own = new Map<number, { rate: bigint } | { discountBp: number }>();
    for (const service of services.filter(() => chance.odds(0.2))) {
      const granted = chance.odds(0.5)
        ? { rate: asRate(BigInt(chance.int(0, 2_000_000))) }
        : { discountBp: chance.int(-2_000, 10_000) };
      await app.transact((tx) =>
        setOwnRate(tx, { accountId: id, serviceId: service.id, own: granted }),
      );
      own.set(service.id, granted);
    }
    buyers.push({ id, own, tierBp: chance.pick([0, 0, 300, 700, 3_333]) });
  }
  return buyers;
}

async function openReceivers(
  app: TestApp,
  { servers, clock }: Place,
  chance: Chance,
  buyers: readonly Buyer[],
): Promise<Receiver[]> {
  const receivers: Receiver[] = [];
  for (const { id: account } of buyers) {
    for (let n = chance.int(0, 2); n > 0; n -= 1) {
      const host = `hook-${account}-${n}.sim`;
      const wanted = chance.odds(0.5) ? EVENTS : EVENTS.filter(() => chance.odds(0.6));
      const events = wanted.length === 0 ? EVENTS : wanted;
      const added = await addEndpoint(app, {
        accountId: account,
        keyId: null,
        url: `https://${host}/`,
        events,
      });
      const mood = chance.pick(MOODS);
      const { id: endpoint, secret } = added;
      const receiver = openReceiver({ account, endpoint, events, mood, secret, now: clock.now });
      servers.set(host, receiver);
      receivers.push(receiver);
    }
  }
  return receivers;
}

async function openCoupons(app: TestApp, chance: Chance): Promise<Coupon[]> {
  const coupons: Coupon[] = [];
  for (let n = 1; n <= 3; n += 1) {
    const some = (low: number, high: number) => (chance.odds(0.5) ? chance.int(low, high) : null);
    const discountBp = some(1, 10_000);
    const amount = discountBp === null ? BigInt(chance.int(1, 10 ** 9)) : null;
    const minimum = chance.odds(0.3) ? BigInt(10 ** 8) : 0n;
    const [maxUses, maxUsesPerAccount] = [some(1, 5), some(1, 3)];
    const code = `SIM${n}`;
    const worth = discountBp === null ? { amount: asMoney(amount ?? 0n) } : { discountBp };
    const limits = { minimumCharge: asMoney(minimum), maxUses, maxUsesPerAccount };
    const startsAt = new Date(0);
    const { id } = await app.transact((tx) =>
      createCoupon(tx, { code, startsAt, ...limits, ...worth }),
    );
    coupons.push({ id, code, discountBp, amount, minimum, maxUses, maxUsesPerAccount });
  }
  return coupons;
}
