import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAppError } from '#lib/errors.ts';
import { formatMoney, parseMoney } from '#lib/money.ts';
import { openTestApp } from '#test/support/database.ts';
import { startStripeApi } from '#test/support/stripe-api.ts';
import type { GatewayEvent, NewCheckout } from '../../gateway.ts';
import { stripeGateway } from './stripe-gateway.ts';

const checkoutFor = (changes: Partial<NewCheckout> = {}): NewCheckout => ({
  paymentId: 'pay_12',
  amount: parseMoney('20.5'),
  currency: 'USD',
  email: 'payer@example.com',
  locale: 'tr',
  description: 'notpanel pay_12',
  returnUrl: 'https://shop.example/dashboard/wallet/payments/pay_12',
  cancelUrl: 'https://shop.example/dashboard/wallet/payments/pay_12',
  eventsUrl: 'https://shop.example/gateways/stripe/events',
  expiresAt: new Date(Math.ceil(Date.now() / 1_000) * 1_000 + 7_200_000),
  ...changes,
});

async function open(changes: Partial<NewCheckout> = {}) {
  const stack = new AsyncDisposableStack();
  const app = stack.use(await openTestApp());
  const stripe = stack.use(await startStripeApi());
  const gateway = stripeGateway.open(stripeGateway.settings.parse(stripe.settings));
  const checkout = checkoutFor(changes);
  const { gatewayId, url, expiresAt } = await gateway.createCheckout(app, checkout);
  return {
    ...{ app, stripe, gateway, checkout, gatewayId, url, expiresAt },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** An event in a word, such as `received 20.50 USD`. */
const told = (events: readonly GatewayEvent[]): string[] =>
  events.map((event) =>
    'amount' in event ? `${event.kind} ${formatMoney(event.amount)} ${event.currency}` : event.kind,
  );

test('A checkout asks Stripe for exactly the sum, under the payment it is for', async () => {
  await using shop = await open();
  const [{ body, headers } = assert.fail()] = shop.stripe.calls;
  const form = new URLSearchParams(body);
  assert.equal(form.get('line_items[0][price_data][unit_amount]'), '2050');
  assert.equal(form.get('line_items[0][price_data][currency]'), 'usd');
  assert.equal(form.get('client_reference_id'), 'pay_12');
  assert.equal(form.get('payment_intent_data[metadata][payment_id]'), 'pay_12');
  assert.equal(form.get('locale'), 'tr');
  assert.match(String(headers['idempotency-key']), /^checkout pay_12 /);
  assert.equal(shop.url, 'https://checkout.stripe.example/pay');
  assert.deepEqual(shop.expiresAt, shop.checkout.expiresAt);
});

test('The same payment twice is one session, and another shop of the account has its own', async () => {
  await using shop = await open();
  const again = await shop.gateway.createCheckout(shop.app, shop.checkout);
  assert.equal(again.gatewayId, shop.gatewayId);
  const returnUrl = 'https://other.example/dashboard/wallet/payments/pay_12';
  const other = await shop.gateway.createCheckout(shop.app, { ...shop.checkout, returnUrl });
  assert.notEqual(other.gatewayId, shop.gatewayId);
});

test('Yen have no smaller unit, and a fraction that Stripe cannot take is refused', async () => {
  await using shop = await open({ amount: parseMoney('500'), currency: 'JPY' });
  const form = new URLSearchParams(shop.stripe.calls[0]?.body);
  assert.equal(form.get('line_items[0][price_data][unit_amount]'), '500');
  const dinar = { ...shop.checkout, currency: 'KWD', amount: parseMoney('5.124') };
  await assert.rejects(shop.gateway.createCheckout(shop.app, dinar), { code: 'invalid_parameter' });
});

test('What is credited is what Stripe has, whatever the event says', async () => {
  await using shop = await open();
  const session = shop.stripe.pay(shop.gatewayId, 1_000);
  const lie = { ...session, amount_total: 999_999, payment_status: 'paid' };
  const notice = shop.stripe.notice('checkout.session.completed', lie);
  const events = await shop.gateway.readNotification(shop.app, notice);
  assert.deepEqual(told(events), ['received 10.00 USD']);
  assert.equal(events[0]?.paymentId, 'pay_12');
  assert.equal(events[0]?.gatewayId, shop.gatewayId);
});

test('An event is the same fact however often and under however many names it is told', async () => {
  await using shop = await open();
  const session = shop.stripe.pay(shop.gatewayId);
  const heard = await Promise.all(
    ['checkout.session.completed', 'checkout.session.async_payment_succeeded'].map((type) =>
      shop.gateway.readNotification(shop.app, shop.stripe.notice(type, session)),
    ),
  );
  const asked = await shop.gateway.readCheckout(shop.app, shop.gatewayId);
  const ids = [...heard.flat(), ...asked].map(({ eventId }) => eventId);
  assert.equal(ids.length, 3);
  assert.equal(new Set(ids).size, 1);
});

test('A payment by a bank is under way, and then comes or fails', async () => {
  await using shop = await open();
  const session = shop.stripe.bank(shop.gatewayId, 'processing');
  const read = (type: string) =>
    shop.gateway.readNotification(shop.app, shop.stripe.notice(type, session));
  assert.deepEqual(told(await read('checkout.session.completed')), ['processing']);
  shop.stripe.bank(shop.gatewayId, 'requires_payment_method');
  const [failed] = await read('checkout.session.async_payment_failed');
  assert.equal(failed?.kind === 'failed' && failed.reason, 'The bank said no.');
  shop.stripe.pay(shop.gatewayId);
  const late = await read('checkout.session.async_payment_succeeded');
  assert.deepEqual(told(late), ['received 20.50 USD']);
});

test('A session that ran out has expired, and one that is open has nothing to tell', async () => {
  await using shop = await open();
  assert.deepEqual(await shop.gateway.readCheckout(shop.app, shop.gatewayId), []);
  const session = shop.stripe.expire(shop.gatewayId);
  const notice = shop.stripe.notice('checkout.session.expired', session);
  assert.deepEqual(told(await shop.gateway.readNotification(shop.app, notice)), ['expired']);
});

test('A refund of ours is made once and told by our name, one of a desk by its own', async () => {
  await using shop = await open();
  shop.stripe.pay(shop.gatewayId);
  const amount = parseMoney('5');
  const asked = { refundId: 'rfd_3', gatewayId: shop.gatewayId, amount, currency: 'USD' };
  const refund = shop.gateway.refund ?? assert.fail();
  assert.deepEqual(await refund(shop.app, asked), { done: true });
  assert.deepEqual(await refund(shop.app, asked), { done: true });
  shop.stripe.forgetKeys();
  assert.deepEqual(await refund(shop.app, asked), { done: true });
  const byDesk = shop.stripe.refund(shop.gatewayId, 150);
  const notice = shop.stripe.notice('charge.refund.updated', byDesk);
  const events = await shop.gateway.readNotification(shop.app, notice);
  assert.deepEqual(told(events), ['received 20.50 USD', 'refunded 5.00 USD', 'refunded 1.50 USD']);
  const ids = events.flatMap((event) => ('refundId' in event ? [event.refundId] : []));
  assert.deepEqual(ids, ['rfd_3', byDesk.id]);
});

test('A refund that fails says so', async () => {
  await using shop = await open();
  shop.stripe.pay(shop.gatewayId);
  const failed = shop.stripe.refund(shop.gatewayId, 100, 'failed');
  const notice = shop.stripe.notice('refund.failed', failed);
  const events = await shop.gateway.readNotification(shop.app, notice);
  assert.deepEqual(told(events), ['received 20.50 USD', 'refund_failed']);
});

for (const [status, kinds] of [
  ['warning_needs_response', ['received 20.50 USD']],
  ['needs_response', ['received 20.50 USD', 'disputed 20.50 USD']],
  ['won', ['received 20.50 USD', 'disputed 20.50 USD', 'dispute_won']],
  ['lost', ['received 20.50 USD', 'disputed 20.50 USD', 'dispute_lost']],
] as const) {
  test(`A dispute that is ${status} is told as ${kinds.at(-1)}`, async () => {
    await using shop = await open();
    shop.stripe.pay(shop.gatewayId);
    const dispute = shop.stripe.dispute(shop.gatewayId, 2_050, status);
    const notice = shop.stripe.notice('charge.dispute.updated', dispute);
    assert.deepEqual(told(await shop.gateway.readNotification(shop.app, notice)), kinds);
  });
}

test('A wrong signature, an old one and a body written anew are refused alike', async () => {
  await using shop = await open();
  const session = shop.stripe.pay(shop.gatewayId);
  const { headers, body } = shop.stripe.notice('checkout.session.completed', session);
  const old = shop.stripe.notice('checkout.session.completed', session, Date.now() - 400_000);
  const anew = Buffer.from(JSON.stringify(JSON.parse(body.toString()), null, 2));
  const changed = Buffer.from(body.toString().replace('2050', '2051'));
  for (const notice of [
    { headers, body: anew },
    { headers, body: changed },
    { headers: new Headers(), body },
    { headers: new Headers({ 'stripe-signature': 't=1,v1=00' }), body },
    old,
  ]) {
    await assert.rejects(shop.gateway.readNotification(shop.app, notice), {
      code: 'invalid_signature',
      message: 'the signature is not right',
    });
  }
  assert.equal(shop.stripe.calls.length, 1, 'nothing was asked of Stripe for any of them');
});

test('Other news, and news of other payments, is noted', async () => {
  await using shop = await open();
  const price = shop.stripe.notice('price.created', { id: 'price_1', object: 'price' });
  const foreign = { id: 're_x', object: 'refund', payment_intent: 'pi_of_another_program' };
  const refund = shop.stripe.notice('refund.updated', foreign);
  for (const notice of [price, refund]) {
    const events = await shop.gateway.readNotification(shop.app, notice);
    assert.deepEqual(told(events), ['noted']);
  }
});

test('What Stripe refuses is unavailable, and no key is in what is said of it', async () => {
  await using shop = await open();
  shop.stripe.answer(402, { error: { type: 'card_error', message: 'Your account is closed.' } });
  await assert.rejects(shop.gateway.readCheckout(shop.app, shop.gatewayId), (error: Error) => {
    assert.ok(isAppError(error) && error.code === 'unavailable');
    assert.match(String(error.cause), /Your account is closed/);
    assert.doesNotMatch(`${error.message} ${String(error.cause)}`, /sk_test/);
    return true;
  });
});

test('An address that the panel may not reach is not asked', async () => {
  await using shop = await open();
  const settings = { ...shop.stripe.settings, apiUrl: 'http://10.0.0.1' };
  const elsewhere = stripeGateway.open(stripeGateway.settings.parse(settings));
  await assert.rejects(elsewhere.createCheckout(shop.app, shop.checkout), { code: 'unavailable' });
});
