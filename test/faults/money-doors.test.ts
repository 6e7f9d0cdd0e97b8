import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { createCoupon } from '#coupons/index.ts';
import { createKey, rotateKey, type Dialect } from '#keys/index.ts';
import { creditWallet, readBalance } from '#ledger/index.ts';
import { parseMoney } from '#lib/money.ts';
import { checkBooks } from '#orders/index.ts';
import type { Tx } from '#platform/db/types.ts';
import { openBuyer, startApi, type TestApi } from '#test/support/api.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { addFields, deliver, openSale, orderIdOf } from '#test/support/sale.ts';

const DIALECTS: Dialect[] = ['notpanel', 'classic'];

let app: TestApp;
let api: TestApi;

before(async () => {
  app = await openTestApp({ limits: false });
  api = await startApi(app);
});
after(async () => {
  assert.deepEqual(await checkBooks(app.db), { ok: true, findings: [] });
  await api[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

const credit = (tx: Tx, accountId: number, amount: string, reference?: string) =>
  creditWallet(tx, {
    accountId,
    amount: parseMoney(amount),
    reason: 'test',
    actor: { kind: 'system', name: 'test' },
    ...(reference !== undefined && { reference }),
  });

describe('the other doors of money open once', () => {
  test('a credit by its reference, however often and at once', async () => {
    const { buyer } = await openSale(app, 'notpanel', '1');
    const reference = randomUUID();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () =>
        app.transact((tx) => credit(tx, buyer.accountId, '2', reference)),
      ),
    );
    assert.equal(outcomes.filter((one) => one.credited).length, 1);
    assert.equal(await readBalance(app, buyer.accountId), parseMoney('3'));
    for (const [account, amount] of [
      [buyer.accountId, '3'],
      [(await openBuyer(app)).accountId, '2'],
    ] as const) {
      await assert.rejects(
        app.transact((tx) => credit(tx, account, amount, reference)),
        { code: 'conflict' },
      );
    }
  });

  test('a credit by a reference that twenty accounts name at once', async () => {
    const reference = randomUUID();
    const buyers = await Promise.all(Array.from({ length: 20 }, () => openBuyer(app)));
    const outcomes = await Promise.allSettled(
      buyers.map(({ accountId }) => app.transact((tx) => credit(tx, accountId, '2', reference))),
    );
    const refused = outcomes.filter((one) => one.status === 'rejected');
    assert.deepEqual(new Set(refused.map(({ reason }) => reason.code)), new Set(['conflict']));
    assert.equal(refused.length, buyers.length - 1);
  });

  test('the daily cap of a key, with the one that replaces it beside it', async () => {
    const { buyer, service } = await openSale(app, 'notpanel', '10');
    const { accountId } = buyer;
    const dailySpendCap = parseMoney('3');
    const old = await app.transact((tx) => createKey(tx, { accountId, dailySpendCap }));
    const place = (key: string) => api.post({ key, ...addFields(service) });
    assert.equal((await place(old.key)).status, 200);
    const fresh = await app.transact((tx) => rotateKey(tx, old.id, 60_000));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => place(index % 2 === 0 ? old.key : fresh.key)),
    );
    assert.equal(answers.filter((one) => one.status === 200).length, 2);
    assert.equal(await readBalance(app, accountId), parseMoney('7'));
  });

  test('the use of a coupon, with forty copies of its order', async () => {
    const { buyer, service, key } = await openSale(app, 'notpanel', '10');
    const code = randomUUID();
    const coupon = await app.transact((tx) =>
      createCoupon(tx, { code, discountBp: 1_000, maxUses: 1 }),
    );
    const order = addFields(service, { coupon: code });
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => api.post({ key, ...order })),
    );
    assert.equal(new Set(answers.map((one) => one.text)).size, 1);
    assert.equal(await readBalance(app, buyer.accountId), parseMoney('9.1'));
    const { uses } = await app.db
      .selectFrom('coupons')
      .select('uses')
      .where('id', '=', coupon.id)
      .executeTakeFirstOrThrow();
    assert.equal(uses, 1);
  });

  for (const dialect of DIALECTS) {
    test(`${dialect}: the refund of a cancel, and a refill, with twenty calls at once`, async () => {
      const row = { refill: true, guarantee_days: 30 };
      const { buyer, service, key } = await openSale(app, dialect, '10', row);
      const place = async () => orderIdOf(await api.post({ key, ...addFields(service) }));
      const [canceled, delivered] = [await place(), await place()];
      await deliver(app, delivered);
      for (const [action, order] of [
        ['cancel', canceled],
        ['refill', delivered],
      ] as const) {
        const calls = Array.from({ length: 20 }, () => api.post({ key, action, order }));
        const answers = await Promise.all(calls);
        assert.deepEqual([...new Set(answers.map((one) => one.status))], [200]);
        assert.equal(new Set(answers.map((one) => one.text)).size, 1, answers[0]?.text);
        assert.doesNotMatch(answers[0]?.text ?? '', /error/);
      }
      assert.equal(await readBalance(app, buyer.accountId), parseMoney('9'));
    });
  }
});
