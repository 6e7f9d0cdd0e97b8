import { parseMoney } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import type { GatewayEvent, Happening } from '../../gateway.ts';
import { testCheckout, type TestHappening } from './answers.ts';
import { askTestGateway } from './ask-test-gateway.ts';
import type { TestSettings } from './settings.ts';

/** What has happened to a checkout by now, as the gateway's API says. */
export async function readHappenings(
  app: App,
  settings: TestSettings,
  gatewayId: string,
): Promise<GatewayEvent[]> {
  const path = `/checkouts/${encodeURIComponent(gatewayId)}`;
  const found = await askTestGateway(app, settings, { path, answer: testCheckout });
  return found.events.map((one) => ({
    eventId: one.id,
    paymentId: found.reference,
    gatewayId: found.id,
    at: new Date(one.at),
    ...happeningOf(one, found.currency),
  }));
}

function happeningOf({ kind, amount, of }: TestHappening, currency: string): Happening {
  const about = of ?? '';
  if (kind === 'received') return { kind, amount: parseMoney(amount), currency };
  if (kind === 'refunded') return { kind, refundId: about, amount: parseMoney(amount), currency };
  if (kind === 'disputed') return { kind, disputeId: about, amount: parseMoney(amount), currency };
  if (kind === 'dispute_won' || kind === 'dispute_lost') return { kind, disputeId: about };
  return kind === 'failed' ? { kind, reason: 'the payment was declined' } : { kind };
}
