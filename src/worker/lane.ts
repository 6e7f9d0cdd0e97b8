import { followOrders, openSubmitLane, passWishes, seekEvidence } from '#fulfilment/index.ts';
import type { App } from '#platform/app.ts';
import type { Provider } from '#providers/index.ts';
import { followRefills, sendRefills } from '#refills/index.ts';
import { openBreaker } from './breaker.ts';
import { dueAside, dueToFollow, dueToSeek, dueToSubmit } from './due.ts';
import { startLoop, type Loop } from './loop.ts';
import { watchBreaker } from './watch-breaker.ts';

const SUBMIT_IDLE_MS = 250; // an order leaves within a quarter of a second
const FOLLOW_IDLE_MS = 500;
const ASIDE_IDLE_MS = 1_000;

/**
 * All that is done with one provider, apart from every other: a dead one delays nobody else. What a
 * paused one has is followed to its end.
 */
export function startLane(app: App, provider: Provider, worker: string): Loop {
  const now = () => new Date(app.clock.now());
  const breaker = openBreaker(() => app.clock.now(), provider.concurrency);
  const submits = openSubmitLane(app, provider, { worker, began: () => breaker.began() });
  const loop = (name: string, idleMs: number, turn: () => Promise<boolean>) =>
    startLoop({ name: `${name}:${provider.id}`, idleMs, log: app.log }, turn);
  const isClosed = () => breaker.state().is === 'closed';

  let found = false;
  const submitting = loop('submit', SUBMIT_IDLE_MS, async () => {
    await submits.free();
    if (provider.paused || !isClosed()) return false;
    if (!found && !(await dueToSubmit(app.db, provider.id, now()))) return false;
    found = (await submits.fill()) > 0;
    return found;
  });
  const others = [
    loop('follow', FOLLOW_IDLE_MS, async () => {
      if (!isClosed() || !(await dueToFollow(app.db, provider.id, now()))) return false;
      return (await followOrders(app, provider)) >= provider.statusBatch;
    }),
    loop('aside', ASIDE_IDLE_MS, async () => {
      if (!isClosed()) return false;
      const due = await dueAside(app.db, now());
      if (due.wishes) await passWishes(app, provider);
      if (due.refills)
        await Promise.all([sendRefills(app, provider), followRefills(app, provider)]);
      return false;
    }),
    loop('seek', ASIDE_IDLE_MS, async () => {
      if (!isClosed() || !(await dueToSeek(app.db, provider.id, now()))) return false;
      await seekEvidence(app, provider);
      return false;
    }),
    watchBreaker(app, provider, { worker, breaker, opened: () => submits.giveBack() }),
  ];
  return {
    async stop() {
      const stopped = Promise.all(others.map((one) => one.stop()));
      const ended = submitting.stop();
      submits.giveBack();
      await ended;
      submits.giveBack();
      await submits.quiet();
      await stopped;
    },
  };
}
