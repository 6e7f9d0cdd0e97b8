import { randomUUID } from 'node:crypto';
import type { Clock } from '#lib/clock.ts';
import { openRedisStore } from '#platform/limits/index.ts';
import { openLog } from '#platform/log.ts';
import { openSecondApp, openTestApp, type TestApp } from './database.ts';
import { startRedis, withoutRedis, type RedisServer } from './redis-server.ts';

/** A shop whose processes share their request limits. */
export type Processes = AsyncDisposable & {
  readonly app: TestApp;
  /** Another process, if wanted on a host with a clock of its own. */
  another(clock?: Clock): Promise<TestApp>;
};

export async function shareInPostgres(clock: Clock): Promise<Processes> {
  await using opened = new AsyncDisposableStack();
  const app = opened.use(await openTestApp({ clock }));
  const held = opened.move();
  return {
    app,
    another: (own = clock) => Promise.resolve(held.use(openSecondApp(app, { clock: own }))),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

export async function shareInRedis(clock: Clock): Promise<Processes & { redis: RedisServer }> {
  await using opened = new AsyncDisposableStack();
  const redis = opened.use(await startRedis());
  const options = { url: redis.url, shop: randomUUID(), log: openLog('silent') };
  const open = async (into: AsyncDisposableStack) =>
    into.adopt(await openRedisStore(options), (store) => store.end());
  const app = opened.use(await openTestApp({ clock, limitStore: await open(opened) }));
  const held = opened.move();
  return {
    app,
    redis,
    another: async (own = clock) =>
      held.use(openSecondApp(app, { clock: own, limitStore: await open(held) })),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

/** Every place in which processes share limits: what holds in one holds in all. */
export const SHARED_IN: readonly {
  place: string;
  skip: string | false;
  open(clock: Clock): Promise<Processes>;
}[] = [
  { place: 'Postgres', skip: false, open: shareInPostgres },
  { place: 'Redis', skip: withoutRedis, open: shareInRedis },
];
