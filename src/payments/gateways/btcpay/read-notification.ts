import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import type { GatewayEvent, Notification } from '../../gateway.ts';
import { readHappenings } from './read-happenings.ts';
import type { BtcpaySettings } from './settings.ts';

const delivery = z.object({
  deliveryId: z.string().max(100),
  originalDeliveryId: z.string().max(100).nullish(),
  type: z.string().max(100),
  invoiceId: z.string().max(100).nullish(),
});

const HEARD: ReadonlySet<string> = new Set([
  ...['InvoiceReceivedPayment', 'InvoicePaymentSettled', 'InvoiceProcessing'],
  ...['InvoiceExpired', 'InvoiceInvalid', 'InvoiceSettled'],
]);

/**
 * Checks a delivery and takes from it only which invoice it is about. It carries no time that is
 * signed, so an old one may come again; it says nothing that the server does not say now.
 */
export async function readNotification(
  app: App,
  settings: BtcpaySettings,
  { headers, body }: Notification,
): Promise<GatewayEvent[]> {
  if (!isSigned(settings.webhookSecret, headers.get('btcpay-sig') ?? '', body)) {
    throw new AppError('invalid_signature', 'the signature is not right');
  }
  const event = delivery.safeParse(parsed(body)).data;
  if (event === undefined) return [noted(app, digestOf(body), 'unreadable')];
  const { type, invoiceId, deliveryId, originalDeliveryId } = event;
  const happenings =
    invoiceId && HEARD.has(type) ? await readHappenings(app, settings, invoiceId) : [];
  if (happenings.length > 0) return happenings;
  return [noted(app, originalDeliveryId ?? deliveryId, type, invoiceId ?? '')];
}

const noted = (app: App, eventId: string, type: string, gatewayId = ''): GatewayEvent => ({
  eventId,
  paymentId: null,
  gatewayId,
  at: new Date(app.clock.now()),
  kind: 'noted',
  type,
});

const digestOf = (body: Buffer): string => createHash('sha256').update(body).digest('hex');

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function isSigned(secret: string, header: string, body: Buffer): boolean {
  const right = createHmac('sha256', secret).update(body).digest();
  const given = Buffer.from(/^sha256=([0-9a-f]{64})$/.exec(header)?.[1] ?? '', 'hex');
  return given.length === right.length && timingSafeEqual(given, right);
}
