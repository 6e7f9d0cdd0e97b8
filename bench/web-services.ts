import path from 'node:path';
import type { Options } from './options.ts';
import { PAGE, pageRequest } from './page-request.ts';
import { measureRounds, type Figure, type Measured } from './rounds.ts';
import { startServer } from './server.ts';
import { openBackdoor, settleDown } from './shop.ts';
import { figure, table } from './table.ts';
import { stockTenThousand } from './ten-thousand.ts';
import { ownVerdicts, type Verdict } from './verdicts.ts';

const CONNECTIONS = 16; // issue 4
const MOST_MS = 300; // issue 4
const KEPT = { perSecond: 1_000, p99Ms: MOST_MS }; // issue 4
const FRESH = { perSecond: 400, p99Ms: MOST_MS }; // issue 4

// Whoever has a cookie of a session is given no copy; this one is nobody's.
const NO_COPY = 'Cookie: bench-session=1';

const FILTERS = [
  ...['', 'platform=instagram', 'platform=tiktok&platform=youtube', 'refill=1', 'cancel=1&to=20'],
  ...['delivery=paid-ads&from=5', 'q=views', 'q=reel+views', 'q=sponsored&refill=1', 'q=brazil'],
];
const ORDERS = ['', 'sort=cheapest', 'sort=newest', 'page=2'];
const LISTS = FILTERS.flatMap((filter) => ORDERS.map((order) => listPath(filter, order)));
const SERVICE_IDS = Array.from({ length: 40 }, (_, index) => 1 + index * 70);

export type WebServicesReport = { services: number; figures: Figure[]; verdicts: Verdict[] };

/** Views of the catalogue's pages with ten thousand services, from copies and rendered anew. */
export async function measureWebServices(options: Options): Promise<WebServicesReport> {
  const dataDir = path.join(options.folder, 'web-services');
  const { pace, signal, tell } = options;
  tell('web-services: starting the server');
  await using server = await startServer({ dataDir });
  await using backdoor = await openBackdoor(dataDir);
  const services = await stockTenThousand(backdoor);
  await settleDown(backdoor);
  const watched = { server: server.pid, postmaster: backdoor.postmaster };
  const measured = measuredOn(server.port);
  const figures = await measureRounds(measured, { pace, watched, signal, tell });
  return { services, figures, verdicts: figures.flatMap(ownVerdicts) };
}

function measuredOn(port: number): Measured[] {
  const pages = SERVICE_IDS.map((id) => `/services/${id}`);
  const scenario = (name: string, paths: readonly string[], goal: Measured['goal']): Measured => ({
    name,
    connections: CONNECTIONS,
    goal,
    file: './load.ts',
    plan: {
      port,
      connections: CONNECTIONS,
      requests: paths.map((one) => (goal === KEPT ? pageRequest(one) : fresh(one))),
      expect: PAGE,
    },
  });
  return [
    scenario('web-services, guests', ['/services'], KEPT),
    scenario('web-services, guests, 40 lists', LISTS, KEPT),
    scenario('web-services, rendered', ['/services'], FRESH),
    scenario('web-services, rendered, 40 lists', LISTS, FRESH),
    scenario('web-services, a service, guests', pages, KEPT),
    scenario('web-services, a service, rendered', pages, FRESH),
  ];
}

function listPath(filter: string, order: string): string {
  const query = [filter, order].filter((part) => part !== '').join('&');
  return query === '' ? '/services' : `/services?${query}`;
}

const fresh = (one: string): string =>
  pageRequest(one).replace('\r\n\r\n', `\r\n${NO_COPY}\r\n\r\n`);

export const describeWebServices = ({
  services,
  figures,
}: Omit<WebServicesReport, 'verdicts'>): string =>
  [
    `${services.toLocaleString('en-US')} services`,
    table(
      ['page', 'per s', 'p50 ms', 'p99 ms', 'max ms', 'server µs', 'others', 'bytes', 'errors'],
      figures.map((one) => [
        one.name,
        figure(one.perSecond),
        figure(one.p50Ms),
        figure(one.p99Ms),
        figure(one.maxMs),
        figure((one.cpu.server / one.perSecond) * 1e6),
        figure(one.cpu.others),
        figure(one.bytes),
        one.errors === 0 ? '0' : `${one.errors}: ${one.firstError}`,
      ]),
    ),
  ].join('\n\n');
