import type { App } from '#platform/app.ts';
import { finishBatch } from './finish-batch.ts';

const LEFT_AFTER_MS = 60_000; // whoever places a batch is done within seconds
const KEPT_MS = 7 * 86_400_000; // a draft: long enough to come back to
const MOST_AT_ONCE = 20;

/**
 * Goes on with batches that were agreed to and whose placing was cut off, and drops drafts that
 * nobody came back to. One that fails keeps no other waiting.
 */
export async function finishBatches(app: App): Promise<void> {
  const now = app.clock.now();
  const left = await app.db
    .selectFrom('mass_batches')
    .select(['account_id', 'id'])
    .where('done_at', 'is', null)
    .where('confirmed_at', '<', new Date(now - LEFT_AFTER_MS))
    .orderBy('created_at')
    .limit(MOST_AT_ONCE)
    .execute();
  for (const { account_id: accountId, id } of left) {
    await finishBatch(app, { accountId, id }).catch((error: unknown) => {
      app.log.warn({ err: (error as Error).message, batch: id }, 'a batch waits to be finished');
    });
  }
  await app.transact((tx) =>
    tx
      .deleteFrom('mass_batches')
      .where('done_at', 'is', null)
      .where('confirmed_at', 'is', null)
      .where('created_at', '<', new Date(now - KEPT_MS))
      .execute(),
  );
}
