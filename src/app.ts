import { systemClock } from '#lib/clock.ts';
import type { App } from '#platform/app.ts';
import { openDatabase } from '#platform/db/database.ts';
import { openListener } from '#platform/db/listen.ts';
import { openPost } from '#platform/http/index.ts';
import type { Log } from '#platform/log.ts';
import { openVault } from '#platform/vault.ts';
import { openShop, type Shop, type WhenNew } from './start/open-shop.ts';

export type AppOptions = {
  /** Of the application's role, on a migrated database. */
  databaseUrl: string;
  /** Seals what must be read back. */
  secret: string;
  log: Log;
  limits: boolean;
  whenNew: WhenNew;
  draining?: AbortSignal;
  /** A command needs fewer connections than a server. */
  small?: boolean;
};

export type OpenApp = AsyncDisposable & { readonly app: App; readonly shop: Shop };

/** Builds the App on its database. Disposing ends its connections, the listener first. */
export async function openApp(options: AppOptions): Promise<OpenApp> {
  const { databaseUrl: url, log, small = false } = options;
  const database = openDatabase({ url, log, ...(small ? { writers: 2, readers: 2 } : {}) });
  const shop = await database
    .transact((tx) => openShop(tx, options.whenNew))
    .catch(async (error: unknown) => {
      await database.end();
      throw error;
    });
  const listener = openListener(url, log);
  const app: App = {
    db: database.db,
    transact: database.transact,
    listener,
    vault: openVault(options.secret),
    clock: systemClock,
    random: Math.random,
    post: openPost(),
    log,
    currency: shop.currency,
    limits: options.limits,
    draining: options.draining ?? new AbortController().signal,
  };
  return {
    app,
    shop,
    async [Symbol.asyncDispose]() {
      await listener.end();
      await database.end();
    },
  };
}
