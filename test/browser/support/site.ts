import type { Browser } from 'playwright-core';
import { readSession } from '#auth/index.ts';
import { createApi } from '#api/index.ts';
import { openServer } from '#start/open-server.ts';
import { isTestGatewayPath, type RunningTestGateway } from '#start/start-test-gateway.ts';
import { openSimulator, type InMemorySimulator } from '#simulator/index.ts';
import { createWeb, openWeb, type WebOptions } from '#web/server/index.ts';
import { openTestApp, type TestApp, type TestAppOptions } from '#test/support/database.ts';
import { openBrowser } from './chromium.ts';
import { movedClock, type MovedClock } from '#test/support/provider-desk.ts';

export type ServedSite = AsyncDisposable & {
  readonly app: TestApp;
  readonly origin: string;
  readonly browser: Browser;
};

export type TestSite = ServedSite & {
  readonly clock: MovedClock;
  readonly simulator: InMemorySimulator;
};

/** A shop on a port of its own, with API and pages behind the server that `npm start` uses. */
export async function openSite(options: Partial<WebOptions> = {}): Promise<TestSite> {
  const clock = movedClock();
  const simulator = openSimulator({ clock });
  const site = await serveSite({ app: { clock, post: simulator.post }, web: options });
  return { ...site, clock, simulator };
}

export type SiteOptions = {
  app: TestAppOptions;
  web?: Partial<WebOptions>;
  /** Stands at the addresses of the test gateway. */
  openGateway?(app: TestApp, ownUrl: string): Promise<RunningTestGateway>;
};

export async function serveSite({ app: of, web, openGateway }: SiteOptions): Promise<ServedSite> {
  await using opened = new AsyncDisposableStack();
  const server = await openServer({ host: '127.0.0.1', port: 0 });
  // By its name, because a passkey belongs to a name and not to an address.
  const origin = server.url.replace('127.0.0.1', 'localhost');
  const shop = { name: 'notpanel', url: origin };
  const app = opened.use(await openTestApp({ shop, ...of }));
  opened.defer(() => server.close(0));
  const api = createApi(app, { trustedProxies: [], release: '0.0.0-test', panelUrl: origin });
  const pages = await openWeb({ origins: [new URL(origin).host] });
  const readVisitor: WebOptions['readVisitor'] = (one, headers) => readSession(one, shop, headers);
  const site = { ...shop, demo: false, release: '0.0.0-test', readVisitor, ...web };
  const gateway = await openGateway?.(app, server.url);
  if (gateway) opened.use(gateway);
  const show = createWeb(app, pages, site);
  server.serve((req, res) => {
    if (api.handle(req, res)) return;
    if (gateway && isTestGatewayPath(req.url)) gateway.listener(req, res);
    else show(req, res);
  });
  const browser = await openBrowser();
  opened.defer(() => browser.close());
  const held = opened.move();
  return { app, origin, browser, [Symbol.asyncDispose]: () => held.disposeAsync() };
}
