import { AppError, isAppError } from '#lib/errors.ts';
import { momentOf, type App } from '#platform/app.ts';
import { batch, type Outcome as Settled } from '#platform/batch.ts';
import type { Outcome } from './outcome.ts';
import { recordOutcomes } from './record-outcomes.ts';

const RECORD_PAUSE_MS = 1_000;
const RECORD_TRIES = 60; // past the lease the order counts as abandoned anyway

/**
 * Writes outcomes down, those together that gather while others are written; one that cannot be
 * written fails alone. An answer exists in this memory only: while the database is away it is kept
 * and tried again. Resolves when it is written or was tried for a minute.
 */
export function openRecorder(app: App): (outcome: Outcome) => Promise<void> {
  const write = (outcomes: Outcome[]) =>
    app.transact((tx) => recordOutcomes(tx, outcomes, momentOf(app)));
  const record = batch<Outcome, true>({
    run: async (outcomes) => {
      try {
        await write(outcomes);
        return outcomes.map(() => true);
      } catch (error) {
        if (outcomes.length === 1) throw error;
        const settled: Settled<true>[] = [];
        for (const one of outcomes) settled.push(await write([one]).then(() => true, asRefusal));
        return settled;
      }
    },
  });
  return async (outcome) => {
    for (let tries = 1; ; tries += 1) {
      try {
        await record(outcome);
        return;
      } catch (error) {
        app.log.error({ err: (error as Error).message, tries }, 'an outcome could not be recorded');
        if (tries === RECORD_TRIES) return;
        await new Promise((resolve) => setTimeout(resolve, RECORD_PAUSE_MS));
      }
    }
  };
}

const asRefusal = (error: unknown): AppError =>
  isAppError(error) ? error : new AppError('internal', (error as Error).message, { cause: error });
