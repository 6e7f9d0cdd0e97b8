import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { clientIp, createApi, proxyList } from '#api/index.ts';
import { readSession } from '#auth/index.ts';
import { openErrorReport } from '#platform/error-report.ts';
import { openLog, type Log } from '#platform/log.ts';
import { readUrl } from '#platform/mail/open-mailer.ts';
import { createWeb, ensureBuild, openDevWeb, openWeb } from '#web/server/index.ts';
import { runWorker, startProbes, startWatch } from '#worker/index.ts';
import type { Config } from '../config.ts';
import { startDemoProviders, type DemoProviders } from './demo/demo-providers.ts';
import { isEmpty, seedDemo, type DemoAccess } from './demo/seed-demo.ts';
import { seedGateways } from './demo/seed-gateways.ts';
import { watchFirstDraw } from './demo/watch-first-draw.ts';
import { watchFirstNight } from './demo/watch-nights.ts';
import { openPanel, type Panel } from './open-panel.ts';
import { openServer, type Server } from './open-server.ts';
import { RELEASE } from './release.ts';
import { isTestGatewayPath, startTestGateway } from './start-test-gateway.ts';
import { watchForStop } from './stop-signals.ts';

export type RunOptions = {
  /** Serves the API and the pages. */
  http: boolean;
  /** Sends orders to providers and follows them. */
  worker: boolean;
  /** Renders pages straight from their sources, for developers of the panel. */
  dev: boolean;
  /** Called once, when everything runs. */
  onReady(ready: Ready): Promise<void> | void;
};

/** What a start did. */
export type Ready = {
  panel: Panel;
  /** Undefined without HTTP. */
  url: string | undefined;
  worker: boolean;
  /** Those of the demo, and where they listen. */
  demoProviders: DemoProviders['providers'];
  /** On the first run of a demo. */
  access: DemoAccess | undefined;
  tookMs: number;
};

// From the signal to the end: 15 s where callers wait (issue 2), of which their calls get the most;
// 45 s for a worker alone, which may wait for a provider's whole answer (reliability.md 11.2).
const STOPS = {
  serving: { longestMs: 14_500, workerMs: 3_000 },
  working: { longestMs: 44_500, workerMs: 40_000 },
} as const;
const REQUESTS_MS = 10_000;
const NOTICE_MS = 250; // a proxy that asks /readyz hears of the end before connections are refused
const REPORT_MS = 2_000;

/** Starts the panel, serves until a signal, stops in order. The answer is the exit code. */
export async function runPanel(config: Config, options: RunOptions): Promise<number> {
  const report = config.sentryDsn
    ? openErrorReport({
        dsn: config.sentryDsn,
        release: `notpanel@${RELEASE}`,
        environment: config.demo ? 'demo' : 'production',
      })
    : undefined;
  const log = openLog(config.logLevel, report);
  const stop = watchForStop(log, config);
  const draining = new AbortController();
  stop.signal.addEventListener('abort', () => {
    draining.abort();
    setTimeout(() => {
      log.error('stopping took too long: ending now');
      process.exit(1);
    }, stopOf(options).longestMs).unref();
  });
  try {
    await serveUntil(stop.signal, draining.signal, config, log, options);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    if ((error as Error).name === 'AbortError') log.debug('stopped before it was ready');
    else log.error({ err: error }, 'stopping did not go as it should');
  } finally {
    await report?.flush(REPORT_MS);
  }
  return stop.fault() === undefined ? 0 : 1;
}

