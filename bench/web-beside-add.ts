import path from 'node:path';
import { checkBooks } from './benchmark.ts';
import { UNIQUE } from './load.ts';
import type { Options } from './options.ts';
import { PAGE, pageRequest } from './page-request.ts';
import { measureRounds, type Figure, type Measured } from './rounds.ts';
import { addScenarios, type Scenario } from './scenarios.ts';
import { startServer } from './server.ts';
import { openBackdoor, settleDown, stockShop, type Shop } from './shop.ts';
import { figure, table } from './table.ts';
import type { Verdict } from './verdicts.ts';

const VIEWS_PER_SECOND = 50; // issue 4
const VIEWERS = 16;
const ADDS_PER_SECOND = 500; // as beside dispatch: what two shared cores carry with room to spare
const MOST_SLOWER = 1.2; // issue 4

// Every second view is one that no cache has: a search that nobody made before.
const SEARCH = `/services?q=${UNIQUE}`;
const PATHS = ['/', SEARCH, '/services', SEARCH, '/developers', SEARCH, '/pricing', SEARCH];

export type BesideAddReport = { figures: Figure[]; verdicts: Verdict[]; booksOk: boolean };

/** How much slower `add` gets while fifty pages a second are looked at. */
export async function measureBesideAdd(options: Options): Promise<BesideAddReport> {
  const dataDir = path.join(options.folder, 'web-beside-add');
  const figures = await play(options, dataDir);
  const books = await checkBooks(dataDir);
  return { figures, verdicts: judge(figures), booksOk: books.ok };
}

async function play({ pace, signal, tell }: Options, dataDir: string): Promise<Figure[]> {
  tell('web-beside-add: starting the server');
  await using server = await startServer({ dataDir });
  await using backdoor = await openBackdoor(dataDir);
  const shop = await stockShop(backdoor);
  await settleDown(backdoor);
  await warm(server.port);
  const watched = { server: server.pid, postmaster: backdoor.postmaster };
  return await measureRounds(measuredOf(shop, server.port), { pace, watched, signal, tell });
}

/** What pages make once a process, such as the docs' index, is not what a view costs. */
async function warm(port: number): Promise<void> {
  for (const one of new Set(PATHS)) {
    await (await fetch(`http://127.0.0.1:${port}${one}`)).arrayBuffer();
  }
}

function measuredOf(shop: Shop, port: number): Measured[] {
  const { connections, requests, expect } = addScenarios(shop)[0] as Scenario;
  const adds = { port, connections, requests, expect, perSecond: ADDS_PER_SECOND };
  const pages = {
    port,
    connections: VIEWERS,
    requests: PATHS.map(pageRequest),
    expect: PAGE,
    perSecond: VIEWS_PER_SECOND,
  };
  const common = { connections, goal: {} };
  return [
    { ...common, name: 'add alone', file: './load.ts', plan: adds },
    { ...common, name: 'add beside pages', file: './beside-pages.ts', plan: { ...adds, pages } },
  ];
}

function judge([alone, beside]: readonly Figure[]): Verdict[] {
  if (!alone || !beside) return [];
  const actual = beside.perSecond === 0 ? Infinity : beside.p99Ms / alone.p99Ms;
  const what = `p99 of ${ADDS_PER_SECOND} adds a second, beside ${VIEWS_PER_SECOND} page views`;
  return [
    { what, actual, goal: MOST_SLOWER, side: 'at most', unit: '×', met: actual <= MOST_SLOWER },
  ];
}

export const describeBesideAdd = ({ figures }: Pick<BesideAddReport, 'figures'>): string =>
  table(
    ['scenario', 'per s', 'p50 ms', 'p99 ms', 'max ms', 'server cores', 'errors'],
    figures.map((one) => [
      one.name,
      figure(one.perSecond),
      figure(one.p50Ms),
      figure(one.p99Ms),
      figure(one.maxMs),
      figure(one.cpu.server),
      one.errors === 0 ? '0' : `${one.errors}: ${one.firstError}`,
    ]),
  );
