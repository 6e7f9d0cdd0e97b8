import { measureAverages } from '#fulfilment/index.ts';
import { checkBooks } from '#orders/index.ts';
import type { App } from '#platform/app.ts';
import { sweepWindows } from '#platform/limits/index.ts';
import type { Tasks } from '#platform/queue/start-queue.ts';

/** What `crontab.ts` schedules; each may run again at any time. */
export const tasksOf = (app: App): Tasks => ({
  'check-books': async () => {
    const { ok, findings } = await checkBooks(app.db);
    if (ok) app.log.info('the books are balanced');
    else app.log.error({ findings }, 'the books are wrong');
  },
  'measure-averages': async () => {
    await app.transact(measureAverages);
  },
  'sweep-limits': () => sweepWindows(app),
});
