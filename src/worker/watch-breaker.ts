import { recordBreaker, rerouteWaiting } from '#fulfilment/index.ts';
import { momentOf, type App } from '#platform/app.ts';
import { adapterOf, type Provider } from '#providers/index.ts';
import type { Breaker, BreakerState } from './breaker.ts';
import { startLoop, type Loop } from './loop.ts';

type Watched = {
  worker: string;
  breaker: Breaker;
  /** Hears that nothing more is to be sent. */
  opened(): void;
};

const IDLE_MS = 1_000;
const WRITTEN_AGAIN_MS = 60_000; // others believe an open breaker for two minutes
const REROUTE_AGAIN_MS = 10_000; // those that no other provider took; they are all looked at
const PAGE = 2_000; // orders that one transaction may hold

/**
 * Writes down when a provider's breaker opens and closes, asks whether it is back, and gives the
 * orders that wait for it to others meanwhile, as those of a paused one.
 */
export function watchBreaker(app: App, provider: Provider, watched: Watched): Loop {
  const { breaker, worker } = watched;
  const now = () => app.clock.now();
  let written: { is: BreakerState['is']; at: number } | undefined;
  let asking: Promise<unknown> = Promise.resolve();
  let page = { from: 0, at: -Infinity };

  const write = async (state: BreakerState) => {
    const reason = state.is === 'closed' ? null : state.reason;
    const told = { providerId: provider.id, worker, state: state.is, reason };
    const news = await app.transact((tx) => recordBreaker(tx, told, momentOf(app).now));
    for (const { text } of news) app.log.warn({ provider: provider.id }, text);
    written = { is: state.is, at: now() };
  };

  const isWritten = ({ is }: BreakerState) =>
    written?.is === is && (is === 'closed' || now() - written.at < WRITTEN_AGAIN_MS);

  const reroute = async () => {
    if (now() < page.at) return false;
    const why = provider.paused ? 'the provider is paused' : 'the provider does not answer';
    const asked = { providerId: provider.id, afterId: page.from, limit: PAGE, why };
    const { afterId } = await app.transact((tx) => rerouteWaiting(tx, asked, momentOf(app)));
    page = { from: afterId ?? 0, at: afterId === null ? now() + REROUTE_AGAIN_MS : now() };
    return afterId !== null;
  };

  const loop = startLoop(
    { name: `breaker:${provider.id}`, idleMs: IDLE_MS, log: app.log },
    async () => {
      const state = breaker.state();
      if (!isWritten(state)) await write(state);
      if (state.is === 'closed') return provider.paused && reroute();
      watched.opened();
      const asked = breaker.probe(async () => (await adapterOf(app, provider).balance()).ok);
      asking = Promise.all([asking, asked]);
      return reroute();
    },
  );
  return {
    async stop() {
      await loop.stop();
      await asking;
    },
  };
}
