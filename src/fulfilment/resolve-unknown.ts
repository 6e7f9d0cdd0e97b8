import { AppError } from '#lib/errors.ts';
import { actorName, type Actor, type App } from '#platform/app.ts';
import type { Tx } from '#platform/db/types.ts';
import type { Evidence } from './evidence.ts';
import { findDoubt } from './find-doubt.ts';
import type { UnknownOrder } from './list-unknown.ts';
import { recordEvidence } from './record-evidence.ts';
import type { Settled } from './settle-doubts.ts';

export type Decision = { orderId: number; reason?: string | undefined } & (
  | { verdict: 'placed'; providerOrderId?: string }
  | { verdict: 'not_placed' }
);

const PROVIDER_ORDER = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * A person's word on an order in doubt: it decides. Placed, it goes on under the provider's number,
 * which only a refunded one may lack; not placed, it is refunded. Refuses `order_not_found` where
 * nothing is in doubt, `invalid_parameter`, and `conflict` (the number is another order's).
 */
export const resolveUnknown = (app: App, decision: Decision, actor: Actor): Promise<Settled[]> =>
  app.transact(async (tx) => {
    const order = await findDoubt(tx, decision.orderId);
    const providerOrderId = decision.verdict === 'placed' ? decision.providerOrderId : undefined;
    if (decision.verdict === 'placed') await checkNumber(tx, order, providerOrderId);
    const evidence: Evidence = {
      orderId: order.orderId,
      attemptId: order.attemptId,
      kind: 'operator',
      verdict: decision.verdict,
      strong: true,
      providerOrderId,
      note: decision.reason,
      source: actorName(actor),
    };
    return recordEvidence(tx, [evidence], new Date(app.clock.now()));
  });

async function checkNumber(tx: Tx, order: UnknownOrder, number?: string): Promise<void> {
  if (number === undefined && order.atRisk !== null) return;
  if (number === undefined || !PROVIDER_ORDER.test(number)) {
    throw new AppError('invalid_parameter', "the provider's number of the order is needed", {
      parameter: 'placed',
    });
  }
  const taken = await tx
    .selectFrom('attempts')
    .select('order_id')
    .where('provider_id', '=', order.providerId)
    .where('provider_order_id', '=', number)
    .where('outcome', '=', 'accepted')
    .executeTakeFirst();
  if (!taken) return;
  throw new AppError('conflict', `${number} is the provider's number of order ${taken.order_id}`);
}
