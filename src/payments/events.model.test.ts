import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { findAccount } from '#accounts/index.ts';
import type { Service } from '#catalog/index.ts';
import { readWallet } from '#ledger/index.ts';
import { AppError, isAppError } from '#lib/errors.ts';
import { asMoney, parseMoney, ZERO, type Money } from '#lib/money.ts';
import { placeOrder, settleOrders } from '#orders/index.ts';
import type { App } from '#platform/app.ts';
import { openTestApp } from '#test/support/database.ts';
import { setClock, type SetClock } from '#test/support/giveaway-desk.ts';
import {
  addDesk,
  deskEvent,
  findings,
  notify,
  openPaymentDesk,
  received,
  startDeposit,
  type PaymentDesk,
} from '#test/support/payment-desk.ts';
import { addService, orderOf } from '#test/support/shop.ts';
import { collectReceivables, endBonuses } from './keep-payments.ts';
import { countsFor } from './events/step.ts';
import type { GatewayEvent, Happening } from './gateway.ts';
import { listCredits } from './list-credits.ts';
import { refundText, type Payment } from './payment.ts';
import { readPayment } from './read-payment.ts';
import { approveRefund, refuseRefund } from './refunds/decide-refund.ts';
import { listRefunds } from './refunds/list-refunds.ts';
import { readRefundable } from './refunds/read-refundable.ts';
import { requestRefund } from './refunds/request-refund.ts';
import { sendRefunds } from './refunds/send-refunds.ts';

/** What may happen to a payment of 100.00 for 102.30, in whatever order. */
type Act =
  | { act: 'tell'; happening: Happening; lateS: number }
  | { act: 'repeat'; which: number }
  | { act: 'order'; cents: number; ending: 'completed' | 'canceled' | 'none' }
  | { act: 'ask'; cents: number }
  | { act: 'approve' | 'refuse' | 'collect' }
  | { act: 'send'; how: 'done' | 'sent' | 'refused' }
  | { act: 'told_ours'; failed: boolean }
  | { act: 'wait'; days: number };

type World = {
  app: App;
  clock: SetClock;
  desk: PaymentDesk;
  service: Service;
  payment: Payment;
  told: GatewayEvent[];
};

const cents = (most: number) => fc.integer({ min: 1, max: most });
const amountOf = (value: number): Money => asMoney(BigInt(value) * 10_000_000n);
const id = (name: string) => fc.integer({ min: 1, max: 2 }).map((n) => `${name}${n}`);
const money = fc
  .oneof(fc.constantFrom(10_230, 5_115, 1), cents(25_000))
  .map((value) => ({ amount: amountOf(value), currency: 'USD' }));

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 5, arbitrary: money.map((one) => ({ kind: 'received' as const, ...one })) },
  fc.constantFrom(
    received('10', 'EUR'),
    { kind: 'processing' } as const,
    { kind: 'expired' } as const,
    { kind: 'failed', reason: 'the card was refused' } as const,
  ),
  fc
    .record({ kind: fc.constant('refunded' as const), refundId: id('r') })
    .chain((one) => money.map((sum) => ({ ...one, ...sum }))),
  fc.record({
    kind: fc.constant('refund_failed' as const),
    refundId: id('r'),
    reason: fc.constant('the account is closed'),
  }),
  fc
    .record({ kind: fc.constant('disputed' as const), disputeId: id('d') })
    .chain((one) => money.map((sum) => ({ ...one, ...sum }))),
  fc.record({
    kind: fc.constantFrom('dispute_won' as const, 'dispute_lost' as const),
    disputeId: id('d'),
  }),
);

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      act: fc.constant('tell' as const),
      happening,
      lateS: fc.integer({ min: 0, max: 100 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('repeat' as const), which: fc.nat(20) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('order' as const),
      cents: cents(9_000),
      ending: fc.constantFrom('completed' as const, 'canceled' as const, 'none' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('ask' as const), cents: cents(11_000) }) },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom('approve', 'approve', 'refuse', 'collect')
      .map((name) => ({ act: name })),
  } as fc.WeightedArbitrary<Act>,
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('send' as const),
      how: fc.constantFrom('done' as const, 'sent' as const, 'refused' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant('told_ours' as const), failed: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ act: fc.constant('wait' as const), days: fc.constantFrom(1, 31) }),
  },
);

test('Every order of late, partial, repeated and reversed events keeps the books', async () => {
  const clock = setClock(Date.UTC(2026, 10, 23));
  await using app = await openTestApp({ clock });
  const desk = openPaymentDesk();
  const bonuses = [{ from: parseMoney('50'), bonusBp: 500 }];
  await addDesk(app, desk, { bonuses });
  const service = await addService(app, { rate: '10', min: 1, max: 10_000_000 });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 14 }), async (acts) => {
      const payment = await startDeposit(app, '100');
      const world: World = { app, clock, desk, service, payment, told: [] };
      for (const one of acts) {
        await play(world, one);
        await assertWhole(world);
      }
    }),
    { numRuns: 60 },
  );
});

