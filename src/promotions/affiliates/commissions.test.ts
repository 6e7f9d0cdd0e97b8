import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readBalance } from '#ledger/index.ts';
import { isAppError } from '#lib/errors.ts';
import { asMoney, formatMoney, parseMoney } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { addAffiliate, bring, deposit, openProgramme } from '#test/support/affiliate-desk.ts';
import { openSecondApp, openTestApp } from '#test/support/database.ts';
import {
  addDesk,
  deskEvent,
  findings,
  notify,
  openPaymentDesk,
} from '#test/support/payment-desk.ts';
import { accrueCommissions } from './accrue-commissions.ts';
import { adjustCommissions } from './adjust-commissions.ts';
import { commissionOf } from './commission.ts';
import { readAffiliate } from './read-affiliate.ts';
import { refuseReferral } from './refuse-referral.ts';
import { requestPayout } from './request-payout.ts';
import { setRules } from './set-rules.ts';

const OPERATOR = { kind: 'operator', name: 'test' } as const;
const DAY_MS = 86_400_000;
const FREE = { feeBp: 0, feeFixed: asMoney(0n) };

async function openShop(options: Parameters<typeof openTestApp>[0] = {}) {
  const app = await openTestApp(options);
  await addDesk(app, openPaymentDesk(), FREE);
  return app;
}

const sums = async (app: App, accountId: number) => {
  const { pending, available, paid } = await readAffiliate(app, accountId);
  return [pending, available, paid].map(formatMoney);
};

describe('a commission', () => {
  test('is the percentage of what a deposit credits, once, however often and wherever it is looked for', async () => {
    await using app = await openShop();
    await using second = openSecondApp(app);
    const affiliate = await openProgramme(app);
    const customer = await bring(app, affiliate);
    await deposit(app, customer, '33.33');
    const runs = await Promise.all(
      Array.from({ length: 12 }, (_, n) => accrueCommissions(n % 2 === 0 ? app : second)),
    );
    assert.equal(
      runs.reduce((all, one) => all + one, 0),
      1,
    );
    assert.deepEqual(await sums(app, affiliate.accountId), ['0.00', '3.333', '0.00']);
    assert.deepEqual(await findings(app), []);
  });

  test('waits out its hold', async () => {
    let now = Date.now();
    await using app = await openShop({ clock: { now: () => now } });
    const affiliate = await openProgramme(app, { holdDays: 30 });
    await deposit(app, await bring(app, affiliate), '100');
    await accrueCommissions(app);
    assert.deepEqual(await sums(app, affiliate.accountId), ['10.00', '0.00', '0.00']);
    now += 30 * DAY_MS - 1_000;
    assert.deepEqual(await sums(app, affiliate.accountId), ['10.00', '0.00', '0.00']);
    now += 1_000;
    assert.deepEqual(await sums(app, affiliate.accountId), ['0.00', '10.00', '0.00']);
  });

  test('is of the first deposit only, where the rules say so', async () => {
    await using app = await openShop();
    const affiliate = await openProgramme(app, { firstOnly: true });
    const customer = await bring(app, affiliate);
    await deposit(app, customer, '10');
    await deposit(app, customer, '50');
    await accrueCommissions(app);
    await deposit(app, customer, '70');
    await accrueCommissions(app);
    assert.deepEqual(await sums(app, affiliate.accountId), ['0.00', '1.00', '0.00']);
    assert.deepEqual(await findings(app), []);
  });

  test('ends with the months that were promised, and a later change of rules is for later sign-ups', async () => {
    let now = Date.UTC(2026, 10, 30);
    await using app = await openShop({ clock: { now: () => now } });
    const affiliate = await openProgramme(app, { months: 3 });
    const customer = await bring(app, affiliate);
    await setRules(app, { percentBp: 100, months: 1 }, OPERATOR);
    now = Date.UTC(2027, 1, 27, 23);
    await deposit(app, customer, '10');
    now = Date.UTC(2027, 1, 28);
    await deposit(app, customer, '10');
    await accrueCommissions(app);
    assert.deepEqual(await sums(app, affiliate.accountId), ['0.00', '1.00', '0.00']);
  });

  test('of customers who came by themselves there is none', async () => {
    await using app = await openShop();
    const affiliate = await openProgramme(app);
    await deposit(app, affiliate.accountId, '100');
    assert.equal(await accrueCommissions(app), 0);
  });
});

