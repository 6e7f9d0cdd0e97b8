import { systemClock } from '#lib/clock.ts';
import type { App } from '#platform/app.ts';
import { openDatabase } from '#platform/db/database.ts';
import { openListener } from '#platform/db/listen.ts';
import { openEgress, openPost, type EgressOptions } from '#platform/http/index.ts';
import { openRedisStore } from '#platform/limits/index.ts';
import type { Log } from '#platform/log.ts';
import { openVault } from '#platform/vault.ts';
import { writeCalls } from '#requests/index.ts';
import { openShop, type Shop, type WhenNew } from './start/open-shop.ts';

export type AppOptions = {
  /** Of the application's role, on a migrated database. */
  databaseUrl: string;
  /** Seals what must be read back. */
  secret: string;
  log: Log;
  limits: boolean;
  /** Default: kept. */
  requestLog?: boolean;
  /** Where the limits are shared, in place of the database. */
  redisUrl?: string;
  whenNew: WhenNew;
  /** What the shop is called and where it is reached; those who only try it have no say in it. */
  face?: App['shop'];
  /** Default: only public addresses are reached. */
  egress?: EgressOptions;
  draining?: AbortSignal;
  /** A command needs fewer connections than a server. */
  small?: boolean;
};

/** A demo's provider, and whoever tries its webhooks, are on the same machine. */
const withLoopback = (egress: EgressOptions = {}): EgressOptions => ({
  ...egress,
  allow: ['127.0.0.0/8', '::1', ...(egress.allow ?? [])],
});

export type OpenApp = AsyncDisposable & { readonly app: App; readonly shop: Shop };

/** Builds the App on its database. Disposing ends its connections, the listener first. */
export async function openApp(options: AppOptions): Promise<OpenApp> {
  const { databaseUrl: url, log, small = false } = options;
  await using opened = new AsyncDisposableStack();
  const sessions = small ? { writers: 2, readers: 2 } : {};
  const database = opened.adopt(openDatabase({ url, log, ...sessions }), (one) => one.end());
  const shop = await database.transact((tx) => openShop(tx, options.whenNew));
  const limitStore =
    options.redisUrl === undefined
      ? undefined
      : await openRedisStore({ url: options.redisUrl, shop: shop.installation, log });
  opened.defer(() => limitStore?.end());
  const listener = opened.adopt(openListener(url, log), (one) => one.end());
  const egress = openEgress(shop.demo ? withLoopback(options.egress) : options.egress);
  const app: App = {
    db: database.db,
    transact: database.transact,
    listener,
    vault: openVault(options.secret),
    clock: systemClock,
    random: Math.random,
    post: openPost(egress),
    egress,
    log,
    shop: options.face ?? { name: 'notpanel', url: 'http://127.0.0.1:3000' },
    currency: shop.currency,
    limits: options.limits,
    requestLog: options.requestLog ?? true,
    ...(limitStore ? { limitStore } : {}),
    draining: options.draining ?? new AbortController().signal,
  };
  // The last calls are written while there is still a database.
  opened.defer(() => writeCalls(app));
  const held = opened.move();
  return { app, shop, [Symbol.asyncDispose]: () => held.disposeAsync() };
}
