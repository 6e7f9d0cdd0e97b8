import { actorName, type Actor, type App } from '#platform/app.ts';
import type { Evidence } from './evidence.ts';
import { findDoubt } from './find-doubt.ts';
import { recordEvidence } from './record-evidence.ts';
import type { Settled } from './settle-doubts.ts';

/** What the counter at the order's target does. */
export type Sighting = { orderId: number; counter: 'moved' | 'still'; note?: string | undefined };

/**
 * What a person saw at the target of an order in doubt: a weak piece of evidence. Refuses
 * `order_not_found` where nothing is in doubt.
 */
export const addSighting = (app: App, sighting: Sighting, actor: Actor): Promise<Settled[]> =>
  app.transact(async (tx) => {
    const { orderId, attemptId } = await findDoubt(tx, sighting.orderId);
    const evidence: Evidence = {
      orderId,
      attemptId,
      kind: 'start_count',
      verdict: sighting.counter === 'moved' ? 'placed' : 'not_placed',
      strong: false,
      note: sighting.note,
      source: actorName(actor),
    };
    return recordEvidence(tx, [evidence], new Date(app.clock.now()));
  });
