import type { App } from '#platform/app.ts';
import { logNotices } from '#platform/notices/index.ts';
import { findGateway, openGateway } from './configured-gateway.ts';
import { applyEvents, type Applied } from './events/apply-events.ts';
import type { Payment } from './payment.ts';

/**
 * Asks the gateway what has happened to a payment's checkout, and applies it: heals notifications
 * that never came.
 */
export async function askGateway(app: App, payment: Payment): Promise<Applied['outcomes']> {
  if (payment.gatewayRef === null) return [];
  const gateway = await findGateway(app.db, payment.gatewayId);
  const events = await openGateway(app, gateway).readCheckout(app, payment.gatewayRef);
  const now = new Date(app.clock.now());
  const applied = await app.transact(async (tx) => {
    await tx.updateTable('payments').set({ asked_at: now }).where('id', '=', payment.id).execute();
    const source = { gatewayId: gateway.id, actor: `gateway:${gateway.name}`, raw: null, now };
    return applyEvents(tx, source, events);
  });
  logNotices(app, applied.notices);
  return applied.outcomes;
}
