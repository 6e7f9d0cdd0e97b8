import { isAppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import { CommitUnknown } from '#platform/db/database.ts';
import { isUnavailable } from '#platform/db/postgres-errors.ts';
import { MOST_LINES } from './mass-line.ts';
import { giveUpLine, placeChunk } from './place-chunk.ts';
import { readBatch, type BatchName } from './read-batch.ts';

const CHUNK = 250; // the engine's own batch: beyond it a wallet is held longer than it saves
const PATIENCE_MS = 5_000; // reliability.md 3.2: how long a lost COMMIT is asked after
const PAUSE_MS = 50;

/**
 * Places what is left of a batch that was agreed to. A chunk and what became of its lines are one
 * transaction, so that a crash leaves only lines that nobody has placed. Throws what is worth
 * trying again.
 */
export async function finishBatch(app: App, name: BatchName): Promise<void> {
  const { whole } = await readBatch(app.db, name);
  const until = performance.now() + PATIENCE_MS;
  let size = whole ? MOST_LINES : CHUNK;
  for (;;) {
    try {
      if (await placeChunk(app, name, size)) return;
    } catch (error) {
      if (error instanceof CommitUnknown && performance.now() < until) {
        // The rows tell whether it was committed.
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        continue;
      }
      const isOurs = !isAppError(error) && !isUnavailable(error);
      if (!isOurs || whole) throw error;
      app.log.error({ err: error, batch: name.id }, 'lines of a batch could not be placed');
      if (size === 1) await giveUpLine(app, name);
      size = 1;
    }
  }
}
