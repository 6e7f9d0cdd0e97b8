import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import type { Checkout, NewCheckout } from '../../gateway.ts';
import { askStripe } from './ask-stripe.ts';
import { toMinorUnits } from './minor-units.ts';

/** Makes a Checkout session; the same checkout again is answered with the session there is. */
export async function createCheckout(stripe: Stripe, checkout: NewCheckout): Promise<Checkout> {
  const { paymentId, currency, expiresAt } = checkout;
  const session = await askStripe(() =>
    stripe.checkout.sessions.create(
      {
        mode: 'payment',
        client_reference_id: paymentId,
        customer_email: checkout.email,
        locale: localeOf(checkout.locale),
        line_items: [
          {
            quantity: 1,
            price_data: {
              currency: currency.toLowerCase(),
              unit_amount: toMinorUnits(checkout.amount, currency),
              product_data: { name: checkout.description },
            },
          },
        ],
        // What is paid is what was asked: no conversion, no codes of Stripe's own.
        adaptive_pricing: { enabled: false },
        allow_promotion_codes: false,
        metadata: { payment_id: paymentId },
        payment_intent_data: {
          description: checkout.description,
          metadata: { payment_id: paymentId },
        },
        success_url: checkout.returnUrl,
        cancel_url: checkout.cancelUrl,
        expires_at: Math.floor(expiresAt.getTime() / 1_000),
      },
      { idempotencyKey: keyOf(checkout) },
    ),
  );
  return {
    gatewayId: session.id,
    url: session.url,
    expiresAt: new Date(session.expires_at * 1_000),
  };
}

/** Shops may share an account of Stripe's: `pay_12` of one is not the other's. */
const keyOf = ({ paymentId, returnUrl }: NewCheckout): string =>
  `checkout ${paymentId} ${createHash('sha256').update(returnUrl).digest('hex').slice(0, 16)}`;

// Of ours, those that Checkout is translated to.
const LOCALES = ['en', 'tr', 'de', 'es', 'fr', 'it', 'pt', 'ru'] as const;

const localeOf = (locale: string) => LOCALES.find((one) => one === locale) ?? 'auto';
