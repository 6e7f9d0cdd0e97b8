import { z } from 'zod';
import type { App } from '#platform/app.ts';
import type { GatewayEvent, Happening } from '../../gateway.ts';
import { askBtcpay, findInBtcpay } from './ask-btcpay.ts';
import { invoice, paymentMethod, type Invoice } from './invoice.ts';
import type { BtcpaySettings } from './settings.ts';
import { worthOf, type Worth } from './worth.ts';

type Fact = Happening & { id: string; at: number };

/**
 * All that has happened to an invoice, as the server has it now. Each payment counts by itself, so
 * one in parts, one too many and one that came late are what they are. Of an invoice that is not
 * there, as a trial delivery names it, there is nothing.
 */
export async function readHappenings(
  app: App,
  settings: BtcpaySettings,
  invoiceId: string,
): Promise<GatewayEvent[]> {
  const path = `/invoices/${encodeURIComponent(invoiceId)}`;
  const found = await findInBtcpay(app, settings, { path, answer: invoice });
  if (found === null) return [];
  const methods = await askBtcpay(app, settings, {
    path: `${path}/payment-methods`,
    answer: z.array(paymentMethod),
  });
  return factsOf(found, worthOf(methods, found.currency)).map(({ id, at, ...happening }) => ({
    eventId: `${found.id}/${id}`,
    paymentId: found.metadata?.orderId ?? null,
    gatewayId: found.id,
    at: new Date(at * 1_000),
    ...happening,
  }));
}

/**
 * What an operator marks in BTCPay is their word and not money: `Settled` by hand credits nothing,
 * and `Invalid` by hand keeps out what is not credited yet.
 */
function factsOf(found: Invoice, payments: readonly Worth[]): Fact[] {
  const { status, additionalStatus, createdTime, expirationTime, currency } = found;
  const isInvalid = status === 'Invalid';
  const first = payments[0]?.at ?? createdTime;
  const facts: Fact[] = [];
  if (payments.length > 0) facts.push({ id: 'processing', at: first, kind: 'processing' });
  if (!isInvalid || additionalStatus !== 'Marked') {
    for (const { id, at, amount } of payments.filter(isForGood)) {
      facts.push({ id: `payment ${id}`, at, kind: 'received', amount, currency });
    }
  }
  if (status === 'Expired') facts.push({ id: 'expired', at: expirationTime, kind: 'expired' });
  if (isInvalid) facts.push({ id: 'invalid', at: first, kind: 'failed', reason: WHY_INVALID });
  return facts;
}

const WHY_INVALID = 'the payment was not confirmed by the network';

/** Less than the smallest unit may arrive too; it is seen in the sum with the next one. */
const isForGood = ({ status, amount }: Worth): boolean => status === 'Settled' && amount > 0n;
