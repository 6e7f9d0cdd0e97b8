import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readBalance } from '#ledger/index.ts';
import { formatMoney, type Money } from '#lib/money.ts';
import { askGateway, readPaymentSteps, type Payment } from '#payments/index.ts';
import { checkAllBooks } from '#worker/index.ts';
import { eventually } from '#test/support/eventually.ts';
import { openGatewayDesk, type GatewayDesk } from '#test/support/gateway-desk.ts';
import { openAccount } from '#test/support/shop.ts';

const SOON_MS = 8_000;

async function open(amount = '20', feeBp = 0) {
  const desk = await openGatewayDesk({ feeBp });
  const accountId = await openAccount(desk.app, { balance: '0' });
  const payment = await desk.start(accountId, amount);
  const text = (value: Money) => formatMoney(value);
  return {
    ...desk,
    accountId,
    payment,
    balance: async () => text(await readBalance(desk.app, accountId)),
    isState: (state: Payment['state']) =>
      eventually(async () => (await desk.read(payment)).state === state, SOON_MS),
    heard: (kind: string, times = 1) =>
      eventually(
        async () => (await kindsOf(desk, payment)).filter((one) => one === kind).length === times,
        SOON_MS,
      ),
    [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose](),
  };
}

const kindsOf = async ({ app }: GatewayDesk, { id }: Payment): Promise<string[]> =>
  (await readPaymentSteps(app.db, id)).map(({ kind }) => kind);

async function assertBooks({ app }: GatewayDesk): Promise<void> {
  assert.deepEqual((await checkAllBooks(app.db)).findings, []);
}

test('The page says that it is a test, what is to be paid, and sends the payer back', async () => {
  await using desk = await open();
  const page = await (await fetch(desk.payment.url ?? '')).text();
  assert.match(page, /this is a test, no money moves/);
  assert.match(page, /20\.00 USD/);
  const answer = await desk.choose(desk.payment, 'pay');
  assert.equal(answer.status, 303);
  assert.match(answer.headers.get('location') ?? '', /\/dashboard\/wallet\/payments\/pay_1$/);
});

test('What is paid is credited with its fee taken off', async () => {
  await using desk = await open('20', 250);
  assert.equal(formatMoney(desk.payment.toPay), '20.50');
  await desk.choose(desk.payment, 'pay');
  await desk.isState('paid');
  assert.equal(await desk.balance(), '20.00');
  await assertBooks(desk);
});

test('A notice that comes three times at once is credited once', async () => {
  await using desk = await open();
  await desk.choose(desk.payment, 'thrice');
  await desk.isState('paid');
  await askGateway(desk.app, await desk.read(desk.payment));
  assert.deepEqual(await kindsOf(desk, desk.payment), ['received']);
  assert.equal(await desk.balance(), '20.00');
  await assertBooks(desk);
});

test('A part is credited as a part, and the rest when it comes', async () => {
  await using desk = await open();
  await desk.choose(desk.payment, 'less', '7.5');
  await desk.isState('partial');
  assert.equal(await desk.balance(), '7.50');
  await desk.choose(desk.payment, 'pay');
  await desk.isState('paid');
  assert.equal(await desk.balance(), '20.00');
  await assertBooks(desk);
});

test('Too much is credited as what it is', async () => {
  await using desk = await open();
  await desk.choose(desk.payment, 'more', '33');
  await desk.isState('paid');
  assert.equal(await desk.balance(), '33.00');
  await assertBooks(desk);
});

test('Who is declined has failed, and nothing is credited', async () => {
  await using desk = await open();
  await desk.choose(desk.payment, 'decline');
  await desk.isState('failed');
  assert.equal(await desk.balance(), '0.00');
  assert.equal((await desk.choose(desk.payment, 'pay')).status, 422);
});

test('Money that comes after the end is credited all the same', async () => {
  await using desk = await open();
  await desk.choose(desk.payment, 'late');
  await desk.isState('paid');
  assert.deepEqual(await kindsOf(desk, desk.payment), ['expired', 'received']);
  assert.equal(await desk.balance(), '20.00');
  await assertBooks(desk);
});

test('What is seen first is under way until it is confirmed', async () => {
  await using desk = await open();
  await desk.choose(desk.payment, 'slow');
  await desk.heard('processing');
  await desk.isState('paid');
  assert.deepEqual(await kindsOf(desk, desk.payment), ['processing', 'received']);
});

test('A notice that is late does not keep back money that the gateway is asked for', async () => {
  await using desk = await open();
  await desk.choose(desk.payment, 'late-notice');
  await askGateway(desk.app, desk.payment);
  assert.equal(await desk.balance(), '20.00');
  await assertBooks(desk);
});

for (const [choice, verdict, balance] of [
  ['charge-back-won', 'dispute_won', '20.00'],
  ['charge-back-lost', 'dispute_lost', '0.00'],
] as const) {
  test(`After ${choice} the wallet has ${balance}`, async () => {
    await using desk = await open();
    await desk.choose(desk.payment, choice);
    await desk.heard(verdict);
    assert.deepEqual(await kindsOf(desk, desk.payment), ['received', 'disputed', verdict]);
    assert.equal(await desk.balance(), balance);
    await assertBooks(desk);
  });
}

test('A charge-back may be played later, and decided later', async () => {
  await using desk = await open();
  await desk.choose(desk.payment, 'pay');
  await desk.isState('paid');
  assert.equal((await desk.choose(desk.payment, 'win')).status, 422, 'there is none yet');
  await desk.choose(desk.payment, 'dispute');
  await desk.heard('disputed');
  assert.equal(await desk.balance(), '0.00');
  await desk.choose(desk.payment, 'win');
  await desk.heard('dispute_won');
  assert.equal(await desk.balance(), '20.00');
  await assertBooks(desk);
});

test('Nobody without the key uses the API, and nobody finds a checkout by guessing', async () => {
  await using desk = await open();
  const ask = (path: string, key: string) =>
    fetch(`${desk.gatewayUrl}/test-gateway${path}`, {
      headers: { authorization: `Bearer ${key}` },
    });
  assert.equal((await ask('/v1/checkouts?reference=pay_1', 'x')).status, 401);
  assert.equal((await ask('/checkouts/tgc_1', '')).status, 404);
});
