import type { Figure } from './rounds.ts';

export const ECHO = 'node:http echo';
export const COMMITS = 'one commit per order';

/** A figure beside its goal. */
export type Verdict = {
  what: string;
  actual: number;
  goal: number;
  /** Whether the figure must reach the goal or must not pass it. */
  side: 'at least' | 'at most';
  unit: '/s' | 'ms' | 's' | 'MB' | '×' | 'cores';
  met: boolean;
};

export type Start = { firstS: number; againS: number };

// The figures, where they are not those of one scenario.
const ADD_OVER_COMMITS = 6;
const ADD_OVER_ECHO = 0.25;
const MILLION_KEEPS = 0.8;
const MOST_MEMORY_MB = 250;
const FIRST_START_S = 15;
const START_AGAIN_S = 5;

const atLeast = (what: string, actual: number, goal: number, unit: Verdict['unit']): Verdict => ({
  what,
  actual,
  goal,
  side: 'at least',
  unit,
  met: actual >= goal,
});

const atMost = (what: string, actual: number, goal: number, unit: Verdict['unit']): Verdict => ({
  what,
  actual,
  goal,
  side: 'at most',
  unit,
  met: actual <= goal,
});

/** What one scenario must reach by itself. */
export function ownVerdicts({ name, goal, perSecond, p50Ms, p99Ms }: Figure): Verdict[] {
  return [
    ...(goal.perSecond === undefined ? [] : [atLeast(name, perSecond, goal.perSecond, '/s')]),
    ...(goal.p50Ms === undefined ? [] : [atMost(`${name}, p50`, p50Ms, goal.p50Ms, 'ms')]),
    ...(goal.p99Ms === undefined ? [] : [atMost(`${name}, p99`, p99Ms, goal.p99Ms, 'ms')]),
  ];
}

/** `add` beside the floors that the same rounds measured. */
export function floorVerdicts(figures: readonly Figure[]): Verdict[] {
  const add = figures.find(({ name }) => name === 'add');
  if (!add) return [];
  const [echo, commits] = [fastest(figures, ECHO), fastest(figures, COMMITS)];
  return [
    ...(commits
      ? [atLeast('add over one commit per order', add.perSecond / commits, ADD_OVER_COMMITS, '×')]
      : []),
    ...(echo ? [atLeast('add over node:http echo', add.perSecond / echo, ADD_OVER_ECHO, '×')] : []),
  ];
}

/** The best of a floor's settings: what it is compared with should look as good as it can. */
export function fastest(figures: readonly Figure[], floor: string): number | undefined {
  const found = figures.filter(({ name }) => name === floor).map(({ perSecond }) => perSecond);
  return found.length === 0 ? undefined : Math.max(...found);
}

/** How much of its speed a scenario keeps with many orders in the database. */
export function keptVerdicts(full: readonly Figure[], empty: readonly Figure[]): Verdict[] {
  return full.flatMap((figure) => {
    const before = empty.find(({ name }) => name === figure.name);
    if (!before || Object.keys(figure.goal).length === 0) return [];
    const kept = figure.perSecond / before.perSecond;
    return [atLeast(`${figure.name}, of the empty database's`, kept, MILLION_KEEPS, '×')];
  });
}

export const memoryVerdict = (serverMb: number): Verdict =>
  atMost('server memory after the run', serverMb, MOST_MEMORY_MB, 'MB');

export const startVerdicts = ({ firstS, againS }: Start): Verdict[] => [
  atMost('npm start, first run', firstS, FIRST_START_S, 's'),
  atMost('npm start, with data', againS, START_AGAIN_S, 's'),
];