async function play(world: World, one: Act): Promise<void> {
  const { app, clock, payment, told } = world;
  const { accountId } = payment;
  if (one.act === 'tell') {
    const at = new Date(clock.at - one.lateS * 1_000);
    const event = deskEvent(app, payment, one.happening, { at });
    told.push(event);
    await notify(app, event);
  } else if (one.act === 'told_ours') {
    await tellOfRefund(world, one.failed);
  } else if (one.act === 'repeat') {
    const event = told[one.which % Math.max(told.length, 1)];
    if (event) assert.deepEqual((await notify(app, event)).outcomes, ['repeated']);
  } else if (one.act === 'order') await order(world, one);
  else if (one.act === 'ask') await ask(world, amountOf(one.cents));
  else if (one.act === 'send') {
    world.desk.answer.refund = async () => {
      if (one.how === 'refused') throw new AppError('conflict', 'the card is closed');
      return { done: one.how === 'done' };
    };
    await sendRefunds(app);
  } else if (one.act === 'collect') await collectReceivables(app);
  else if (one.act === 'wait') {
    clock.at += one.days * 86_400_000 + 1;
    await endBonuses(app);
  } else await decide(app, accountId, one.act, new Date(clock.at));
}

/** What the wallet cannot carry is refused, as it is to any customer. */
async function order(
  { app, service, payment, clock }: World,
  { cents: value, ending }: Extract<Act, { act: 'order' }>,
): Promise<void> {
  try {
    const { orderId } = await placeOrder(
      app,
      orderOf(payment.accountId, service, {
        quantity: value,
        link: `https://example.com/${randomUUID()}`,
      }),
    );
    if (ending === 'none') return;
    await app.transact(async (tx) => {
      await tx
        .updateTable('orders')
        .set({ status: 'in_progress' })
        .where('id', '=', orderId)
        .execute();
      await settleOrders(tx, [{ orderId, source: 'test', status: ending }], new Date(clock.at));
    });
  } catch (error) {
    if (!isAppError(error) || error.code !== 'insufficient_balance') throw error;
  }
}

/** What goes back is money that was paid and not spent: the books say how much, to the last digit. */
async function ask({ app, payment, clock }: World, amount: Money): Promise<void> {
  const { accountId, id: paymentId } = payment;
  const [most] = await readRefundable(app.db, accountId);
  const { balance } = await readWallet(app.db, accountId);
  if (most) assert.ok(most.amount <= balance && most.amount > 0n);
  const wish = {
    accountId,
    paymentId,
    amount,
    reason: 'I changed my mind',
    requestId: randomUUID(),
  };
  const asked = app.transact((tx) => requestRefund(tx, { ...wish, now: new Date(clock.at) }));
  if (amount > (most?.amount ?? ZERO)) {
    await assert.rejects(asked, { code: 'invalid_parameter' });
    return;
  }
  await asked;
}

/** The gateway tells of a refund that we asked for, whatever we know of it. */
async function tellOfRefund({ app, payment, told }: World, failed: boolean): Promise<void> {
  const [last] = await listRefunds(app.db, { accountId: payment.accountId, limit: 1 });
  if (!last) return;
  const refundId = refundText(last.id);
  const { amount, currency } = last;
  const event = deskEvent(
    app,
    payment,
    failed
      ? { kind: 'refund_failed', refundId, reason: 'the account is closed' }
      : { kind: 'refunded', refundId, amount, currency },
  );
  told.push(event);
  await notify(app, event);
}

async function decide(
  app: App,
  accountId: number,
  how: 'approve' | 'refuse',
  now: Date,
): Promise<void> {
  const [waiting] = await listRefunds(app.db, { accountId, states: ['requested'], limit: 1 });
  if (!waiting) return;
  const deciding = {
    refundId: waiting.id,
    actor: { kind: 'operator', name: 'test' } as const,
    now,
  };
  const { credited, reversedCredit, refunded } = await readPayment(app.db, waiting.paymentId, null);
  const decided = app.transact((tx) =>
    how === 'approve' ? approveRefund(tx, deciding) : refuseRefund(tx, deciding, 'not now'),
  );
  if (how === 'refuse' || credited - reversedCredit - refunded >= waiting.amount) await decided;
  else await assert.rejects(decided, { code: 'conflict' }); // it was charged back meanwhile
}

async function assertWhole({ app, payment }: World): Promise<void> {
  assert.deepEqual(await findings(app), []);
  const { accountId } = payment;
  const { balance } = await readWallet(app.db, accountId);
  assert.ok(balance >= 0n);
  const credits = await listCredits(app.db, { accountId, limit: 1_000 });
  const sum = (field: 'gross' | 'fee' | 'credit') =>
    credits.reduce((all, one) => all + one[field], 0n);
  assert.equal(sum('credit'), sum('gross') - sum('fee'));
  const now = await readPayment(app.db, payment.id, accountId);
  const account = await findAccount(app.db, accountId);
  assert.equal(account?.lifetimeDeposits, countsFor(now));
}
