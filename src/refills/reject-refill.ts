import type { App } from '#platform/app.ts';
import { endRefill, type RefillByHand } from './end-refill.ts';

/**
 * Rejects a refill by a person's decision; the note is the reason that the customer may be told.
 * Refuses `refill_not_found` and `conflict` (ended).
 */
export const rejectRefill = (app: App, refill: RefillByHand & { note: string }): Promise<void> =>
  endRefill(app, 'rejected', refill);
