import { asRate } from '#lib/money.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import { inOrder, type CostBasis, type Route } from './route.ts';

type Row = [
  serviceId: number,
  pieces: number,
  providerId: number,
  providerService: string,
  costRate: bigint | null,
  costBasis: CostBasis,
  priority: number,
  share: number | null,
];

const ROUTES = reading<Row>(
  'catalog.routes-of',
  `select r.service_id, s.min, r.provider_id, r.provider_service, r.cost_rate, r.cost_basis,
     r.priority, r.share
   from service_routes r
   join services s on s.id = r.service_id join providers p on p.id = r.provider_id
   where r.service_id = any ($1::int[]) and r.active and not p.paused`,
  { asArrays: true },
);

/** The routes of services that may be taken now, as `Service.routes` has them, straight from the tables. */
export async function routesOf(
  db: Db,
  serviceIds: readonly number[],
): Promise<Map<number, readonly Route[]>> {
  if (serviceIds.length === 0) return new Map();
  const rows = await db.rows(ROUTES, [serviceIds]);
  const byService = Map.groupBy(rows, ([serviceId]) => serviceId);
  return new Map(
    [...byService].map(([serviceId, list]) => [
      serviceId,
      inOrder(list.map(asRoute), piecesOf(list)),
    ]),
  );
}

const piecesOf = (rows: readonly Row[]): number => rows[0]?.[1] ?? 0;

const asRoute = (row: Row): Route => ({
  providerId: row[2],
  providerService: row[3],
  costRate: row[4] === null ? null : asRate(row[4]),
  costBasis: row[5],
  priority: row[6],
  share: row[7],
});
