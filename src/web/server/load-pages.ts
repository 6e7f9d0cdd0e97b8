import type { ServerBuild } from 'react-router';
import { PAGE, type Page } from './context.ts';
import { plain } from './plain-answer.ts';
import { isUnavailable } from '#platform/db/postgres-errors.ts';
import { LOCALES, withLocale, type Locale } from '#lib/locales.ts';

/** Renders a page or runs its action. */
export type Render = (request: Request, page: Page) => Promise<Response>;

// What src/web/entry.server.tsx exports besides what React Router itself asks for.
type Entry = {
  createRequestHandler(
    build: ServerBuild,
    mode: string,
  ): (request: Request, context: { set(key: typeof PAGE, value: Page): void }) => Promise<Response>;
  RouterContextProvider: new () => { set(key: typeof PAGE, value: Page): void };
};

export type PagesOptions = {
  /** Hosts besides the request's own whose forms are taken, such as the public one behind a proxy. */
  origins: readonly string[];
  mode: 'production' | 'development';
};

/** The pages of a server bundle; each language is a base path of its own. */
export function openPages(build: ServerBuild, { origins, mode }: PagesOptions): Render {
  const { createRequestHandler, RouterContextProvider } = build.entry.module as unknown as Entry;
  const routes = Object.fromEntries(
    Object.entries(build.routes).map(([id, route]) => [id, route && whenAway(route)]),
  );
  const handlers = new Map<Locale, ReturnType<Entry['createRequestHandler']>>(
    LOCALES.map((locale) => {
      const basename = withLocale(locale, '/');
      const own = { ...build, routes, basename, allowedActionOrigins: [...origins] };
      return [locale, createRequestHandler(own, mode)];
    }),
  );
  return async (request, page) => {
    const handler = handlers.get(page.locale);
    if (!handler) throw new Error(`no pages in ${page.locale}`);
    const [path = ''] = page.path.split('?');
    if (path.endsWith(DATA)) return plain(404, 'There is no such page.');
    const context = new RouterContextProvider();
    context.set(PAGE, page);
    return handler(request, context);
  };
}

// What a loader read is for the server's eyes: pages that hydrate have it in them, and none asks again.
const DATA = '.data';

type Route = NonNullable<ServerBuild['routes'][string]>;
type Verb = (...args: never[]) => unknown;

/** A page whose verbs cannot reach the database is answered 503 and not reported as a fault. */
function whenAway(route: Route): Route {
  const { loader, action } = route.module;
  const guarded = {
    ...route.module,
    ...(loader ? { loader: guard(loader as Verb) } : {}),
    ...(action ? { action: guard(action as Verb) } : {}),
  };
  return { ...route, module: guarded as Route['module'] };
}

const guard =
  (verb: Verb): Verb =>
  async (...args) => {
    try {
      return await verb(...args);
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      throw new Response(null, { status: 503, headers: { 'retry-after': '5' } });
    }
  };
