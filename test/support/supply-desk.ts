import { importServices, readSupplied, routeServices, type Supplied } from '#catalog/index.ts';
import type { NewRoute, NewService } from '#catalog/index.ts';
import { parseRate } from '#lib/money.ts';
import { addProvider, findProvider, type Provider } from '#providers/index.ts';
import type { SimulatedService, Simulator } from '#simulator/index.ts';
import { setPriceRule, syncProvider, type SyncOptions, type SyncReport } from '#supply/index.ts';
import { openTestApp, type TestApp } from './database.ts';
import { movedClock, type MovedClock } from './provider-desk.ts';
import { startSimulator } from './provider-simulator/index.ts';

export const OPERATOR = { kind: 'operator', name: 'test' } as const;

/** A simulated provider with a price list that the test changes. */
export type Supplier = { provider: Provider; simulator: Simulator };

/** A shop on a clock of its own that buys from simulated providers. */
export type SupplyDesk = AsyncDisposable & {
  app: TestApp;
  clock: MovedClock;
  /** Adds a provider that offers these. */
  supplier(services: readonly SimulatedService[], name?: string): Promise<Supplier>;
  /** A service of the shop, delivered by a service of the supplier. */
  sell(
    supplier: Supplier,
    service: string,
    row?: Partial<NewService>,
    route?: Partial<NewRoute>,
  ): Promise<number>;
  /** A second way to have a service delivered. */
  route(id: number, supplier: Supplier, service: string, route?: Partial<NewRoute>): Promise<void>;
  read(id: number): Promise<Supplied>;
  /** Asks for the list a minute after the last time. */
  sync(supplier: Supplier, options?: Partial<SyncOptions>): Promise<SyncReport>;
  /** A markup in basis points on everything. */
  markup(markupBp: number): Promise<void>;
};

export async function openSupplyDesk(): Promise<SupplyDesk> {
  const clock = movedClock();
  const app = await openTestApp({ clock });
  const simulators: Simulator[] = [];
  const desk: SupplyDesk = {
    app,
    clock,
    async supplier(services, name = `Supplier ${simulators.length + 1}`) {
      const simulator = await startSimulator({ clock, services: [...services] });
      simulators.push(simulator);
      const { id } = await addProvider(app, { url: simulator.url, key: simulator.key, name });
      return { simulator, provider: await findProvider(app.db, id) };
    },
    async sell(supplier, service, row, route) {
      const given = {
        name: `Service ${service}`,
        category: 'Test',
        rate: '1',
        min: 10,
        max: 10_000,
        delivery: 'paid_ads',
        ratePinned: false,
        ...row,
      } as const;
      const { ids } = await app.transact((tx) => importServices(tx, [given]));
      const id = ids[0] as number;
      await desk.route(id, supplier, service, route);
      return id;
    },
    async route(serviceId, supplier, providerService, more) {
      const providerId = supplier.provider.id;
      const costRate = parseRate('0.50');
      const route = { serviceId, providerId, providerService, costRate, ...more };
      await app.transact((tx) => routeServices(tx, [route]));
    },
    async read(id) {
      return (await readSupplied(app.db, [id]))[0] as Supplied;
    },
    sync(supplier, options) {
      clock.move(60_000);
      return syncProvider(app, supplier.provider.id, { actor: OPERATOR, ...options });
    },
    async markup(markupBp) {
      await app.transact((tx) => setPriceRule(tx, { markupBp }));
    },
    async [Symbol.asyncDispose]() {
      for (const simulator of simulators) await simulator.close();
      await app[Symbol.asyncDispose]();
    },
  };
  return desk;
}
