import type { Machine } from './machine.ts';
import type { Figure, Pace } from './rounds.ts';
import { figure, table } from './table.ts';
import { COMMITS, ECHO, fastest, type Start, type Verdict } from './verdicts.ts';

/** All that was measured with one amount of orders in the database. */
export type Stage = {
  title: string;
  /** In the database when the rounds began. */
  orders: number;
  /** What was acknowledged in the rounds, and by how much the orders grew: the same. */
  acknowledged: number;
  added: number;
  figures: Figure[];
  serverMb: { now: number; peak: number };
  postgresMb: number;
  databaseMb: number;
  loadAverage: number;
};

export type Report = {
  at: string;
  release: string;
  machine: Machine;
  pace: Pace;
  start?: Start;
  stages: Stage[];
  /** Seconds from the start of `serve` until ready, with all of the data. */
  restartS?: number;
  booksOk: boolean;
  verdicts: Verdict[];
};

const HEAD = ['scenario', 'conn.', 'per s', 'p50 ms', 'p99 ms', 'max ms', '× echo', '× commits'];
// Cores within the window; then CPU time per answer, which a busy machine hardly changes.
const CPU_HEAD = ['cpu: load', 'server', 'postgres', 'others', 'server µs', 'postgres µs'];
const LAST_HEAD = ['bytes', 'errors'];

export function describe(report: Report): string {
  const { machine, start, restartS } = report;
  const parts = [
    `notpanel ${report.release}, ${report.at}`,
    `${machine.processor}, ${machine.cores} cores, ${machine.memoryMb} MB, ${machine.system}, ` +
      `Node ${machine.node}, load ${machine.loadAverage.toFixed(2)} before`,
    `fdatasync of 8 kB: p50 ${figure(machine.syncP50Ms)} ms, p99 ${figure(machine.syncP99Ms)} ms`,
    `medians of ${report.pace.rounds} rounds of ${report.pace.windowMs / 1000} s each`,
  ];
  if (start)
    parts.push(`npm start: first ${figure(start.firstS)} s, again ${figure(start.againS)} s`);
  if (restartS !== undefined) parts.push(`serve with all data: ready in ${figure(restartS)} s`);
  const stages = report.stages.map((stage) => describeStage(stage, report.stages[0]));
  const books = `check-books: ${report.booksOk ? '✓ ok' : '✗ NOT OK'}`;
  return [parts.join('\n'), ...stages, describeVerdicts(report.verdicts), books, ''].join('\n\n');
}

function describeStage(stage: Stage, first: Stage | undefined): string {
  const { figures, serverMb, postgresMb, databaseMb } = stage;
  const [echo, commits] = [fastest(figures, ECHO), fastest(figures, COMMITS)];
  const isLater = first !== undefined && first !== stage;
  const rows = figures.map((one) => [
    one.name,
    String(one.connections),
    figure(one.perSecond),
    figure(one.p50Ms),
    figure(one.p99Ms),
    figure(one.maxMs),
    echo === undefined ? '' : figure(one.perSecond / echo),
    commits === undefined || !one.name.startsWith('add') ? '' : figure(one.perSecond / commits),
    ...(isLater ? compare(one, first) : []),
    figure(one.cpu.load),
    figure(one.cpu.server),
    figure(one.cpu.postgres),
    figure(one.cpu.others),
    perAnswer(one.cpu.server, one),
    perAnswer(one.cpu.postgres, one),
    one.bytes === 0 ? '' : figure(one.bytes),
    one.errors === 0 ? '0' : `${one.errors}: ${one.firstError}`,
  ]);
  const head = [...HEAD, ...(isLater ? ['× empty', '× its cpu'] : []), ...CPU_HEAD, ...LAST_HEAD];
  return [
    `${stage.title}: ${stage.orders.toLocaleString('en-US')} orders at the beginning\n`,
    table(head, rows),
    `server ${figure(serverMb.now)} MB (peak ${figure(serverMb.peak)}), ` +
      `postgres ${figure(postgresMb)} MB, database ${figure(databaseMb)} MB, ` +
      `load average ${stage.loadAverage.toFixed(2)}`,
    `${figure(stage.acknowledged)} orders acknowledged, ${figure(stage.added)} found: ` +
      (stage.added === stage.acknowledged ? '✓' : '✗ NOT THE SAME'),
  ].join('\n');
}

const perAnswer = (cores: number, { perSecond }: Figure): string =>
  figure((cores / perSecond) * 1e6);

/** Speed and CPU time per answer as multiples of those on the new database. */
function compare(one: Figure, { figures }: Stage): [speed: string, cpu: string] {
  const before = figures.find(
    ({ name, connections }) => name === one.name && connections === one.connections,
  );
  if (!before) return ['', ''];
  const cost = ({ cpu, perSecond }: Figure) => (cpu.server + cpu.postgres) / perSecond;
  return [figure(one.perSecond / before.perSecond), figure(cost(one) / cost(before))];
}

export function describeVerdicts(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ what, actual, goal, side, unit, met }) => [
    met ? '✓' : '✗',
    what,
    `${figure(actual)} ${unit}`,
    `${side === 'at least' ? '≥' : '≤'} ${goal.toLocaleString('en-US')} ${unit}`,
  ]);
  return table(['', 'what', 'figure', 'goal'], rows);
}
