import { perApp, type App } from '../app.ts';
import { batch } from '../batch.ts';
import { admit, decide, spentLayer, type Claim, type Window } from './admit.ts';
import { minuteOf, unlimited, type Decision, type Layer } from './decision.ts';
import { openPostgresStore } from './postgres-store.ts';
import { watchStore, type StoreHealth } from './store-health.ts';
import type { LimitStore } from './limit-store.ts';
import { openWindows } from './windows.ts';

/**
 * Counts a call against all of its layers, or, when one of them is spent, against none. Over all
 * processes never more calls pass than the limit. It never fails: without the store each process
 * keeps the limit by its own counters. A layer that is known to be spent costs no statement.
 *
 * The minute is that of the process' clock, not the store's: windows are named by their minute, so
 * the clocks of two hosts matter at its turn only, and that is what `isCurrent` forgives.
 */
export async function take(app: App, layers: readonly Layer[]): Promise<Decision> {
  const now = app.clock.now();
  const claim = app.limits ? layers.filter(isLimited) : [];
  if (claim.length === 0) return unlimited(now);
  const counters = countersOf(app)[claim[0]?.name === 'ip' ? 'ofAddresses' : 'ofAccounts'];
  return counters.refusal(claim, minuteOf(now)) ?? counters.take(claim);
}

const isLimited = (layer: Layer): layer is Layer & { limit: number } => layer.limit !== null;

/** Addresses are counted apart: a flood of them must not push keys out of memory. */
const countersOf = perApp((app) => {
  const store = app.limitStore ?? openPostgresStore(app);
  const health = watchStore(app);
  const open = () => openCounters(app, store, health);
  return { ofAddresses: open(), ofAccounts: open() };
});

function openCounters(app: App, store: LimitStore, health: StoreHealth) {
  const windows = openWindows();

  const locally = (claims: Claim[]) => {
    const minute = minuteOf(app.clock.now());
    return admit(claims, (subject) => windows.of(subject, minute));
  };

  const run = async (claims: Claim[]): Promise<Decision[]> => {
    if (health.away) return locally(claims);
    const minute = minuteOf(app.clock.now());
    const told = (subject: string) => windows.known(subject, minute)?.unshared ?? 0;
    const shared = await health.attempt(() => store.take(claims, minute, told));
    if (!shared) return locally(claims);
    for (const [subject, window] of shared.windows) windows.set(subject, window);
    return shared.decisions;
  };
  const collect = batch<Claim, Decision>({ run, maxItems: 1_024 });

  return {
    take: (claim: Claim) => collect(claim).catch(() => locally([claim])[0] as Decision),
    /** A used-up window only grows, so what is known to be spent is spent. */
    refusal(claim: Claim, minute: number): Decision | undefined {
      const known = (subject: string) => windows.known(subject, minute);
      const spent = spentLayer(claim, known);
      if (spent === undefined) return undefined;
      const unknown: Window = { minute, used: 0, unshared: 0 };
      return decide(claim, (subject) => known(subject) ?? unknown, spent);
    },
  };
}
