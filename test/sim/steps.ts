import { applyUnknownPolicy, escalateUnknown, sweepLeases } from '#fulfilment/index.ts';
import { grantWishes, startRuns } from '#orders/index.ts';
import { expireRequests } from '#refills/index.ts';
import { cancel, deposit, peek, refill, rivalDeposits } from './customer-steps.ts';
import { deliver, enable, tell } from './hook-steps.ts';
import { decide, pause, standing } from './operator-steps.ts';
import { place, placeTwins, replay, replayChanged } from './place-steps.ts';
import { HOUR_MS, MINUTE_MS } from './shop.ts';
import type { Step } from './sim.ts';
import { accept, requote, sync } from './supply-steps.ts';
import {
  chore,
  follow,
  refills,
  release,
  reroute,
  route,
  seek,
  submit,
  wishes,
} from './worker-steps.ts';
import { advance, moveClock, outage } from './world-steps.ts';

type Weighed = {
  weight: number;
  step: Step;
  /** What may befall its process; `asked`: also that a customer's answer is lost. */
  fates?: 'asked' | 'none';
};

/** What may happen in a shop, and how often. */
export const STEPS = {
  place: { weight: 20, step: place, fates: 'asked' },
  placeTwins: { weight: 3, step: placeTwins, fates: 'asked' },
  replay: { weight: 5, step: replay, fates: 'asked' },
  replayChanged: { weight: 2, step: replayChanged, fates: 'asked' },
  deposit: { weight: 8, step: deposit, fates: 'asked' },
  rivalDeposits: { weight: 1, step: rivalDeposits, fates: 'none' },
  cancel: { weight: 6, step: cancel, fates: 'asked' },
  refill: { weight: 4, step: refill, fates: 'asked' },
  peek: { weight: 3, step: peek, fates: 'none' },
  submit: { weight: 18, step: submit },
  release: { weight: 3, step: release },
  follow: { weight: 14, step: follow },
  wishes: { weight: 5, step: wishes },
  refills: { weight: 5, step: refills },
  runs: { weight: 4, step: chore((tx, now) => startRuns(tx, now)) },
  sweep: { weight: 3, step: chore(sweepLeases) },
  grant: { weight: 2, step: chore(grantWishes) },
  route: { weight: 2, step: route },
  seek: { weight: 4, step: seek },
  escalate: { weight: 1, step: chore(escalateUnknown) },
  policy: { weight: 2, step: chore(applyUnknownPolicy) },
  decide: { weight: 2, step: decide },
  reroute: { weight: 1, step: reroute },
  expire: { weight: 1, step: async ({ process }) => String(await expireRequests(process.app)) },
  advance: { weight: 10, step: advance },
  requote: { weight: 1, step: requote },
  sync: { weight: 2, step: sync },
  accept: { weight: 2, step: accept },
  pause: { weight: 2, step: pause },
  standing: { weight: 1, step: standing },
  outage: { weight: 1, step: outage },
  tell: { weight: 4, step: tell },
  deliver: { weight: 5, step: deliver },
  enable: { weight: 1, step: enable },
  seconds: { weight: 12, step: moveClock(500, 30_000) },
  minutes: { weight: 8, step: moveClock(MINUTE_MS, 30 * MINUTE_MS) },
  days: { weight: 1, step: moveClock(HOUR_MS, 72 * HOUR_MS) },
  backwards: { weight: 1, step: moveClock(-MINUTE_MS, -500) },
} as const satisfies Record<string, Weighed>;

export type StepName = keyof typeof STEPS;
