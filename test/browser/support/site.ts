import type { Browser } from 'playwright-core';
import { readSession } from '#auth/index.ts';
import { createApi } from '#api/index.ts';
import { openServer } from '#start/open-server.ts';
import { openSimulator, type InMemorySimulator } from '#simulator/index.ts';
import { createWeb, openWeb, type WebOptions } from '#web/server/index.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { openBrowser } from './chromium.ts';
import { movedClock, type MovedClock } from '#test/support/provider-desk.ts';

export type TestSite = AsyncDisposable & {
  readonly app: TestApp;
  readonly clock: MovedClock;
  readonly simulator: InMemorySimulator;
  readonly origin: string;
  readonly browser: Browser;
};

/** A shop on a port of its own, with API and pages behind the server that `npm start` uses. */
export async function openSite(options: Partial<WebOptions> = {}): Promise<TestSite> {
  await using opened = new AsyncDisposableStack();
  const clock = movedClock();
  const simulator = openSimulator({ clock });
  const app = opened.use(await openTestApp({ clock, post: simulator.post }));
  const server = await openServer({ host: '127.0.0.1', port: 0 });
  opened.defer(() => server.close(0));
  // By its name, because a passkey belongs to a name and not to an address.
  const origin = server.url.replace('127.0.0.1', 'localhost');
  const api = createApi(app, { trustedProxies: [], release: '0.0.0-test', panelUrl: origin });
  const pages = await openWeb({ origins: [new URL(origin).host] });
  const shop = { name: 'notpanel', url: origin };
  const readVisitor: WebOptions['readVisitor'] = (one, headers) => readSession(one, shop, headers);
  const site = { ...shop, demo: false, release: '0.0.0-test', readVisitor, ...options };
  const show = createWeb(app, pages, site);
  server.serve((req, res) => {
    if (!api.handle(req, res)) show(req, res);
  });
  const browser = await openBrowser();
  opened.defer(() => browser.close());
  const held = opened.move();
  return {
    app,
    clock,
    simulator,
    origin,
    browser,
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}
