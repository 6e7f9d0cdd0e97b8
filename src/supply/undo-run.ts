import { isDeepStrictEqual } from 'node:util';
import {
  changedSinceRun,
  lockSupplied,
  updateServices,
  type ChangedFields,
  type NewRoute,
  type RouteName,
  type ServiceChange,
  type ServicePatch,
  type Supplied,
} from '#catalog/index.ts';
import { AppError } from '#lib/errors.ts';
import { parseRate } from '#lib/money.ts';
import { actorName, type Actor, type App } from '#platform/app.ts';
import { violatedConstraint } from '#platform/db/postgres-errors.ts';
import { changeRoutes, recordOf, removeRoutes, type RouteChange } from './change-routes.ts';
import { isUsable } from './next-limits.ts';
import { readRun } from './read-run.ts';
import { settleNotices } from './settle-notices.ts';
import { beginRun, endRun } from './supply-run.ts';
import { lossAt, typeNamed } from './terms.ts';

export type Undone = {
  runId: number;
  /** Services that are as they were before the run. */
  undone: number;
  /** Changed again since, or sold under cost at the price before: they stay as they are. */
  left: readonly { serviceId: number; name: string }[];
};

/**
 * Takes back an import: fields and routes are as they were, what it made is switched off and no
 * longer routed. What was changed since stays, and what would be sold under cost. Refuses `not_found` and `conflict`: it is no import,
 * or is undone already.
 */
export async function undoRun(app: App, runId: number, actor: Actor): Promise<Undone> {
  try {
    return await undo(app, runId, actor);
  } catch (error) {
    if (violatedConstraint(error) !== 'supply_runs_are_undone_once') throw error;
    throw new AppError('conflict', `run ${runId} is undone already`);
  }
}

const undo = (app: App, runId: number, actor: Actor): Promise<Undone> =>
  app.transact(async (tx) => {
    const { run, services: changes, routes } = await readRun(tx, runId);
    if (run.kind !== 'import') throw new AppError('conflict', `run ${runId} is no import`);
    const at = new Date(app.clock.now());
    const source = actorName(actor);
    const { providerId } = run;
    const mine = await beginRun(tx, { providerId, kind: 'undo', actor: source, at, undoes: runId });
    const ids = [...new Set([...changes, ...routes].map((change) => change.serviceId))];
    const services = await lockSupplied(tx, ids);
    const overtaken = await changedSinceRun(tx, runId);
    const ofService = Map.groupBy(changes, (change) => change.serviceId);
    const routesOf = Map.groupBy(routes, (route) => route.serviceId);
    const isSame = (service: Supplied) => {
      const mine = routesOf.get(service.id) ?? [];
      return (
        !overtaken.has(service.id) &&
        mine.every((route) => stands(service, route)) &&
        mayReturn(service, ofService.get(service.id) ?? [], mine)
      );
    };
    const kept = services.filter(isSame);
    const [removed, restored] = splitRoutes(routes, kept);
    await updateServices(tx, patchesOf(changes, kept), {
      source,
      runId: mine,
      reason: `import ${runId} is undone`,
    });
    await removeRoutes(tx, mine, removed, services);
    await changeRoutes(tx, mine, restored, services);
    await settleNotices(tx, { now: at, by: source });
    await endRun(tx, mine, { at, changed: kept.length });
    const left = services
      .filter((service) => !kept.includes(service))
      .map(({ id, name }) => ({ serviceId: id, name }));
    return { runId: mine, undone: kept.length, left };
  });

/** The route is as the run has left it, and the only one where the run made it. */
const stands = (service: Supplied, route: RouteChange): boolean =>
  isDeepStrictEqual(recordOf(service, route.providerId), route.after) &&
  (route.before !== null || service.routes.length === 1);

/** Nobody pinned the price that the run set, and the one before it pays for what it costs now. */
function mayReturn(
  service: Supplied,
  changes: readonly ServiceChange[],
  routes: readonly RouteChange[],
): boolean {
  const patch = asPatch(fieldsBefore(changes));
  const { rate } = patch;
  const isPriced = rate !== undefined || changes.some((change) => change.kind === 'new');
  if (isPriced && service.ratePinned) return false;
  if (rate === undefined || routes.some((route) => route.before === null)) return true;
  const sold = { ...service, ...patch };
  return service.routes.every(
    (route) => !isUsable(route) || lossAt(sold, rate, route) === undefined,
  );
}

const fieldsBefore = (changes: readonly ServiceChange[]): ChangedFields =>
  Object.assign({}, ...changes.map((change) => change.before)) as ChangedFields;

function splitRoutes(
  routes: readonly RouteChange[],
  kept: readonly Supplied[],
): [removed: RouteName[], restored: NewRoute[]] {
  const byId = new Map(kept.map((service) => [service.id, service]));
  const mine = routes.filter((route) => byId.has(route.serviceId));
  const removed = mine.filter((route) => route.before === null);
  const restored = mine.flatMap(({ serviceId, providerId, before }) => {
    const now = byId.get(serviceId)?.routes.find((one) => one.providerId === providerId);
    if (!before || !now) return [];
    const route: NewRoute = {
      ...now,
      serviceId,
      providerService: before.service,
      costRate: before.cost === null ? null : parseRate(before.cost),
      costBasis: before.basis === 'per_order' ? 'per_order' : 'per_1000',
    };
    return [route];
  });
  return [removed, restored];
}

function patchesOf(changes: readonly ServiceChange[], kept: readonly Supplied[]): ServicePatch[] {
  const ofService = Map.groupBy(changes, (change) => change.serviceId);
  return kept.flatMap(({ id }) => {
    const mine = ofService.get(id) ?? [];
    if (mine.some((change) => change.kind === 'new')) return [{ id, active: false }];
    const patch = { id, ...asPatch(fieldsBefore(mine)) };
    return Object.keys(patch).length > 1 ? [patch] : [];
  });
}

/** Of the fields that an import changes. */
function asPatch({ rate, min, max, type, ...flags }: ChangedFields): Omit<ServicePatch, 'id'> {
  const named = typeof type === 'string' ? typeNamed(type) : undefined;
  const flag = (name: 'refill' | 'cancel' | 'active') =>
    typeof flags[name] === 'boolean' ? { [name]: flags[name] } : {};
  return {
    ...(typeof rate === 'string' ? { rate: parseRate(rate) } : {}),
    ...(typeof min === 'number' ? { min } : {}),
    ...(typeof max === 'number' ? { max } : {}),
    ...(named === undefined ? {} : { type: named }),
    ...flag('refill'),
    ...flag('cancel'),
    ...flag('active'),
  };
}
