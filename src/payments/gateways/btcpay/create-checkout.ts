import { z } from 'zod';
import { formatMoney } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import type { Checkout, NewCheckout } from '../../gateway.ts';
import { askBtcpay } from './ask-btcpay.ts';
import { invoice, type Invoice } from './invoice.ts';
import type { BtcpaySettings } from './settings.ts';

const MINUTE_MS = 60_000;
const WATCHED_MINUTES = 7 * 24 * 60; // a payment with a low fee may take days to be confirmed

/**
 * Makes an invoice. The API knows no repeats, so an invoice of this payment is looked for first.
 */
export async function createCheckout(
  app: App,
  settings: BtcpaySettings,
  checkout: NewCheckout,
): Promise<Checkout> {
  const path = `/invoices?orderId=${encodeURIComponent(checkout.paymentId)}`;
  const known = await askBtcpay(app, settings, { path, answer: z.array(invoice) });
  // Another shop of the same store may have a payment of this number: it returns elsewhere.
  const mine = known.find((one) => one.metadata?.orderUrl === checkout.returnUrl);
  return asCheckout(mine ?? (await make(app, settings, checkout)));
}

const make = (app: App, settings: BtcpaySettings, checkout: NewCheckout): Promise<Invoice> =>
  askBtcpay(app, settings, {
    path: '/invoices',
    body: {
      amount: formatMoney(checkout.amount),
      currency: checkout.currency,
      metadata: {
        orderId: checkout.paymentId,
        orderUrl: checkout.returnUrl,
        itemDesc: checkout.description,
      },
      checkout: {
        // One confirmation: no money is credited that can still be spent elsewhere.
        speedPolicy: 'MediumSpeed',
        expirationMinutes: minutesUntil(checkout.expiresAt, app.clock.now()),
        monitoringMinutes: WATCHED_MINUTES,
        paymentTolerance: 0,
        redirectURL: checkout.returnUrl,
        redirectAutomatically: true,
        defaultLanguage: checkout.locale,
      },
    },
    answer: invoice,
  });

const minutesUntil = (at: Date, nowMs: number): number =>
  Math.max(1, Math.floor((at.getTime() - nowMs) / MINUTE_MS));

const asCheckout = ({ id, checkoutLink, expirationTime }: Invoice): Checkout => ({
  gatewayId: id,
  url: checkoutLink,
  expiresAt: new Date(expirationTime * 1_000),
});
