import type { App } from '#platform/app.ts';
import { confirmBatch, type Agreement, type Confirmed } from './confirm-batch.ts';
import { finishBatch } from './finish-batch.ts';

/**
 * Places a batch as its customer agreed to it, each line once: sent twice, at once or after a crash,
 * it ends in the same orders. What was not agreed to, or is not right any more, places nothing.
 * Refuses `not_found`, `account_suspended`.
 */
export async function placeBatch(app: App, agreement: Agreement): Promise<Confirmed> {
  const confirmed = await confirmBatch(app, agreement);
  if (confirmed.kind === 'confirmed') await finishBatch(app, agreement);
  return confirmed;
}
