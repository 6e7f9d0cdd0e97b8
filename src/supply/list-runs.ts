import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import type { SupplyRunKind } from './supply-run.ts';

/** One import, sync or undo. */
export type Run = {
  id: number;
  providerId: number | null;
  provider: string | null;
  kind: SupplyRunKind;
  actor: string;
  startedAt: Date;
  /** Null: it is under way, or was cut off. */
  finishedAt: Date | null;
  offers: number;
  changed: number;
  held: number;
  error: string | null;
  /** The run that it takes back. */
  undoes: number | null;
  /** The run that took it back. */
  undoneBy: number | null;
};

const RUNS = reading<Run>(
  'supply.runs',
  `select r.id, r.provider_id as "providerId", p.name as provider, r.kind, r.actor,
     r.started_at as "startedAt", r.finished_at as "finishedAt", r.offers, r.changed, r.held,
     r.error, r.undoes, u.id as "undoneBy"
   from supply_runs r
   left join providers p on p.id = r.provider_id
   left join supply_runs u on u.undoes = r.id
   where ($1::int is null or r.id = $1) and ($2::int is null or r.provider_id = $2)
     and (not $3 or r.changed > 0 or r.held > 0 or r.error is not null)
   order by r.id desc limit $4`,
);

export type RunsWanted = {
  id?: number;
  providerId?: number;
  /** Leaves out those in which nothing happened. */
  eventful?: boolean;
  limit: number;
};

/** The newest first. */
export const listRuns = (
  db: Db,
  { id, providerId, eventful = false, limit }: RunsWanted,
): Promise<Run[]> => db.rows(RUNS, [id ?? null, providerId ?? null, eventful, limit]);