async function serveUntil(
  stopping: AbortSignal,
  draining: AbortSignal,
  config: Config,
  log: Log,
  options: RunOptions,
): Promise<void> {
  // What was opened last is closed first: requests, worker, provider, connections, Postgres.
  await using opened = new AsyncDisposableStack();
  const server = options.http ? await openServer(config) : undefined;
  // Beside the start of the database, which is a process of its own, too.
  const built = server && !options.dev ? ensureBuild() : undefined;
  built?.catch(() => {});
  opened.defer(() => server?.close(0));
  const whenNew = config.demo ? 'demo' : 'empty';
  const panel = opened.use(
    await openPanel(config, log, { use: 'panel', whenNew, url: server?.url, draining }),
  );
  const access = await seedFirst(panel);
  if (panel.shop.demo) await seedGateways(panel.app); // one of before there were payments
  const demo = panel.shop.demo
    ? opened.use(await startDemoProviders(panel.app, panel.storage.dataDir))
    : undefined;
  if (options.worker) {
    const name = processName();
    const { smtpUrl: url, mailFrom: from } = config;
    const worker = await runWorker(panel.app, {
      name,
      databaseUrl: panel.storage.appUrl,
      ...(url !== undefined && from !== undefined && { mailer: { url, from } }),
    });
    // A call that does not come back in time is left to the sweep of the next start.
    opened.defer(() => within(worker.stop(), stopOf(options).workerMs));
  } else {
    const watch = startWatch(panel.app, { name: processName(), works: false });
    opened.defer(() => watch.stop());
  }
  if (options.worker && demo) {
    opened.use(await watchFirstNight(panel.app));
    opened.use(await watchFirstDraw(panel.app));
  }
  await built;
  if (server) opened.use(await serve(server, panel, config, options));
  const probes = startProbes(panel.app, {
    ownUrl: server && reachable(server.url),
    mailServer: config.smtpUrl === undefined ? undefined : readUrl(config.smtpUrl),
  });
  opened.defer(() => probes.stop());
  opened.defer(async () => {
    if (!server) return;
    await pause(NOTICE_MS);
    await server.close(REQUESTS_MS);
  });
  if (!stopping.aborted) {
    await options.onReady({
      panel,
      url: server && panel.app.shop.url,
      worker: options.worker,
      demoProviders: demo?.providers ?? [],
      access,
      tookMs: process.uptime() * 1000,
    });
  }
  await aborted(stopping);
}

/** A demo whose seeding was cut short is seeded by the next start. */
async function seedFirst({ app, shop }: Panel): Promise<DemoAccess | undefined> {
  return shop.demo && (await isEmpty(app)) ? seedDemo(app) : undefined;
}

async function serve(
  server: Server,
  panel: Panel,
  config: Config,
  { dev }: RunOptions,
): Promise<AsyncDisposable> {
  const { app, shop, storage } = panel;
  const { trustedProxies, panelUrl } = config;
  const { name, url } = app.shop;
  // Errors reach the reports through the log.
  const trusted = trustedProxies.length > 0 ? proxyList(trustedProxies) : undefined;
  const api = createApi(app, { trustedProxies, panelUrl, release: RELEASE });
  await using opened = new AsyncDisposableStack();
  const pages = opened.use(await (dev ? openDevWeb : openWeb)({ origins: [new URL(url).host] }));
  const testGateway = await startTestGateway(app, {
    dataDir: storage.dataDir,
    ownUrl: reachable(server.url),
    isDemo: shop.demo,
  });
  if (testGateway) opened.use(testGateway);
  const web = createWeb(app, pages, {
    name,
    url,
    demo: shop.demo,
    release: RELEASE,
    dev,
    ipOf: (req) => clientIp(req, trusted),
    readVisitor: (one, headers) => readSession(one, app.shop, headers),
  });
  server.serve((req, res) => {
    if (api.handle(req, res)) return;
    if (testGateway && isTestGatewayPath(req.url)) testGateway.listener(req, res);
    else web(req, res);
  });
  return opened.move();
}

/** A server that listens everywhere is asked on this machine. */
const reachable = (url: string): string =>
  url.replace('//0.0.0.0', '//127.0.0.1').replace('//[::]', '//[::1]');

const stopOf = ({ http }: RunOptions) => STOPS[http ? 'serving' : 'working'];

/** In a container the next start has the same host and number, and is not the same worker. */
const processName = () =>
  `${hostname().slice(0, 60)}:${process.pid}:${randomBytes(3).toString('hex')}`;

const within = async (work: Promise<void>, ms: number): Promise<void> =>
  Promise.race([work, pause(ms, undefined, { ref: false })]);

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve());
  });
