import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  listServices,
  reloadCatalog,
  routeServices,
  type NewRoute,
  type Service,
} from '#catalog/index.ts';
import { setIdentity } from '#content/index.ts';
import { createCoupon } from '#coupons/index.ts';
import { addProvider } from '#providers/index.ts';
import { startSimulator, type Simulator } from '#simulator/index.ts';
import { seedGateways } from '#start/demo/seed-gateways.ts';
import { startTestGateway } from '#start/start-test-gateway.ts';
import { movedClock, type MovedClock } from '#test/support/provider-desk.ts';
import { addService } from '#test/support/shop.ts';
import { runWorker } from '#worker/index.ts';
import { serveSite, type ServedSite } from './site.ts';
import { SHELF } from './shelf.ts';

export type TradingSite = ServedSite & {
  readonly clock: MovedClock;
  readonly simulator: Simulator;
  /** What it sells, by name. */
  readonly services: ReadonlyMap<string, Service>;
};

export const COUPON = 'WALK10';
const COUPON_BP = 1_000;

/**
 * A shop that trades: its worker runs, its provider answers over HTTP, its test gateway takes
 * payments. It sells what is on the shelf, and nothing of it is a demo's.
 */
export async function openTradingSite(): Promise<TradingSite> {
  await using opened = new AsyncDisposableStack();
  const clock = movedClock();
  const folder = opened.adopt(await mkdtemp(join(tmpdir(), 'notpanel-trading-')), (path) =>
    rm(path, { recursive: true }),
  );
  const simulator = opened.adopt(await startSimulator({ clock }), (one) => one.close());
  const site = opened.use(
    await serveSite({
      app: { clock },
      async openGateway(app, ownUrl) {
        await seedGateways(app);
        const gateway = await startTestGateway(app, { dataDir: folder, ownUrl, isDemo: true });
        if (!gateway) throw new Error('there is no test gateway');
        return gateway;
      },
    }),
  );
  const services = await fillShelf(site, simulator);
  const worker = await runWorker(site.app, { name: 'trading' });
  opened.defer(() => worker.stop());
  const held = opened.move();
  return {
    ...{ ...site, clock, simulator, services },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

async function fillShelf({ app }: ServedSite, simulator: Simulator) {
  const { id: providerId } = await addProvider(app, { url: simulator.url, key: simulator.key });
  const routes: NewRoute[] = [];
  for (const { name, row, behaviour } of SHELF) {
    const { id: serviceId } = await addService(app, { name, ...row });
    simulator.script(serviceId, behaviour);
    routes.push({ serviceId, providerId, providerService: String(serviceId) });
  }
  await app.transact(async (tx) => {
    await routeServices(tx, routes);
    await createCoupon(tx, { code: COUPON, discountBp: COUPON_BP });
    const now = new Date(app.clock.now());
    await setIdentity(tx, { values: SELLER, by: 'system:test', now });
  });
  await reloadCatalog(app);
  return new Map((await listServices(app.db)).map((service) => [service.name, service]));
}

/** Without one, invoices wait. */
const SELLER = {
  name: 'Hairline Ltd',
  address: 'Example Street 1, Sampletown',
  country: 'SE',
  email: 'office@example.com',
} as const;
