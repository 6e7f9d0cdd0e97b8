import { AppError } from '#lib/errors.ts';
import { formatMoney } from '#lib/money.ts';
import { checkSignature } from '#lib/signature.ts';
import type { App } from '#platform/app.ts';
import type { Checkout, GatewayKind, NewCheckout, NewRefund, Notification } from '../../gateway.ts';
import { askTestGateway } from './ask-test-gateway.ts';
import { readHappenings } from './read-happenings.ts';
import { notice, refundAnswer, testCheckout } from './answers.ts';
import { testSettings, type TestSettings } from './settings.ts';

/** The gateway of the demo and of tests (src/test-gateway): all but the money is real. */
export const testGateway: GatewayKind<TestSettings> = {
  name: 'test',
  means: 'test',
  settings: testSettings,
  open: (settings) => ({
    createCheckout: (app, checkout) => createCheckout(app, settings, checkout),
    readNotification: (app, notification) => readNotification(app, settings, notification),
    readCheckout: (app, gatewayId) => readHappenings(app, settings, gatewayId),
    refund: (app, asked) => refund(app, settings, asked),
  }),
};

async function createCheckout(
  app: App,
  settings: TestSettings,
  checkout: NewCheckout,
): Promise<Checkout> {
  if (checkout.returnUrl.startsWith('https:') && !settings.demo) {
    throw new AppError('unavailable', 'the test gateway is not for a shop at an https address');
  }
  const {
    id,
    url,
    expires_at: expiresAt,
  } = await askTestGateway(app, settings, {
    path: '/checkouts',
    body: {
      reference: checkout.paymentId,
      amount: formatMoney(checkout.amount),
      currency: checkout.currency,
      description: checkout.description,
      return_url: checkout.returnUrl,
      cancel_url: checkout.cancelUrl,
      events_url: checkout.eventsUrl,
      expires_at: checkout.expiresAt.toISOString(),
    },
    answer: testCheckout,
  });
  return { gatewayId: id, url, expiresAt: new Date(expiresAt) };
}

/** As with every gateway, a notification says where to look, and the API what has happened. */
async function readNotification(app: App, settings: TestSettings, { headers, body }: Notification) {
  const text = body.toString('utf8');
  const nowS = Math.floor(app.clock.now() / 1_000);
  const checked = checkSignature(settings.webhookSecret, Object.fromEntries(headers), text, nowS);
  if (checked !== 'verified') throw new AppError('invalid_signature', 'the signature is not right');
  return readHappenings(app, settings, notice.parse(JSON.parse(text)).checkout);
}

async function refund(app: App, settings: TestSettings, asked: NewRefund) {
  const { done } = await askTestGateway(app, settings, {
    path: '/refunds',
    body: {
      checkout: asked.gatewayId,
      reference: asked.refundId,
      amount: formatMoney(asked.amount),
    },
    answer: refundAnswer,
  });
  return { done };
}
