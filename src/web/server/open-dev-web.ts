import type { ServerBuild } from 'react-router';
import { openPages } from './load-pages.ts';
import type { Web } from './open-web.ts';

const BUNDLE = 'virtual:react-router/server-build';

/**
 * The pages straight from their sources, through Vite in this process: an edit shows at once.
 * Resolves with what ends it.
 */
export async function openDevWeb({ origins }: { origins: readonly string[] }): Promise<Web> {
  const { createServer } = await import('vite');
  const vite = await createServer({ server: { middlewareMode: true }, appType: 'custom' });
  let loaded: { build: ServerBuild; render: Web['render'] } | undefined;
  return {
    assets: new Map(),
    paths: [],
    middleware: vite.middlewares,
    async render(request, page) {
      const build = (await vite.ssrLoadModule(BUNDLE)) as ServerBuild;
      if (loaded?.build !== build) {
        loaded = { build, render: openPages(build, { origins, mode: 'development' }) };
      }
      return loaded.render(request, page);
    },
    async [Symbol.asyncDispose]() {
      await vite.close();
    },
  };
}
