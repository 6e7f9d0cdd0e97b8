import type { Figure, Measured } from './rounds.ts';
import { addScenarios, type Scenario } from './scenarios.ts';
import type { Backdoor, Shop } from './shop.ts';
import type { Verdict } from './verdicts.ts';

export const DISPATCH = 'dispatch';
const BESIDE_DEAD = 'dispatch beside a dead provider';
const ADD_ALONE = 'dispatch: add alone';
const ADD_BESIDE = 'dispatch: add beside it';

// A v2 provider that answers in 20 ms and takes 64 calls at a time, as issue 3 states it.
const CONCURRENCY = 64;
const LATENCY_MS = 20;
const BOUND = (CONCURRENCY / LATENCY_MS) * 1_000;
const LEAST = 2_000;
const DEAD_KEEPS = 0.95; // F4
const ADD_SLOWER = 1.1; // issue 3
// Half of what two shared cores carry with a worker, its provider and the load on them: where they
// are full, everything costs everything else.
const ADDS_PER_SECOND = 500;

export function dispatchScenarios({
  backdoor,
  shop,
  port,
}: {
  backdoor: Backdoor;
  shop: Shop;
  port: number;
}): Measured[] {
  const superUrl = new URL(backdoor.superUrl);
  superUrl.pathname = '/notpanel';
  const upstream = {
    appUrl: backdoor.appUrl,
    serviceIds: shop.articles.map((one) => one.serviceId),
    concurrency: CONCURRENCY,
    latencyMs: LATENCY_MS,
  };
  const accountIds = shop.buyers.map((one) => one.accountId);
  const dispatch = { ...upstream, superUrl: superUrl.href, accountIds, besideDead: false };
  const [add] = addScenarios(shop);
  const { requests, expect, connections } = add as Scenario;
  const load = { port, connections, requests, expect, perSecond: ADDS_PER_SECOND };
  const common = { connections: CONCURRENCY, goal: {} };
  return [
    {
      ...common,
      name: DISPATCH,
      goal: { perSecond: LEAST },
      file: './dispatch.ts',
      plan: dispatch,
    },
    {
      ...common,
      name: BESIDE_DEAD,
      file: './dispatch.ts',
      plan: { ...dispatch, besideDead: true },
    },
    { ...common, connections, name: ADD_ALONE, file: './load.ts', plan: load },
    {
      ...common,
      connections,
      name: ADD_BESIDE,
      file: './beside.ts',
      plan: { ...load, upstream },
    },
  ];
}

/** Orders against their bound, and what a dead provider and the dispatch itself cost others. */
export function dispatchVerdicts(figures: readonly Figure[]): Verdict[] {
  const of = (name: string) => figures.find((figure) => figure.name === name);
  const [plain, dead, alone, beside] = [DISPATCH, BESIDE_DEAD, ADD_ALONE, ADD_BESIDE].map(of);
  const verdicts: Verdict[] = [];
  const add = (what: string, actual: number, goal: number, side: Verdict['side']) => {
    const met = side === 'at least' ? actual >= goal : actual <= goal;
    verdicts.push({ what, actual, goal, side, unit: '×', met });
  };
  if (plain) {
    const what = `dispatch, of concurrency ÷ latency (${BOUND.toLocaleString('en-US')}/s)`;
    add(what, plain.perSecond / BOUND, LEAST / BOUND, 'at least');
  }
  if (plain && dead) {
    add(
      'dispatch beside a dead provider',
      dead.perSecond / plain.perSecond,
      DEAD_KEEPS,
      'at least',
    );
  }
  if (alone && beside) {
    const what = `p99 of ${ADDS_PER_SECOND} adds a second, dispatched`;
    add(what, beside.p99Ms / alone.p99Ms, ADD_SLOWER, 'at most');
  }
  return verdicts;
}
