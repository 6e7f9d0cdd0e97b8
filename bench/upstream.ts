import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { openApp } from '#app.ts';
import { routeServices } from '#catalog/index.ts';
import type { App } from '#platform/app.ts';
import { notify } from '#platform/db/notify.ts';
import { openLog } from '#platform/log.ts';
import { addProvider, findProvider, type Provider } from '#providers/index.ts';
import { forkBeside } from './child.ts';

export type UpstreamPlan = {
  appUrl: string;
  serviceIds: number[];
  concurrency: number;
  /** How long the provider takes for an answer; null: for ever. */
  latencyMs: number | null;
};

/** A provider that the services are routed to, for as long as it is open. */
export type Upstream = AsyncDisposable & { provider: Provider };

/** The App of a worker's process on the database of the bench. */
export const openWorkerApp = (databaseUrl: string) =>
  openApp({
    databaseUrl,
    secret: 'bench',
    log: openLog('error'),
    limits: false,
    whenNew: 'refuse',
    egress: { allow: ['127.0.0.0/8'] },
  });

export async function openUpstream(app: App, plan: UpstreamPlan): Promise<Upstream> {
  const { concurrency, latencyMs } = plan;
  const { port, stop } = latencyMs === null ? await startSilence() : await startLean(latencyMs);
  const url = `http://127.0.0.1:${port}/api/v2`;
  const name = `upstream ${port}`;
  const { id } = await addProvider(app, { url, key: 'a key of the bench', name, concurrency });
  const routes = plan.serviceIds.map((serviceId) => ({
    serviceId,
    providerId: id,
    providerService: String(serviceId),
  }));
  await app.transact((tx) => routeServices(tx, routes));
  return {
    provider: await findProvider(app.db, id),
    async [Symbol.asyncDispose]() {
      await close(app, id);
      stop();
    },
  };
}

/** Orders that are placed from here on must not wait for a provider that is gone. */
const close = (app: App, providerId: number) =>
  app.transact(async (tx) => {
    await tx.deleteFrom('service_routes').where('provider_id', '=', providerId).execute();
    await tx.updateTable('providers').set({ paused: true }).where('id', '=', providerId).execute();
    await notify(tx, 'catalog', 'routes');
  });

async function startLean(latencyMs: number) {
  const child = forkBeside('./lean-provider.ts', [String(latencyMs)]);
  const [port] = (await once(child, 'message')) as [number];
  return { port, stop: () => child.disconnect() };
}

/** Takes connections and never says a word. */
async function startSilence() {
  const server = createServer((socket) => socket.on('error', () => {})).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, stop: () => void server.close() };
}
