import { followOrders, openSubmitLane, passWishes } from '#fulfilment/index.ts';
import type { App } from '#platform/app.ts';
import { adapterOf, type Provider } from '#providers/index.ts';
import { followRefills, sendRefills } from '#refills/index.ts';
import { openBreaker } from './breaker.ts';
import { dueAside, dueToFollow, dueToSubmit } from './due.ts';
import { startLoop, type Loop } from './loop.ts';

const SUBMIT_IDLE_MS = 250; // an order leaves within a quarter of a second
const FOLLOW_IDLE_MS = 500;
const ASIDE_IDLE_MS = 1_000;

/** All that is done with one provider, apart from every other: a dead one delays nobody else. */
export function startLane(app: App, provider: Provider, worker: string): Loop {
  const now = () => new Date(app.clock.now());
  const breaker = openBreaker(() => app.clock.now());
  const submits = openSubmitLane(app, provider, {
    worker,
    heard: (result) => breaker.heard(result.kind !== 'never_sent' && result.kind !== 'unknown'),
  });
  const loop = (name: string, idleMs: number, turn: () => Promise<boolean>) =>
    startLoop({ name: `${name}:${provider.id}`, idleMs, log: app.log }, turn);

  let found = false;
  const loops = [
    loop('submit', SUBMIT_IDLE_MS, async () => {
      await submits.free();
      const state = breaker.state();
      if (state === 'probe') breaker.heard((await adapterOf(app, provider).balance()).ok);
      if (state !== 'closed') return false;
      if (!found && !(await dueToSubmit(app.db, provider.id, now()))) return false;
      found = (await submits.fill()) > 0;
      return found;
    }),
    loop('follow', FOLLOW_IDLE_MS, async () => {
      if (!(await dueToFollow(app.db, provider.id, now()))) return false;
      return (await followOrders(app, provider)) >= provider.statusBatch;
    }),
    loop('aside', ASIDE_IDLE_MS, async () => {
      const due = await dueAside(app.db, now());
      if (due.wishes) await passWishes(app, provider);
      if (due.refills)
        await Promise.all([sendRefills(app, provider), followRefills(app, provider)]);
      return false;
    }),
  ];
  return {
    async stop() {
      await Promise.all(loops.map((one) => one.stop()));
      await submits.quiet();
    },
  };
}
