import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import type { Speed } from './follow-interval.ts';

const SPEEDS = reading<[serviceId: number, startS: number | null, finishS: number | null]>(
  'scorecards-speeds',
  `select service_id, start_s, finish_s from scorecards
   where provider_id = $1 and service_id = any ($2::int[])`,
  { asArrays: true },
);

/** How fast a provider is with these services; those without a scorecard are left out. */
export async function readSpeeds(
  db: Db,
  providerId: number,
  serviceIds: readonly number[],
): Promise<Map<number, Speed>> {
  const rows = await db.rows(SPEEDS, [providerId, serviceIds]);
  const ms = (seconds: number | null) => (seconds === null ? null : seconds * 1_000);
  return new Map(
    rows.map(([id, startS, finishS]) => [id, { startMs: ms(startS), finishMs: ms(finishS) }]),
  );
}
