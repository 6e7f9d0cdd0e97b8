import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatMoney, parseMoney } from '#lib/money.ts';
import { startBtcpayApi } from '#test/support/btcpay-api.ts';
import { openTestApp } from '#test/support/database.ts';
import type { GatewayEvent, NewCheckout } from '../../gateway.ts';
import { btcpayGateway } from './btcpay-gateway.ts';

const RETURN_URL = 'https://shop.example/dashboard/wallet/payments/pay_7';

async function open() {
  const stack = new AsyncDisposableStack();
  const app = stack.use(await openTestApp());
  const server = stack.use(await startBtcpayApi());
  const gateway = btcpayGateway.open(btcpayGateway.settings.parse(server.settings));
  const checkout: NewCheckout = {
    paymentId: 'pay_7',
    amount: parseMoney('20'),
    currency: 'USD',
    email: 'payer@example.com',
    locale: 'en',
    description: 'notpanel pay_7',
    returnUrl: RETURN_URL,
    cancelUrl: RETURN_URL,
    eventsUrl: 'https://shop.example/gateways/btcpay/events',
    expiresAt: new Date(Date.now() + 3_600_000),
  };
  const { gatewayId, url } = await gateway.createCheckout(app, checkout);
  const hear = async (type: string): Promise<readonly GatewayEvent[]> =>
    gateway.readNotification(app, server.notice(type, gatewayId));
  return {
    ...{ app, server, gateway, checkout, gatewayId, url, hear },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

const told = (events: readonly GatewayEvent[]): string[] =>
  events.map((event) =>
    event.kind === 'received' ? `received ${formatMoney(event.amount)}` : event.kind,
  );

const WHOLE = '0.00031060'; // what 20 USD are, rounded up as BTCPay does

test('An invoice asks for exactly the sum, tolerates nothing less, and leads back', async () => {
  await using shop = await open();
  const made = JSON.parse(shop.server.calls.at(-1)?.body ?? '') as Record<string, unknown>;
  assert.equal(made['amount'], '20.00');
  assert.equal(made['currency'], 'USD');
  assert.deepEqual(made['metadata'], {
    orderId: 'pay_7',
    orderUrl: RETURN_URL,
    itemDesc: 'notpanel pay_7',
  });
  const { speedPolicy, paymentTolerance, redirectURL } = made['checkout'] as Record<
    string,
    unknown
  >;
  assert.deepEqual([speedPolicy, paymentTolerance, redirectURL], ['MediumSpeed', 0, RETURN_URL]);
  assert.equal(shop.url, 'https://pay.example/i/inv1');
});

test('The same payment twice is one invoice, and another shop of the store has its own', async () => {
  await using shop = await open();
  const again = await shop.gateway.createCheckout(shop.app, shop.checkout);
  assert.equal(again.gatewayId, shop.gatewayId);
  const returnUrl = 'https://other.example/dashboard/wallet/payments/pay_7';
  const other = await shop.gateway.createCheckout(shop.app, { ...shop.checkout, returnUrl });
  assert.notEqual(other.gatewayId, shop.gatewayId);
});

test('Coins are under way until they are confirmed', async () => {
  await using shop = await open();
  const payment = shop.server.pay(shop.gatewayId, { value: WHOLE, status: 'Processing' });
  shop.server.set(shop.gatewayId, 'Processing');
  assert.deepEqual(told(await shop.hear('InvoiceReceivedPayment')), ['processing']);
  shop.server.settle(payment, 'Settled');
  shop.server.set(shop.gatewayId, 'Settled');
  assert.deepEqual(told(await shop.hear('InvoiceSettled')), ['processing', 'received 20.00']);
});

test('A part before the end and the rest after it are two payments of one invoice', async () => {
  await using shop = await open();
  shop.server.pay(shop.gatewayId, { value: '0.00010000' });
  shop.server.set(shop.gatewayId, 'Expired', 'PaidPartial');
  const part = await shop.hear('InvoiceExpired');
  assert.deepEqual(told(part), ['processing', 'received 6.43', 'expired']);
  shop.server.pay(shop.gatewayId, { value: '0.00021060' });
  shop.server.set(shop.gatewayId, 'Expired', 'PaidLate');
  const all = await shop.hear('InvoicePaymentSettled');
  assert.deepEqual(told(all), ['processing', 'received 6.43', 'received 13.57', 'expired']);
  const before = new Set(part.map(({ eventId }) => eventId));
  assert.equal(all.filter(({ eventId }) => !before.has(eventId)).length, 1);
});

test('Too much is told as what it is', async () => {
  await using shop = await open();
  shop.server.pay(shop.gatewayId, { value: '0.00062120' });
  shop.server.set(shop.gatewayId, 'Settled', 'PaidOver');
  assert.deepEqual(told(await shop.hear('InvoiceSettled')), ['processing', 'received 40.00']);
});

test('Coins that were never confirmed have failed, and count once they are after all', async () => {
  await using shop = await open();
  const payment = shop.server.pay(shop.gatewayId, { value: WHOLE, status: 'Processing' });
  shop.server.set(shop.gatewayId, 'Invalid');
  assert.deepEqual(told(await shop.hear('InvoiceInvalid')), ['processing', 'failed']);
  shop.server.settle(payment, 'Settled');
  const late = await shop.gateway.readCheckout(shop.app, shop.gatewayId);
  assert.deepEqual(told(late), ['processing', 'received 20.00', 'failed']);
});

test("What somebody marks in BTCPay's desk is no money", async () => {
  await using shop = await open();
  shop.server.set(shop.gatewayId, 'Settled', 'Marked');
  assert.deepEqual(told(await shop.hear('InvoiceSettled')), ['noted']);
  shop.server.pay(shop.gatewayId, { value: WHOLE });
  shop.server.set(shop.gatewayId, 'Invalid', 'Marked');
  assert.deepEqual(told(await shop.hear('InvoiceInvalid')), ['processing', 'failed']);
});

test('A body written anew, changed or without its signature is refused', async () => {
  await using shop = await open();
  shop.server.pay(shop.gatewayId, { value: WHOLE });
  const { headers, body } = shop.server.notice('InvoiceSettled', shop.gatewayId);
  const anew = Buffer.from(JSON.stringify(JSON.parse(body.toString()), null, 1));
  const changed = Buffer.from(body.toString().replace('inv1', 'inv2'));
  const calls = shop.server.calls.length;
  for (const notice of [
    { headers, body: anew },
    { headers, body: changed },
    { headers: new Headers(), body },
    { headers: new Headers({ 'BTCPay-Sig': 'sha256=00' }), body },
  ]) {
    await assert.rejects(shop.gateway.readNotification(shop.app, notice), {
      code: 'invalid_signature',
      message: 'the signature is not right',
    });
  }
  assert.equal(shop.server.calls.length, calls, 'nothing was asked of the server for any of them');
});

test('Other news, a trial delivery and what cannot be read are noted once each', async () => {
  await using shop = await open();
  const { app, server, gateway, gatewayId } = shop;
  const trial = await gateway.readNotification(app, server.notice('InvoiceSettled', '__test__'));
  assert.deepEqual(told(trial), ['noted']);
  const first = server.notice('InvoiceCreated', gatewayId);
  const again = server.notice('InvoiceCreated', gatewayId, { originalDeliveryId: 'delivery2' });
  const ids = [];
  for (const notice of [first, again]) {
    const [event] = await gateway.readNotification(app, notice);
    ids.push(event?.eventId);
  }
  assert.deepEqual(ids, ['delivery2', 'delivery2']);
});

test('A server that refuses is unavailable, and its key is not in what is said', async () => {
  await using shop = await open();
  shop.server.answer(403, { code: 'missing-permission' });
  await assert.rejects(shop.gateway.readCheckout(shop.app, shop.gatewayId), (error: Error) => {
    assert.equal('code' in error && error.code, 'unavailable');
    assert.match(String(error.cause), /missing-permission/);
    assert.doesNotMatch(`${error.message} ${String(error.cause)}`, /btcpay-key/);
    return true;
  });
});

test('Money sent back is for a person: the payer has to name an address', () => {
  const settings = { url: 'https://pay.example', storeId: 'S'.repeat(12), apiKey: 'k'.repeat(20) };
  const given = btcpayGateway.settings.parse({ ...settings, webhookSecret: 's'.repeat(20) });
  assert.equal(btcpayGateway.open(given).refund, null);
});
