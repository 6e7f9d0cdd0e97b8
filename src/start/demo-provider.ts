import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { catalog, demoBehaviour, type Service } from '#catalog/index.ts';
import { chargeFor, parseMoney } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { notify } from '#platform/db/notify.ts';
import { addProvider } from '#providers/index.ts';
import { startSimulator, type Behaviour } from '#simulator/index.ts';

const NAME = 'Demo provider (simulated)';
const NOWHERE = 'http://127.0.0.1:9/api/v2'; // the discard port, until the simulator has one
const KEY_BYTES = 16;

/** The provider that all of the demo's services go to; the one that is there is kept. */
export async function addDemoProvider(app: App): Promise<number> {
  const known = await findDemoProvider(app);
  if (known) return known.id;
  const key = randomBytes(KEY_BYTES).toString('hex');
  return (await addProvider(app, { name: NAME, url: NOWHERE, key })).id;
}

/**
 * Runs the demo's provider beside the panel and tells the shop where it listens now. It remembers
 * in the data folder what it accepted. Undefined where the shop has no such provider.
 */
export async function startDemoProvider(
  app: App,
  dataDir: string,
): Promise<(AsyncDisposable & { url: string }) | undefined> {
  const provider = await findDemoProvider(app);
  if (!provider) return undefined;
  const { list } = await catalog(app);
  const simulator = await startSimulator({
    key: app.vault.open(provider.key_sealed),
    ledgerFile: join(dataDir, 'demo-provider.jsonl'),
    behaviours: Object.fromEntries(list.map(({ id }) => [id, behaviourOf(id)])),
  });
  await app.transact(async (tx) => {
    await tx
      .updateTable('providers')
      .set({ url: simulator.url })
      .where('id', '=', provider.id)
      .execute();
    await notify(tx, 'providers', provider.id);
  });
  return { url: simulator.url, [Symbol.asyncDispose]: () => simulator.close() };
}

const findDemoProvider = (app: App) =>
  app.db
    .selectFrom('providers')
    .select(['id', 'key_sealed'])
    .where('name', '=', NAME)
    .executeTakeFirst();

function behaviourOf(serviceId: number): Behaviour {
  const { kind, delayMs, durationMs, deliveredPercent } = demoBehaviour(serviceId);
  return {
    startAfterMs: delayMs,
    deliverMs: durationMs,
    ...(kind === 'partial' ? { stopsAt: { percent: deliveredPercent, as: 'Partial' } } : {}),
  };
}

/** An order that is worth watching: a plain service, cheap, and delivered soonest. */
export async function suggestOrder(
  app: App,
): Promise<{ service: Service; quantity: number } | undefined> {
  const { list } = await catalog(app);
  const tookMs = ({ id }: Service) => demoBehaviour(id).delayMs + demoBehaviour(id).durationMs;
  const [soonest] = list
    .filter(({ id, type }) => type === 'Default' && demoBehaviour(id).kind === 'normal')
    .filter((service) => chargeFor(service.rate, quantityOf(service)) <= DEAREST)
    .sort((a, b) => tookMs(a) - tookMs(b));
  return soonest && { service: soonest, quantity: quantityOf(soonest) };
}

const DEAREST = parseMoney('5');
const SMALLEST = 100;

const quantityOf = ({ min }: Service) => Math.max(min, SMALLEST);
