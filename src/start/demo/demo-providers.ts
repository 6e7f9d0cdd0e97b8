import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { catalog, demoBehaviour, demoCosts, demoName, type Service } from '#catalog/index.ts';
import type { App } from '#platform/app.ts';
import { notify } from '#platform/db/notify.ts';
import type { Db } from '#platform/db/types.ts';
import { addProvider } from '#providers/index.ts';
import { startSimulator, type Behaviour, type SimulatedService } from '#simulator/index.ts';
import { CAST, castFor, ROLES, type DemoRole } from './cast.ts';
import { nightlyPrices, nightsOf, readMadeAt } from './night.ts';

/** A provider of the demo as the shop has it. */
export type DemoProvider = { role: DemoRole; id: number; url: string; keySealed: Buffer };

export type DemoProviders = AsyncDisposable & {
  readonly providers: readonly { id: number; role: DemoRole; url: string }[];
};

const NOWHERE = 'http://127.0.0.1:9/api/v2'; // the discard port: nobody answers there
const KEY_BYTES = 16;

/** The providers of the demo; those that are there are kept. */
export async function addDemoProviders(app: App): Promise<Record<DemoRole, number>> {
  const known = new Map((await findDemoProviders(app.db)).map(({ role, id }) => [role, id]));
  const made: [DemoRole, number][] = [];
  for (const role of ROLES) {
    made.push([role, known.get(role) ?? (await add(app, role))]);
  }
  return Object.fromEntries(made) as Record<DemoRole, number>;
}

async function add(app: App, role: DemoRole): Promise<number> {
  const key = randomBytes(KEY_BYTES).toString('hex');
  return (await addProvider(app, { name: CAST[role].name, url: NOWHERE, key })).id;
}

/**
 * Runs the demo's providers beside the panel and tells the shop where they listen now, but for the
 * one that is down. They remember in the data folder what they accepted.
 */
export async function startDemoProviders(app: App, dataDir: string): Promise<DemoProviders> {
  await using opened = new AsyncDisposableStack();
  const providers = [];
  for (const provider of await findDemoProviders(app.db)) {
    if (provider.role === 'down') {
      providers.push(provider);
      continue;
    }
    const simulator = await startSimulator({
      key: app.vault.open(provider.keySealed),
      ledgerFile: join(dataDir, CAST[provider.role].ledgerFile),
      clock: app.clock,
      currency: app.currency,
      ...(await scriptOf(app, provider)),
    });
    opened.defer(() => simulator.close());
    await moveTo(app, provider, simulator.url);
    providers.push({ ...provider, url: simulator.url });
  }
  const held = opened.move();
  return { providers, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

export async function findDemoProviders(db: Db): Promise<DemoProvider[]> {
  const roles = new Map(ROLES.map((role) => [CAST[role].name, role]));
  const rows = await db
    .selectFrom('providers')
    .select(['id', 'name', 'url', 'key_sealed'])
    .where('name', 'in', [...roles.keys()])
    .orderBy('id')
    .execute();
  return rows.map(({ id, name, url, key_sealed: keySealed }) => ({
    role: roles.get(name) as DemoRole,
    id,
    url,
    keySealed,
  }));
}

/** What it sells, at which price, and how it delivers. */
async function scriptOf(app: App, { role }: DemoProvider) {
  const sold = [...(await catalog(app)).services.values()];
  const costs = demoCosts();
  const nights = role === 'dearer' ? nightsOf(await readMadeAt(app.db)) : [];
  const services = sold
    .filter((one) => role === 'steady' || castFor(one).includes(role))
    .flatMap((one, place) => {
      const cost = costs.get(demoName(one))?.costRate;
      return cost === undefined ? [] : [offerOf(one, nightlyPrices(cost, place, nights))];
    });
  return {
    services,
    behaviours: Object.fromEntries(sold.map((one) => [one.id, behaviourOf(one.id)])),
  };
}

const offerOf = (
  { id, name, type, category, min, max, refill, cancel, dripfeed }: Service,
  prices: ReturnType<typeof nightlyPrices>,
): SimulatedService => ({
  service: String(id),
  name,
  type,
  category,
  min,
  max,
  refill,
  cancel,
  dripfeed,
  ...prices,
});

async function moveTo(app: App, { id }: DemoProvider, url: string): Promise<void> {
  await app.transact(async (tx) => {
    await tx.updateTable('providers').set({ url }).where('id', '=', id).execute();
    await notify(tx, 'providers', id);
  });
}

function behaviourOf(serviceId: number): Behaviour {
  const { kind, delayMs, durationMs, deliveredPercent } = demoBehaviour(serviceId);
  return {
    startAfterMs: delayMs,
    deliverMs: durationMs,
    ...(kind === 'partial' ? { stopsAt: { percent: deliveredPercent, as: 'Partial' } } : {}),
  };
}
