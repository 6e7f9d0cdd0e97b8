import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readBalance } from '#ledger/index.ts';
import { formatMoney, parseMoney } from '#lib/money.ts';
import { addGateway, readPayment, type Payment } from '#payments/index.ts';
import { openDashboard, type Dashboard } from '#test/support/dashboard.ts';
import { startStripeApi, type StripeApi } from '#test/support/stripe-api.ts';
import { receiveNotification } from '#payments/index.ts';
import type { Visit } from '#test/support/visit.ts';

let desk: Dashboard;
let stripe: StripeApi;

before(async () => {
  desk = await openDashboard();
  stripe = await startStripeApi();
  await addGateway(desk.app, {
    ...{ name: 'cards', kind: 'stripe', label: 'Card', settings: stripe.settings },
    ...{ feeBp: 250, minimum: parseMoney('5'), maximum: parseMoney('1000') },
    bonuses: [{ from: parseMoney('100'), bonusBp: 500 }],
  });
  const settings = { instructions: 'Account 12-345.' };
  await addGateway(desk.app, {
    ...{ name: 'bank', kind: 'manual', label: 'Bank', settings, minimum: parseMoney('20') },
  });
});
after(async () => {
  await stripe[Symbol.asyncDispose]();
  await desk[Symbol.asyncDispose]();
});

const ADD = '/dashboard/wallet/add';

/** The fields of the form that pays. */
const billOf = (html: string): Record<string, string> => {
  const form = html.split('<form').find((one) => one.includes('value="start"')) ?? '';
  const inputs = form.matchAll(/<input [^>]*name="(\w+)"[^>]*value="([^"]*)"/g);
  return Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, value]));
};

async function startAt(visit: Visit, query: string): Promise<{ to: string; payment: Payment }> {
  const seen = await visit.get(`${ADD}?${query}`);
  const sent = await visit.post(ADD, billOf(seen.text));
  assert.equal(sent.status, 303, sent.text.slice(0, 300));
  const id = Number(/pay_(\d+)/.exec(sent.to ?? '')?.[1]);
  return { to: sent.to ?? '', payment: await readPayment(desk.app.db, id, null) };
}

test('What is paid stands beside the button, with fee and bonus, before anything is', async () => {
  const { visit } = await desk.customer();
  const { text } = await visit.get(`${ADD}?amount=200&way=cards`);
  for (const sum of ['$200.00', '$5.00', '$10.00', 'Pay $205.00', '2.5% fee']) {
    assert.ok(text.includes(sum), `says ${sum}`);
  }
});

test('An amount with a comma, or in the digits of Arabic, is an amount', async () => {
  const { visit } = await desk.customer();
  for (const amount of ['12,50', '١٢٫٥٠', '12.5']) {
    const { text } = await visit.get(`${ADD}?way=cards&amount=${encodeURIComponent(amount)}`);
    assert.ok(text.includes('Pay $12.82'), amount);
  }
});

test('A wrong amount and an unknown code are told beside their fields', async () => {
  const { visit } = await desk.customer();
  const said = async (query: string) => (await visit.get(`${ADD}?way=cards&${query}`)).text;
  assert.match(await said('amount=1'), /The least is \$5\.00/);
  assert.match(await said('amount=5000'), /The most is \$1,000\.00 at once/);
  assert.match(await said('amount=ten'), /Write an amount such as 25/);
  assert.match(await said('amount=5.001'), /The smallest part that can be paid is \$0\.01/);
  const code = await said('amount=50&coupon=NOPE');
  assert.match(code, /We do not know this code/);
  assert.match(code, /Pay \$51\.25/);
});

test('An amount that was changed on the way is refused, and nothing is started', async () => {
  const { visit, accountId } = await desk.customer();
  const bill = billOf((await visit.get(`${ADD}?amount=50&way=cards`)).text);
  const sent = await visit.post(ADD, { ...bill, amount: '1' });
  assert.equal(sent.status, 422);
  const rows = await desk.app.db
    .selectFrom('payments')
    .select('id')
    .where('account_id', '=', accountId)
    .execute();
  assert.deepEqual(rows, []);
});

test('Paying leads over the page of the payment to the gateway, and twice to the same', async () => {
  const { visit } = await desk.customer();
  const bill = billOf((await visit.get(`${ADD}?amount=50&way=cards`)).text);
  const [first, again] = [await visit.post(ADD, bill), await visit.post(ADD, bill)];
  assert.match(first.to ?? '', /^\/dashboard\/wallet\/payments\/pay_\d+\?go=1$/);
  assert.equal(again.to, first.to);
  const onward = await visit.get(first.to ?? '');
  assert.match(
    onward.text,
    /http-equiv="refresh" content="0; url=https:\/\/checkout\.stripe\.example/i,
  );
  assert.match(onward.text, /href="https:\/\/checkout\.stripe\.example\/pay"/);
});

test('Back from the gateway the page waits, and then says what was credited', async () => {
  const { visit, accountId } = await desk.customer();
  const { to, payment } = await startAt(visit, 'amount=200&way=cards');
  const page = to.replace('?go=1', '');
  const before = await visit.get(page);
  assert.match(before.text, /Waiting for your payment/);
  assert.match(before.text, /data-poll="4"/);
  assert.match(before.text, /<noscript><meta http-equiv="refresh" content="4"\/?><\/noscript>/i);
  const session = stripe.pay(payment.gatewayRef ?? '');
  await receiveNotification(
    desk.app,
    'cards',
    stripe.notice('checkout.session.completed', session),
  );
  const { text } = await visit.get(page);
  assert.match(text, /\$210\.00 is in your wallet/);
  assert.match(text, /\$205\.00 received/);
  assert.doesNotMatch(text, /data-poll/);
  assert.equal(formatMoney(await readBalance(desk.app, accountId)), '210.00');
});

test('"Look again" asks the gateway, whose notice was lost', async () => {
  const { visit } = await desk.customer();
  const { to, payment } = await startAt(visit, 'amount=50&way=cards');
  stripe.pay(payment.gatewayRef ?? '');
  const page = to.replace('?go=1', '');
  assert.deepEqual((await visit.post(page, { intent: 'ask' })).to, page);
  assert.match((await visit.get(page)).text, /\$50\.00 is in your wallet/);
});

test('A gateway that does not answer is said to be away, and the same form goes on later', async () => {
  const { visit } = await desk.customer();
  const bill = billOf((await visit.get(`${ADD}?amount=50&way=cards`)).text);
  for (let calls = 0; calls < 2; calls += 1) stripe.answer(503, { error: {} });
  const away = await visit.post(ADD, bill);
  assert.equal(away.status, 422);
  assert.match(away.text, /does not answer right now, and nothing was charged/);
  assert.equal(billOf(away.text)['requestId'], bill['requestId']);
  assert.equal((await visit.post(ADD, billOf(away.text))).status, 303);
});

test('A transfer by hand shows where to, and takes the word that it is sent', async () => {
  const { visit } = await desk.customer();
  const { to, payment } = await startAt(visit, 'amount=40&way=bank');
  const shown = await visit.get(to);
  assert.match(shown.text, /Account 12-345\./);
  assert.match(shown.text, new RegExp(`pay_${payment.id}`));
  const empty = await visit.post(to, { intent: 'report', reference: ' ' });
  assert.equal(empty.status, 422);
  assert.match(empty.text, /at most 200 characters/);
  await visit.post(to, { intent: 'report', reference: 'Ada Lovelace' });
  const { text } = await visit.get(to);
  assert.match(text, /We look for your transfer/);
  assert.match(text, /Ada Lovelace/);
});
