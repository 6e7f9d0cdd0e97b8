import { perApp } from '#platform/app.ts';
import type { GatewayKind } from '../../gateway.ts';
import { createCheckout } from './create-checkout.ts';
import { openClient } from './open-client.ts';
import { readHappenings } from './read-happenings.ts';
import { readNotification } from './read-notification.ts';
import { refund } from './refund.ts';
import { stripeSettings, type StripeSettings } from './settings.ts';

/** Stripe Checkout. */
export const stripeGateway: GatewayKind<StripeSettings> = {
  name: 'stripe',
  means: 'card',
  settings: stripeSettings,
  open(settings) {
    const clientOf = perApp((app) => openClient(app, settings));
    return {
      createCheckout: (app, checkout) => createCheckout(clientOf(app), checkout),
      readNotification: (app, notification) =>
        readNotification(clientOf(app), notification, settings.webhookSecret, app.clock.now()),
      readCheckout: (app, gatewayId) => readHappenings(clientOf(app), gatewayId),
      refund: (app, asked) => refund(clientOf(app), asked),
    };
  },
};
