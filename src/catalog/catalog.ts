import { createHash } from 'node:crypto';
import { perApp, type App } from '#platform/app.ts';
import { listServices } from './list-services.ts';
import { isOnSale, type Catalog, type Service } from './service.ts';

const TRUST_MS = 1_000; // how long any process may sell by an old catalogue
const GATHER_MS = 20; // a price run notifies in bursts; one reload answers them all

/**
 * The catalogue in memory, loaded at the first call and again when another process changed it.
 * Readers keep the old one until the new one is there, for at most a second.
 */
export const catalog = async (app: App): Promise<Catalog> =>
  memory(app).trusted() ?? memory(app).refresh();

/** The same without waiting: undefined when it must be asked for with `catalog` first. */
export const catalogNow = (app: App): Catalog | undefined => memory(app).trusted();

/** Loads the catalogue as it is committed now, for a caller that has just changed it. */
export const reloadCatalog = (app: App): Promise<Catalog> => memory(app).reload();

const memory = perApp((app) => {
  let current: Catalog | undefined;
  let readAt = -Infinity; // when the read behind `current` began
  let notices = 0;
  let heeded = 0; // how many of them `current` takes in
  let doubtedAt: number | undefined; // until when `current` was surely right, if it may not be
  let loading: { notices: number; done: Promise<Catalog> } | undefined;
  let timer: NodeJS.Timeout | undefined;

  const load = async (): Promise<Catalog> => {
    const began = { at: app.clock.now(), notices };
    const next = asCatalog(await listServices(app.db));
    if (current && began.notices < heeded) return current; // a later read was faster
    heeded = began.notices;
    readAt = began.at;
    doubtedAt = notices > heeded ? Math.max(doubtedAt ?? began.at, began.at) : undefined;
    // An equal one stays the same object: what others derived from it stays valid.
    if (current?.version !== next.version) current = next;
    return current;
  };

  const refresh = (): Promise<Catalog> => {
    // A read that began before the latest notice may not hold what the notice is about.
    if (loading?.notices === notices) return loading.done;
    const mine = { notices, done: load().finally(() => loading === mine && (loading = undefined)) };
    loading = mine;
    return mine.done;
  };

  const gather = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      refresh().catch((err: Error) => app.log.warn({ err }, 'the catalogue was not reloaded'));
    }, GATHER_MS).unref();
  };

  const heard = (payload: string | null) => {
    if (!current && !loading) return;
    notices += 1;
    doubtedAt = payload === null ? readAt : (doubtedAt ?? app.clock.now());
    gather();
  };
  app.listener.on('catalog', heard);
  app.listener.on('providers', heard); // a paused one takes its routes along

  return {
    refresh,
    reload() {
      notices += 1;
      doubtedAt ??= app.clock.now();
      return refresh();
    },
    trusted() {
      const since = app.listener.connected ? doubtedAt : readAt;
      if (since === undefined) return current;
      return app.clock.now() - since <= TRUST_MS ? current : undefined;
    },
  };
});

function asCatalog(all: readonly Service[]): Catalog {
  const text = JSON.stringify(all.map(asPlain)); // one text: a hash of many takes twice as long
  return {
    version: createHash('sha256').update(text).digest('base64url').slice(0, 22), // 132 bits
    services: new Map(all.map((service) => [service.id, service])),
    list: all.filter(isOnSale),
  };
}

const asPlain = (service: Service) => ({
  ...service,
  rate: String(service.rate),
  routes: service.routes.map((route) => ({ ...route, costRate: String(route.costRate) })),
});
