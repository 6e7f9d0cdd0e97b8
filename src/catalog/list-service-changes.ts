import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import type { Change } from './service-change.ts';

export type ServiceChange = Change & {
  id: bigint;
  /** The transaction that wrote it. */
  xid: string;
  /** As the service is called now. */
  name: string;
  /** For the operator: it may tell what a provider asks. Customers are never shown it. */
  reason: string | null;
  source: string;
  runId: number | null;
  at: Date;
};

const FIELDS = `select c.id, c.xid::text as xid, c.service_id as "serviceId", s.name, c.kind, c.before, c.after,
    c.reason, c.source, c.run_id as "runId", c.at
  from service_changes c join services s on s.id = c.service_id`;

const NEWEST = reading<ServiceChange>(
  'catalog.newest-changes',
  `${FIELDS}
   where ($1::timestamptz is null or c.at >= $1) and ($2::int is null or c.service_id = $2)
     and ($3::bigint is null or c.id < $3) and ($4::int is null or c.run_id = $4)
   order by c.id desc limit $5`,
);
const WRITTEN = reading<ServiceChange>(
  'catalog.written-changes',
  `${FIELDS} where c.xid >= $1::xid8 and c.xid < $2::xid8 order by c.id`,
);

const OVERTAKEN = reading<[serviceId: number]>(
  'catalog.overtaken-by',
  `select distinct later.service_id from service_changes later join (
     select service_id, max(id) as last from service_changes where run_id = $1 group by service_id
   ) mine on mine.service_id = later.service_id and later.id > mine.last`,
  { asArrays: true },
);

/** Services that were changed again after a run had changed them. */
export const changedSinceRun = async (db: Db, runId: number): Promise<Set<number>> =>
  new Set((await db.rows(OVERTAKEN, [runId])).map(([id]) => id));

export type ChangesWanted = {
  since?: Date;
  serviceId?: number;
  /** Older than this one: the next page. */
  beforeId?: bigint;
  runId?: number;
  limit: number;
};

/** What became of services, the newest first. */
export const listServiceChanges = (db: Db, wanted: ChangesWanted): Promise<ServiceChange[]> => {
  const { since = null, serviceId = null, beforeId = null, runId = null, limit } = wanted;
  return db.rows(NEWEST, [since, serviceId, beforeId, runId, limit]);
};

/** What these transactions wrote, in order: from the first number up to the last, without it. */
export const readServiceChanges = (
  db: Db,
  { fromXid, untilXid }: { fromXid: string; untilXid: string },
): Promise<ServiceChange[]> => db.rows(WRITTEN, [fromXid, untilXid]);
