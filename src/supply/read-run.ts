import { listServiceChanges, type ServiceChange } from '#catalog/index.ts';
import { AppError } from '#lib/errors.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import type { RouteChange } from './change-routes.ts';
import { listRuns, type Run } from './list-runs.ts';

export type RunWithDiff = {
  run: Run;
  /** What customers were told of, the oldest first. */
  services: ServiceChange[];
  /** What became of how services are delivered. */
  routes: RouteChange[];
};

const ROUTES = reading<RouteChange>(
  'supply.route-changes',
  `select service_id as "serviceId", provider_id as "providerId", before, after
   from route_changes where run_id = $1 order by id`,
);

const ALL = 1_000_000;

/** A run with all that it changed. Refuses `not_found`. */
export async function readRun(db: Db, id: number): Promise<RunWithDiff> {
  const [run] = await listRuns(db, { id, limit: 1 });
  if (!run) throw new AppError('not_found', `there is no run ${id}`);
  const services = await listServiceChanges(db, { runId: id, limit: ALL });
  return { run, services: services.toReversed(), routes: await db.rows(ROUTES, [id]) };
}
