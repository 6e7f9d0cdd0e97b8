import type { Db } from '#platform/db/types.ts';
import { listProviders, readHealth, type Health } from '#providers/index.ts';
import type { Probe } from './status.ts';

/**
 * How the pool of providers does, by the calls of the last hour and the breakers: all well, some
 * away (orders go to others), or none left. Without a provider in use there is nothing to say.
 */
export async function probeProviders(db: Db, now: Date): Promise<Probe[]> {
  const [providers, health] = await Promise.all([listProviders(db), readHealth(db, now)]);
  const used = providers.filter(({ paused }) => !paused);
  if (used.length === 0) return [];
  const well = used.filter(({ id }) => isWell(health.get(id)));
  const state = well.length === used.length ? 'up' : well.length > 0 ? 'degraded' : 'down';
  const times = used.flatMap(({ id }) => health.get(id)?.meanMs ?? []);
  const tookMs =
    times.length === 0 ? null : Math.round(times.reduce((sum, one) => sum + one) / times.length);
  return [{ component: 'providers', state, tookMs }];
}

/** Nobody asked it for an hour: there is nothing against it. */
function isWell(health: Health | undefined): boolean {
  if (!health) return true;
  if (health.breaker === 'open') return false;
  return health.calls === 0 || health.failed * 2 < health.calls;
}