describe('a deposit that goes back', () => {
  test('takes its commission along: of what waits, of what is available, and of what was paid', async () => {
    let now = Date.now();
    await using app = await openShop({ clock: { now: () => now } });
    const affiliate = await openProgramme(app, { holdDays: 10 });
    const customer = await bring(app, affiliate);
    const payment = await deposit(app, customer, '100');
    await accrueCommissions(app);
    const refund = (refundId: string, amount: string) =>
      notify(
        app,
        deskEvent(app, payment, {
          ...{ kind: 'refunded', refundId, amount: parseMoney(amount), currency: 'USD' },
        }),
      );
    await refund('one', '25');
    await accrueCommissions(app);
    assert.deepEqual(await sums(app, affiliate.accountId), ['7.50', '0.00', '0.00']);
    now += 11 * DAY_MS;
    await refund('two', '25');
    await accrueCommissions(app);
    assert.deepEqual(await sums(app, affiliate.accountId), ['0.00', '5.00', '0.00']);
    await requestPayout(app, { accountId: affiliate.accountId, requestId: randomUUID() });
    await refund('three', '50');
    await accrueCommissions(app);
    assert.deepEqual(await sums(app, affiliate.accountId), ['0.00', '-5.00', '5.00']);
    assert.equal(formatMoney(await readBalance(app, affiliate.accountId)), '5.00');
    const { commissions } = await readAffiliate(app, affiliate.accountId);
    assert.equal(commissions[0]?.state, 'clawed_back');
    assert.deepEqual(await findings(app), []);
  });

  test('a charge-back takes it, and one that is won gives it back', async () => {
    await using app = await openShop();
    const affiliate = await openProgramme(app);
    const payment = await deposit(app, await bring(app, affiliate), '100');
    await accrueCommissions(app);
    const amount = parseMoney('40');
    await notify(
      app,
      deskEvent(app, payment, { kind: 'disputed', disputeId: 'd', amount, currency: 'USD' }),
    );
    await accrueCommissions(app);
    assert.deepEqual(await sums(app, affiliate.accountId), ['0.00', '6.00', '0.00']);
    await notify(app, deskEvent(app, payment, { kind: 'dispute_won', disputeId: 'd' }));
    await accrueCommissions(app);
    assert.deepEqual(await sums(app, affiliate.accountId), ['0.00', '10.00', '0.00']);
    assert.deepEqual(await findings(app), []);
  });

  test('in any parts leaves exactly the percentage of what is left, and nothing of nothing', () => {
    const parts = fc.array(fc.bigInt({ min: 1n, max: 10n ** 12n }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(parts, fc.integer({ min: 1, max: 10_000 }), (taken, bp) => {
        const whole = taken.reduce((sum, part) => sum + part, 0n);
        let [net, earned] = [whole, commissionOf(asMoney(whole), bp) as bigint];
        for (const part of taken) {
          net -= part;
          const share = commissionOf(asMoney(net), bp) - earned;
          assert.ok(share <= 0n);
          earned += share;
          assert.equal(earned, (net * BigInt(bp)) / 10_000n);
        }
        assert.equal(earned, 0n);
      }),
    );
  });
});

describe('a payout', () => {
  test('asked for twenty times at once pays once', async () => {
    await using app = await openShop();
    const affiliate = await openProgramme(app);
    await deposit(app, await bring(app, affiliate), '100');
    await accrueCommissions(app);
    const { accountId } = affiliate;
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, () => requestPayout(app, { accountId, requestId: randomUUID() })),
    );
    const paid = outcomes.filter(({ status }) => status === 'fulfilled');
    assert.equal(paid.length, 1);
    for (const one of outcomes) {
      if (one.status === 'rejected') assert.equal(one.reason.code, 'conflict');
    }
    assert.equal(formatMoney(await readBalance(app, accountId)), '10.00');
    assert.deepEqual(await sums(app, accountId), ['0.00', '0.00', '10.00']);
    assert.deepEqual(await findings(app), []);
  });

  test('of one form is one, whatever was earned since', async () => {
    await using app = await openShop();
    const affiliate = await openProgramme(app);
    const customer = await bring(app, affiliate);
    await deposit(app, customer, '100');
    await accrueCommissions(app);
    const wish = { accountId: affiliate.accountId, requestId: randomUUID() };
    const all = await Promise.all(Array.from({ length: 5 }, () => requestPayout(app, wish)));
    assert.equal(new Set(all.map(({ id }) => id)).size, 1);
    assert.equal(all.filter(({ isNew }) => isNew).length, 1);
    await deposit(app, customer, '100');
    await accrueCommissions(app);
    assert.equal((await requestPayout(app, wish)).isNew, false);
    assert.deepEqual(await sums(app, affiliate.accountId), ['0.00', '10.00', '10.00']);
  });

  test('below the minimum, of nobody and of a suspended account is none', async () => {
    await using app = await openShop();
    const affiliate = await openProgramme(app, { minimumPayout: parseMoney('10.01') });
    await deposit(app, await bring(app, affiliate), '100');
    await accrueCommissions(app);
    const { accountId } = affiliate;
    const ask = (id: number) => requestPayout(app, { accountId: id, requestId: randomUUID() });
    const refuses = (work: Promise<unknown>, code: string) =>
      assert.rejects(work, (error) => isAppError(error) && error.code === code);
    await refuses(ask(accountId), 'conflict');
    await refuses(ask(accountId + 1_000), 'not_found');
    await adjustCommissions(app, {
      ...{ accountId, amount: parseMoney('0.01'), reason: 'a gift', actor: OPERATOR },
    });
    await app.transact((tx) =>
      tx
        .updateTable('accounts')
        .set({ suspended_at: new Date(), suspended_reason: 'test' })
        .where('id', '=', accountId)
        .execute(),
    );
    await refuses(ask(accountId), 'account_suspended');
  });
});

