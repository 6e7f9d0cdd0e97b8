import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

export type Backlog = {
  /** For their provider. */
  waiting: number;
  /** For somebody to say where they go. */
  unrouted: number;
  submitting: number;
  /** Sent, and nobody knows whether they arrived. */
  unknown: number;
};

const COUNT = reading<[waiting: bigint, unrouted: bigint, submitting: bigint, unknown: bigint]>(
  'orders-count-backlog',
  `select
     (select count(*) from orders where status = 'pending' and provider_id is not null
        and kind <> 'drip_feed'),
     (select count(*) from orders where status = 'pending' and provider_id is null
        and kind <> 'drip_feed'),
     (select count(*) from orders where status = 'submitting'),
     (select count(*) from orders where status = 'unknown')`,
  { asArrays: true },
);

/** How many orders no provider has yet, as far as anybody knows. */
export async function countBacklog(db: Db): Promise<Backlog> {
  const [row] = await db.rows(COUNT);
  const [waiting = 0, unrouted = 0, submitting = 0, unknown = 0] = (row ?? []).map(Number);
  return { waiting, unrouted, submitting, unknown };
}
