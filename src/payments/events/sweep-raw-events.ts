import type { Tx } from '#platform/db/types.ts';

// A charge-back may be argued about for that long; who paid how is nobody's business afterwards.
const KEPT_MS = 180 * 86_400_000;

/** Forgets what gateways sent word for word after half a year; what it said and did stays. */
export async function sweepRawEvents(tx: Tx, now: Date): Promise<void> {
  await tx
    .updateTable('payment_events')
    .set({ raw: null })
    .where('raw', 'is not', null)
    .where('heard_at', '<', new Date(now.getTime() - KEPT_MS))
    .execute();
}
