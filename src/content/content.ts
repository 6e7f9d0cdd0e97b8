import { perApp, type App } from '#platform/app.ts';
import { readContent, type Content } from './read-content.ts';

const TRUST_MS = 1_000; // how long any process may show an old text while nobody can tell it

/**
 * What the site shows, in memory: loaded at the first call, and again after any process changed
 * it. A reader never gets what was replaced before its own call was heard of.
 */
export const content = (app: App): Promise<Content> => memory(app).get();

const memory = perApp((app) => {
  let epoch = 0;
  let loaded: { epoch: number; at: number; value: Promise<Content> } | undefined;
  app.listener.on('content', () => (epoch += 1));

  const isTrusted = (at: number) => app.listener.connected || app.clock.now() - at <= TRUST_MS;

  return {
    get() {
      if (loaded && loaded.epoch === epoch && isTrusted(loaded.at)) return loaded.value;
      const mine = { epoch, at: app.clock.now(), value: readContent(app.db) };
      mine.value.catch(() => {
        if (loaded === mine) loaded = undefined;
      });
      loaded = mine;
      return mine.value;
    },
  };
});
