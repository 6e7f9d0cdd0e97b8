import assert from 'node:assert/strict';
import { listServices, routeServices, type Service } from '#catalog/index.ts';
import { openSubmitLane } from '#fulfilment/index.ts';
import { systemClock, type Clock } from '#lib/clock.ts';
import { checkBooks, placeOrder, type OrderParams } from '#orders/index.ts';
import type { ServicesTable } from '#platform/db/schema.ts';
import { addProvider, listProviders, type Provider } from '#providers/index.ts';
import type { Behaviour, Simulator } from '#simulator/index.ts';
import type { Insertable } from 'kysely';
import { openTestApp, type TestApp } from './database.ts';
import { startSimulator } from './provider-simulator/index.ts';
import { addService, openAccount, orderOf } from './shop.ts';

export type MovedClock = Clock & { move(ms: number): void };

/** The real time, and what the test adds to it. */
export function movedClock(): MovedClock {
  let ahead = 0;
  return {
    now: () => systemClock.now() + ahead,
    move(ms) {
      ahead += ms;
    },
  };
}

type ServiceRow = Omit<Partial<Insertable<ServicesTable>>, 'rate'> & { rate?: string };

/** A shop and one simulated provider on one clock. */
export type ProviderDesk = AsyncDisposable & {
  app: TestApp;
  clock: MovedClock;
  simulator: Simulator;
  provider: Provider;
  /** A service that the simulator delivers, under the same number. */
  addService(behaviour?: Behaviour, row?: ServiceRow): Promise<Service>;
  /** An order of an account of its own that was just accepted. */
  submit(service: Service, params?: OrderParams): Promise<{ account: number; orderId: number }>;
  booksAreClean(): Promise<void>;
};

export async function openProviderDesk(
  options: { concurrency?: number; url?: string; latencyMs?: number } = {},
): Promise<ProviderDesk> {
  const clock = movedClock();
  const app = await openTestApp({ clock });
  const { latencyMs = 0, concurrency = 8 } = options;
  const simulator = await startSimulator({ clock, latencyMs });
  const { url = simulator.url } = options;
  await addProvider(app, { url, key: simulator.key, concurrency, timeoutMs: 1_000 });
  const provider = (await listProviders(app.db))[0] as Provider;
  return {
    app,
    clock,
    simulator,
    provider,
    async addService(behaviour, row) {
      const service = await addService(app, row);
      const providerService = String(service.id);
      if (behaviour) simulator.script(providerService, behaviour);
      const route = { serviceId: service.id, providerId: provider.id, providerService };
      await app.transact((tx) => routeServices(tx, [route]));
      return (await listServices(app.db)).find((one) => one.id === service.id) as Service;
    },
    async submit(service, params) {
      const account = await openAccount(app, { balance: '10' });
      const { orderId } = await placeOrder(app, orderOf(account, service, params));
      const lane = openSubmitLane(app, provider, { worker: 'test' });
      await lane.fill();
      await lane.quiet();
      return { account, orderId };
    },
    async booksAreClean() {
      assert.deepEqual(await checkBooks(app.db), { ok: true, findings: [] });
    },
    async [Symbol.asyncDispose]() {
      await simulator.close();
      await app[Symbol.asyncDispose]();
    },
  };
}
