import pg from 'pg';
import { grantAppRole } from '#platform/db/roles.ts';
import { migrateQueue } from '#platform/queue/index.ts';
import { openTestApp, type TestApp } from './database.ts';
import { movedClock, type MovedClock } from './provider-desk.ts';

/** A shop whose database has the queue's tables, as a start leaves it. */
export type QueueDesk = AsyncDisposable & {
  readonly app: TestApp;
  readonly clock: MovedClock;
  /** Asks the database as the application's role. */
  ask<Row>(text: string, values?: unknown[]): Promise<Row[]>;
};

export async function openQueueDesk(): Promise<QueueDesk> {
  await using opened = new AsyncDisposableStack();
  const clock = movedClock();
  const app = opened.use(await openTestApp({ clock }));
  await migrateQueue(app.ownerUrl);
  await grantAppRole(app.ownerUrl, new URL(app.url).username);
  const client = opened.adopt(new pg.Client({ connectionString: app.url }), (one) => one.end());
  client.on('error', () => {});
  await client.connect();
  const held = opened.move();
  return {
    app,
    clock,
    ask: async <Row>(text: string, values?: unknown[]) =>
      (await client.query(text, values)).rows as Row[],
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}
