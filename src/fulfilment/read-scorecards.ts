import type { Db } from '#platform/db/types.ts';

/** How a provider does with a service. Shares in basis points; null: measured on fewer than five. */
export type Scorecard = {
  serviceId: number;
  service: string;
  providerId: number;
  provider: string;
  /** Ended orders that the figures are made of. */
  sample: number;
  /** Median seconds from acceptance. */
  startS: number | null;
  finishS: number | null;
  completedBp: number | null;
  partialBp: number | null;
  canceledBp: number | null;
  /** Ended orders for which a refill was asked. */
  refillBp: number | null;
  /** Tries to place an order that the provider answered. */
  attempts: number;
  refusedBp: number | null;
  measuredAt: Date;
};

/** Scorecards of a service, a provider, both or all, by service and provider. */
export async function readScorecards(
  db: Db,
  { serviceId, providerId }: { serviceId?: number; providerId?: number },
): Promise<Scorecard[]> {
  const rows = await db
    .selectFrom('scorecards as c')
    .innerJoin('services as s', 's.id', 'c.service_id')
    .innerJoin('providers as p', 'p.id', 'c.provider_id')
    .selectAll('c')
    .select(['s.name as service', 'p.name as provider'])
    .$if(serviceId !== undefined, (all) => all.where('c.service_id', '=', serviceId ?? 0))
    .$if(providerId !== undefined, (all) => all.where('c.provider_id', '=', providerId ?? 0))
    .orderBy('c.service_id')
    .orderBy('c.provider_id')
    .execute();
  return rows.map((row) => ({
    serviceId: row.service_id,
    service: row.service,
    providerId: row.provider_id,
    provider: row.provider,
    sample: row.sample,
    startS: row.start_s,
    finishS: row.finish_s,
    completedBp: row.completed_bp,
    partialBp: row.partial_bp,
    canceledBp: row.canceled_bp,
    refillBp: row.refill_bp,
    attempts: row.attempts,
    refusedBp: row.refused_bp,
    measuredAt: row.measured_at,
  }));
}
