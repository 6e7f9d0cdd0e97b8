import { AppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import { pendingMigrations } from '#platform/db/pending-migrations.ts';
import type { Log } from '#platform/log.ts';
import { openApp } from '../app.ts';
import type { Config } from '../config.ts';
import type { Shop, WhenNew } from './open-shop.ts';
import { migrateStorage, openStorage, requireStorage, type Storage } from './open-storage.ts';
import { readSecret } from './read-secret.ts';

/** A shop that is ready to work on: database up to date, secret at hand. */
export type Panel = AsyncDisposable & {
  readonly app: App;
  readonly shop: Shop;
  readonly storage: Storage;
  /** Migrations that were applied just now. */
  readonly applied: string[];
};

export type PanelOptions = {
  use: 'panel' | 'command';
  whenNew: WhenNew;
  /** Where it listens; a command does not. */
  url?: string | undefined;
  draining?: AbortSignal;
};

/**
 * Opens the shop; one that was never used is set up or refused (`not_found`), as `whenNew` says. A
 * command does not migrate an outside database that others may be serving from: `invalid_setting`
 * says what to run.
 */
export async function openPanel(
  config: Config,
  log: Log,
  { use, whenNew, url, draining }: PanelOptions,
): Promise<Panel> {
  if (whenNew === 'refuse') await requireStorage(config);
  await using opened = new AsyncDisposableStack();
  const storage = opened.use(await openStorage(config, log, use, draining));
  const applied = await bringUpToDate(storage, use);
  const { app, shop } = opened.use(
    await openApp({
      databaseUrl: storage.appUrl,
      secret: await readSecret(storage.dataDir, config.secret),
      log,
      limits: config.limits,
      requestLog: config.requestLog,
      // A command decides on no call.
      ...(use === 'panel' && config.redisUrl ? { redisUrl: config.redisUrl } : {}),
      face: { name: config.panelName, url: addressOf(config, url) },
      egress: { allow: config.egressAllow, deny: config.egressDeny },
      whenNew,
      small: use === 'command',
      ...(draining ? { draining } : {}),
    }),
  );
  const held = opened.move();
  return { app, shop, storage, applied, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

/** A command, or a worker alone, goes by the settings of the server that it shares. */
const addressOf = ({ panelUrl, host, port }: Config, url: string | undefined): string =>
  panelUrl ?? url ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

async function bringUpToDate(storage: Storage, use: 'panel' | 'command'): Promise<string[]> {
  if (use === 'panel') return (await migrateStorage(storage)).applied;
  const pending = await pendingMigrations(storage.ownerUrl);
  if (pending.length === 0) return [];
  if (storage.kind === 'embedded') return (await migrateStorage(storage)).applied;
  const text = `the database lacks ${pending.length} migrations: run notpanel migrate`;
  throw new AppError('invalid_setting', text);
}
