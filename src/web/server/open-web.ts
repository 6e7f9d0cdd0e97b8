import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ServerBuild } from 'react-router';
import { readAssets } from './assets.ts';
import { ensureBuild } from './build.ts';
import type { Copy } from './copy.ts';
import { openPages, type Render } from './load-pages.ts';

/** The built pages, loaded. One serves any number of Apps. */
export type Web = AsyncDisposable & {
  readonly render: Render;
  /** The browser's files by their address. */
  readonly assets: ReadonlyMap<string, Copy>;
  /** The paths of pages without parameters. */
  readonly paths: readonly string[];
  /** Vite's own, where pages come from their sources; it gets every request first. */
  readonly middleware?: Middleware;
};

export type Middleware = (req: IncomingMessage, res: ServerResponse, next: () => void) => void;

/** Builds the pages if their sources have changed, and loads them. */
export async function openWeb({ origins }: { origins: readonly string[] }): Promise<Web> {
  const { assets, server } = await ensureBuild();
  const build = (await import(server)) as ServerBuild;
  return {
    render: openPages(build, { origins, mode: 'production' }),
    assets: await readAssets(assets),
    paths: plainPaths(build.routes),
    async [Symbol.asyncDispose]() {},
  };
}

type Routes = ServerBuild['routes'];

/** Of routes that show a page, in the order of the table. */
function plainPaths(routes: Routes): string[] {
  const pathOf = (id: string | undefined): string => {
    const route = id === undefined ? undefined : routes[id];
    if (!route) return '';
    const above = pathOf(route.parentId);
    return route.path ? `${above}/${route.path}` : above;
  };
  return Object.entries(routes)
    .filter(([, route]) => route?.module.default && (route.index === true || route.path))
    .map(([id]) => pathOf(id) || '/')
    .filter((path) => !/[:*]/.test(path));
}
