import path from 'node:path';
import { checkBooks } from './benchmark.ts';
import type { Options } from './options.ts';
import { measureRounds, type Figure, type Measured, type Pace } from './rounds.ts';
import { addScenarios, type Scenario } from './scenarios.ts';
import { startServer, type Server } from './server.ts';
import { openBackdoor, settleDown, stockShop, type Backdoor, type Shop } from './shop.ts';
import { figure, median, table } from './table.ts';
import type { Verdict } from './verdicts.ts';

// What the log of calls costs `add`: two servers on one database, one of them without a log, are
// asked in turn.

const PAIRS = 5; // each in the other order than the one before
const LEAST_KEPT = 0.95; // issue 5
const RUNS = ['add', 'add, one account'];

type Pair = { name: string; logged: Figure; plain: Figure };
export type RequestLogReport = { pairs: Pair[]; verdicts: Verdict[]; booksOk: boolean };

export async function measureRequestLog(options: Options): Promise<RequestLogReport> {
  const dataDir = path.join(options.folder, 'request-log');
  const pairs = await play(options, dataDir);
  const books = await checkBooks(dataDir);
  return { pairs, verdicts: judge(pairs), booksOk: books.ok };
}

async function play(options: Options, dataDir: string): Promise<Pair[]> {
  options.tell('request-log: starting two servers');
  await using logged = await startServer({ dataDir });
  await using backdoor = await openBackdoor(dataDir);
  await using plain = await startServer({
    dataDir: `${dataDir}-off`,
    env: {
      NOTPANEL_REQUEST_LOG: 'off',
      DATABASE_URL: backdoor.appUrl,
      MIGRATE_URL: backdoor.ownerUrl,
    },
  });
  const shop = await stockShop(backdoor);
  await settleDown(backdoor);
  const pairs: Pair[] = [];
  const count = options.pace.rounds === 1 ? 1 : PAIRS;
  for (let number = 0; number < count; number += 1) {
    for (const name of RUNS) {
      const run = (server: Server) => runOnce(options, { server, backdoor, shop, name });
      if (number % 2 === 0)
        pairs.push({ name, logged: await run(logged), plain: await run(plain) });
      else pairs.push({ name, plain: await run(plain), logged: await run(logged) });
    }
  }
  return pairs;
}

type Subject = { server: Server; backdoor: Backdoor; shop: Shop; name: string };

async function runOnce(options: Options, { server, backdoor, shop, name }: Subject) {
  const pace: Pace = { ...options.pace, rounds: 1 };
  const watched = { server: server.pid, postmaster: backdoor.postmaster };
  const scenario = addScenarios(shop).find((one) => one.name === name) as Scenario;
  const { connections, requests, expect } = scenario;
  const plan = { port: server.port, connections, requests, expect };
  const measured: Measured = { name, connections, goal: {}, file: './load.ts', plan };
  const { signal, tell } = options;
  const [figures] = await measureRounds([measured], { pace, watched, signal, tell });
  return figures as Figure;
}

/** Microseconds of server and Postgres for an answer. */
const workOf = ({ cpu, perSecond }: Figure): number =>
  ((cpu.server + cpu.postgres) / Math.max(1, perSecond)) * 1_000_000;

const medianOf = (pairs: readonly Pair[], value: (pair: Pair) => number): number =>
  median(pairs.map(value));

function judge(all: readonly Pair[]): Verdict[] {
  return RUNS.map((name) => {
    const pairs = all.filter((pair) => pair.name === name);
    const actual = medianOf(pairs, ({ logged, plain }) => logged.perSecond / plain.perSecond);
    const met = actual >= LEAST_KEPT;
    const what = `${name}: throughput with the log of that without`;
    return { what, actual, goal: LEAST_KEPT, side: 'at least', unit: '×', met };
  });
}

export const describeRequestLog = ({ pairs: all }: Pick<RequestLogReport, 'pairs'>): string =>
  table(
    ['scenario', 'with', 'without', 'ratios', 'work with, µs', 'work without, µs', 'p99 ms'],
    RUNS.map((name) => {
      const pairs = all.filter((pair) => pair.name === name);
      return [
        name,
        figure(medianOf(pairs, ({ logged }) => logged.perSecond)),
        figure(medianOf(pairs, ({ plain }) => plain.perSecond)),
        pairs.map(({ logged, plain }) => (logged.perSecond / plain.perSecond).toFixed(2)).join(' '),
        figure(medianOf(pairs, ({ logged }) => workOf(logged))),
        figure(medianOf(pairs, ({ plain }) => workOf(plain))),
        `${figure(medianOf(pairs, (one) => one.logged.p99Ms))} and ${figure(medianOf(pairs, (one) => one.plain.p99Ms))}`,
      ];
    }),
  );