describe('the operator', () => {
  test('refuses somebody who was brought, and all that they earned is taken back', async () => {
    let now = Date.now();
    await using app = await openShop({ clock: { now: () => now } });
    const affiliate = await openProgramme(app, { holdDays: 10 });
    const [one, other] = [await bring(app, affiliate), await bring(app, affiliate)];
    await deposit(app, one, '100');
    await deposit(app, other, '20');
    await accrueCommissions(app);
    now += 11 * DAY_MS;
    await deposit(app, one, '50');
    await accrueCommissions(app);
    assert.deepEqual(await sums(app, affiliate.accountId), ['5.00', '12.00', '0.00']);
    const refusal = { accountId: one, reason: 'their own second account', actor: OPERATOR };
    await refuseReferral(app, refusal);
    assert.deepEqual(await sums(app, affiliate.accountId), ['0.00', '2.00', '0.00']);
    await deposit(app, one, '100');
    assert.equal(await accrueCommissions(app), 0);
    await assert.rejects(refuseReferral(app, refusal));
    assert.deepEqual(await findings(app), []);
  });

  test('sees in the books what does not belong there', async () => {
    await using app = await openShop();
    const affiliate = await openProgramme(app);
    await deposit(app, await bring(app, affiliate), '100');
    await accrueCommissions(app);
    await app.transact((tx) =>
      tx
        .updateTable('affiliate_entries')
        .set((set) => ({ amount: set('amount', '+', 1n) }))
        .execute(),
    );
    assert.match((await findings(app)).join('\n'), /has earned its percentage/);
    await requestPayout(app, { accountId: affiliate.accountId, requestId: randomUUID() });
    await app.transact((tx) => tx.updateTable('affiliate_payouts').set({ amount: 7n }).execute());
    assert.match((await findings(app)).join('\n'), /each payout of commissions is its entries/);
  });

  test('has affiliates apart from each other', async () => {
    await using app = await openShop();
    const affiliate = await openProgramme(app);
    const other = await addAffiliate(app);
    await deposit(app, await bring(app, affiliate), '100');
    await accrueCommissions(app);
    assert.deepEqual(await sums(app, other.accountId), ['0.00', '0.00', '0.00']);
    const view = await readAffiliate(app, affiliate.accountId);
    assert.match(view.referrals[0]?.who ?? '', /^.…@e…\.com$/);
    assert.equal(view.clicks, 1);
  });
});
