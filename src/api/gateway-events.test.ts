import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readBalance } from '#ledger/index.ts';
import { formatMoney, parseMoney } from '#lib/money.ts';
import { addGateway, startPayment } from '#payments/index.ts';
import { startApi, type ApiAnswer } from '#test/support/api.ts';
import { startBtcpayApi } from '#test/support/btcpay-api.ts';
import { openTestApp } from '#test/support/database.ts';
import { openAccount } from '#test/support/shop.ts';
import { startStripeApi } from '#test/support/stripe-api.ts';

type Notice = { headers: Headers; body: Buffer };

async function open() {
  const stack = new AsyncDisposableStack();
  const app = stack.use(await openTestApp());
  const api = stack.use(await startApi(app));
  const stripe = stack.use(await startStripeApi());
  await addGateway(app, {
    ...{ name: 'cards', kind: 'stripe', label: 'Card', settings: stripe.settings },
    minimum: parseMoney('1'),
  });
  const accountId = await openAccount(app, { balance: '0' });
  const payment = await startPayment(app, {
    ...{ accountId, gateway: 'cards', amount: parseMoney('20'), locale: 'en', requestId: 'one' },
  });
  const send = ({ headers, body }: Notice, name = 'cards'): Promise<ApiAnswer> =>
    api.send({ method: 'POST', headers, body: new Uint8Array(body) }, `/gateways/${name}/events`);
  return {
    ...{ app, api, stripe, accountId, payment, send, ref: payment.gatewayRef ?? '' },
    balance: async () => formatMoney(await readBalance(app, accountId)),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

test('A notification of a payment is credited once though it comes 50 times at once', async () => {
  await using shop = await open();
  const session = shop.stripe.pay(shop.ref);
  const notice = shop.stripe.notice('checkout.session.completed', session);
  const answers = await Promise.all(Array.from({ length: 50 }, () => shop.send(notice)));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
  assert.equal(await shop.balance(), '20.00');
});

test('An amount that differs from what Stripe has is not believed', async () => {
  await using shop = await open();
  const session = shop.stripe.pay(shop.ref, 700);
  const lie = { ...session, amount_total: 2_000 };
  await shop.send(shop.stripe.notice('checkout.session.completed', lie));
  assert.equal(await shop.balance(), '7.00');
});

test('A wrong signature and a body written anew are a bare 400, and nothing is kept', async () => {
  await using shop = await open();
  const session = shop.stripe.pay(shop.ref);
  const { headers, body } = shop.stripe.notice('checkout.session.completed', session);
  const anew = Buffer.from(JSON.stringify(JSON.parse(body.toString()), null, 2));
  for (const notice of [
    { headers, body: anew },
    { headers: new Headers(), body },
  ]) {
    const { status, text } = await shop.send(notice);
    assert.deepEqual([status, text], [400, '{"error":"Bad request"}']);
  }
  const kept = await shop.app.db.selectFrom('payment_events').select('id').execute();
  assert.deepEqual(kept, []);
  assert.equal(await shop.balance(), '0.00');
});

test('An event of no meaning is kept and thanked for', async () => {
  await using shop = await open();
  const notice = shop.stripe.notice('price.created', { id: 'price_1', object: 'price' });
  assert.equal((await shop.send(notice)).status, 200);
  const kept = await shop.app.db.selectFrom('payment_events').select(['kind', 'raw']).execute();
  assert.deepEqual(kept, [{ kind: 'noted', raw: notice.body.toString() }]);
});

test('While Stripe does not answer, the notification is asked for again', async () => {
  await using shop = await open();
  const session = shop.stripe.pay(shop.ref);
  const notice = shop.stripe.notice('checkout.session.completed', session);
  for (let calls = 0; calls < 2; calls += 1) shop.stripe.answer(500, { error: {} });
  assert.equal((await shop.send(notice)).status, 503);
  assert.equal(await shop.balance(), '0.00');
  assert.equal((await shop.send(notice)).status, 200);
  assert.equal(await shop.balance(), '20.00');
});

test('Only a gateway that there is takes notifications, by POST, of at most 256 KiB', async () => {
  await using shop = await open();
  const notice = shop.stripe.notice('price.created', { id: 'price_1' });
  assert.equal((await shop.send(notice, 'nobody')).status, 404);
  assert.equal((await shop.api.send({}, '/gateways/cards/events')).status, 405);
  const long = Buffer.alloc(262_145, 0x20);
  assert.equal((await shop.send({ headers: notice.headers, body: long })).status, 413);
});

test("BTCPay's deliveries come the same way", async () => {
  await using shop = await open();
  await using server = await startBtcpayApi();
  await addGateway(shop.app, {
    ...{ name: 'coins', kind: 'btcpay', label: 'Bitcoin', settings: server.settings },
    minimum: parseMoney('1'),
  });
  const { gatewayRef } = await startPayment(shop.app, {
    ...{ gateway: 'coins', amount: parseMoney('20'), locale: 'en', requestId: 'two' },
    accountId: shop.accountId,
  });
  const ref = gatewayRef ?? '';
  server.pay(ref, { value: '0.00010000' });
  server.set(ref, 'Expired', 'PaidPartial');
  const early = server.notice('InvoiceExpired', ref);
  assert.equal((await shop.send(early, 'coins')).status, 200);
  assert.equal(await shop.balance(), '6.43');
  server.pay(ref, { value: '0.00021060' });
  server.set(ref, 'Expired', 'PaidLate');
  const late = server.notice('InvoicePaymentSettled', ref);
  await Promise.all([shop.send(late, 'coins'), shop.send(early, 'coins')]);
  assert.equal(await shop.balance(), '20.00');
});
