import type { App } from '#platform/app.ts';
import { endRefill, type RefillByHand } from './end-refill.ts';

/** Completes a refill that was done by hand. Refuses `refill_not_found` and `conflict` (ended). */
export const completeRefill = (app: App, refill: RefillByHand): Promise<void> =>
  endRefill(app, 'completed', refill);
