import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

/** What was measured of a service on the newest orders that ended, whoever delivered them. */
export type Measures = {
  /** Ended orders that the shares are made of, in basis points. */
  sample: number;
  completedBp: number;
  partialBp: number;
  canceledBp: number;
  /** Median seconds from order to the first sight of delivery; null: fewer than five began. */
  startS: number | null;
  startSample: number;
  /** Median seconds from order to completion; null: fewer than five were completed. */
  finishS: number | null;
  finishSample: number;
  measuredAt: Date;
};

const OF_SERVICE = reading<Measures>(
  'service-measures',
  `select sample, completed_bp as "completedBp", partial_bp as "partialBp",
     canceled_bp as "canceledBp", start_s as "startS", start_sample as "startSample",
     finish_s as "finishS", finish_sample as "finishSample", measured_at as "measuredAt"
   from service_measures where service_id = $1`,
);

/** Undefined while fewer than five orders of the service have ended. */
export async function readMeasures(db: Db, serviceId: number): Promise<Measures | undefined> {
  return (await db.rows(OF_SERVICE, [serviceId]))[0];
}
