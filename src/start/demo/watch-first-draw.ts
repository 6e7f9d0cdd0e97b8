import type { App } from '#platform/app.ts';
import { drawDueGiveaways, listGiveaways } from '#promotions/index.ts';

const SOON_MS = 60_000; // what closes later is drawn by the schedule

/** Draws what closes within the first minute right then, so that a visitor need not wait. */
export async function watchFirstDraw(app: App): Promise<Disposable> {
  const now = app.clock.now();
  const timers = (await listGiveaways(app))
    .filter(({ state, closesAt }) => state === 'open' && closesAt.getTime() < now + SOON_MS)
    .map(({ closesAt }) =>
      setTimeout(() => {
        drawDueGiveaways(app).catch((error: Error) =>
          app.log.warn({ err: error.message }, "the demo's first giveaway could not be drawn"),
        );
      }, closesAt.getTime() - now).unref(),
    );
  return {
    [Symbol.dispose]: () => {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
