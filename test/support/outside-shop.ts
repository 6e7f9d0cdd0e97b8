import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from '#platform/app.ts';
import { openLog } from '#platform/log.ts';
import { readConfig } from '#config.ts';
import { openPanel } from '#start/index.ts';
import { makeEmptyDatabase } from './database.ts';

/** A shop on an outside database that real processes share. */
export type OutsideShop = AsyncDisposable & {
  /** Settings of another process of it, with a data folder of its own, as on another host. */
  env(): Promise<NodeJS.ProcessEnv>;
  /** Works on the shop beside its processes; the first one makes it. */
  work<T>(work: (app: App) => Promise<T>): Promise<T>;
  readonly databaseUrl: string;
};

/** An empty database of the test server, by two roles; nothing is migrated. */
export async function makeOutsideShop(settings: NodeJS.ProcessEnv = {}): Promise<OutsideShop> {
  await using opened = new AsyncDisposableStack();
  const database = opened.use(await makeEmptyDatabase());
  const held = opened.move();
  const env = async () => {
    const folder = await mkdtemp(join(tmpdir(), 'notpanel-outside-'));
    held.defer(() => rm(folder, { recursive: true, force: true }));
    return {
      DATABASE_URL: database.url,
      MIGRATE_URL: database.ownerUrl,
      DATA_DIR: folder,
      NOTPANEL_SECRET: secret,
      EGRESS_ALLOW: '127.0.0.0/8',
      ...settings,
    };
  };
  const secret = randomBytes(16).toString('hex');
  return {
    env,
    databaseUrl: database.url,
    async work(work) {
      const options = { use: 'panel', whenNew: 'empty' } as const; // it migrates
      await using panel = await openPanel(readConfig(await env()), openLog('silent'), options);
      return await work(panel.app);
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}
