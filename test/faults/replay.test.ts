import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { restoreAccount, suspendAccount } from '#accounts/index.ts';
import { setServiceActive } from '#catalog/index.ts';
import { createCoupon } from '#coupons/index.ts';
import { listKeys, revokeKey, rotateKey, type Dialect } from '#keys/index.ts';
import { readBalance } from '#ledger/index.ts';
import { parseMoney, parseRate } from '#lib/money.ts';
import { cancelOrder, checkBooks } from '#orders/index.ts';
import { notify } from '#platform/db/notify.ts';
import { setOwnRate } from '#pricing/index.ts';
import { openKey, startApi, type TestApi } from '#test/support/api.ts';
import { openSecondApp, openTestApp, type TestApp } from '#test/support/database.ts';
import { eventually } from '#test/support/eventually.ts';
import { movedClock, type MovedClock } from '#test/support/provider-desk.ts';
import {
  addFields,
  countRows,
  deliver,
  openSale,
  orderIdOf,
  type Sale,
} from '#test/support/sale.ts';

const DAY_MS = 86_400_000;
const DIALECTS: Dialect[] = ['notpanel', 'classic'];

let clock: MovedClock;
let app: TestApp;
let api: TestApi;

before(async () => {
  clock = movedClock();
  app = await openTestApp({ clock, limits: false });
  api = await startApi(app);
});
after(async () => {
  assert.deepEqual(await checkBooks(app.db), { ok: true, findings: [] });
  await api[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

type Sold = Sale & { dialect: Dialect; orderId: number };

type Case = {
  when: string;
  /** What happens between a call and its repeat. Answers the key to repeat with, if another. */
  between(sold: Sold): Promise<string | void>;
  /** Who answers the repeat, if another process. */
  repeatedBy?(): Promise<TestApi & AsyncDisposable>;
};

const keyIdOf = async (accountId: number, dialect: Dialect) =>
  (await listKeys(app.db, accountId)).find((key) => key.dialect === dialect)?.id as number;

const CASES: Case[] = [
  { when: 'nothing happened in between', between: async () => {} },
  {
    when: 'the order was canceled and refunded',
    between: ({ buyer, orderId }) => cancelOrder(app, buyer.accountId, orderId),
  },
  { when: 'the order was delivered', between: ({ orderId }) => deliver(app, orderId) },
  { when: 'the order ended partial', between: ({ orderId }) => deliver(app, orderId, 400) },
  {
    when: 'the wallet is empty by now',
    async between({ buyer, service, key }) {
      const rest = addFields(service, { quantity: 9_250 });
      assert.equal((await api.post({ key, ...rest })).status, 200);
      assert.equal(await readBalance(app, buyer.accountId), 0n);
    },
  },
  {
    when: 'the service was switched off',
    async between({ service, key }) {
      await app.transact((tx) => setServiceActive(tx, service.id, false));
      await eventually(async () => {
        const other = await api.post({ key, ...addFields(service) });
        return /not found|incorrect_service_id/.test(other.text);
      }, 2_000);
    },
  },
  {
    when: 'the price has changed for everybody and for the account',
    async between({ buyer, service }) {
      await app.transact(async (tx) => {
        const rate = parseRate('7');
        await tx.updateTable('services').set({ rate }).where('id', '=', service.id).execute();
        await notify(tx, 'catalog', service.id);
        await setOwnRate(tx, {
          accountId: buyer.accountId,
          serviceId: service.id,
          own: { rate: parseRate('3') },
        });
      });
    },
  },
  {
    when: 'the key was rotated',
    async between({ buyer, dialect }) {
      const keyId = await keyIdOf(buyer.accountId, dialect);
      return (await app.transact((tx) => rotateKey(tx, keyId, 0))).key;
    },
  },
  {
    when: 'the key was revoked and another one of the account is used',
    async between({ buyer, dialect }) {
      const keyId = await keyIdOf(buyer.accountId, dialect);
      await app.transact((tx) => revokeKey(tx, keyId));
      return openKey(app, buyer.accountId, { dialect });
    },
  },
  {
    when: 'the account was suspended and restored',
    async between({ buyer, key }) {
      await app.transact((tx) => suspendAccount(tx, buyer.accountId, 'test'));
      await eventually(async () => {
        const { text } = await api.post({ key, action: 'balance' });
        return text === '{"error":"Account suspended"}';
      }, 2_000);
      await app.transact((tx) => restoreAccount(tx, buyer.accountId));
      await eventually(
        async () => (await api.post({ key, action: 'balance' })).text.includes('balance'),
        2_000,
      );
    },
  },
  {
    when: 'the panel was started anew',
    between: async () => {},
    async repeatedBy() {
      const restarted = openSecondApp(app);
      const other = await startApi(restarted);
      return {
        ...other,
        async [Symbol.asyncDispose]() {
          await other[Symbol.asyncDispose]();
          await restarted[Symbol.asyncDispose]();
        },
      };
    },
  },
  { when: '400 days went by', between: async () => clock.move(400 * DAY_MS) },
];

describe('a call that is sent again with its request_id', () => {
  for (const dialect of DIALECTS) {
    for (const { when, between, repeatedBy } of CASES) {
      test(`${dialect}: answers the same bytes and changes nothing when ${when}`, async () => {
        const sale = await openSale(app, dialect);
        const { buyer, service, key } = sale;
        const code = randomUUID();
        await app.transact((tx) =>
          createCoupon(tx, { code, amount: parseMoney('0.25'), maxUsesPerAccount: 1 }),
        );
        const order = addFields(service, { coupon: code });
        const first = await api.post({ key, ...order });
        assert.equal(first.status, 200, first.text);
        assert.equal(first.headers.get('idempotent-replayed'), null);
        const sold = { ...sale, dialect, orderId: orderIdOf(first) };
        const otherKey = (await between(sold)) ?? key;
        await using other = await repeatedBy?.();
        const rows = await countRows(app);
        const balance = await readBalance(app, buyer.accountId);
        for (let n = 0; n < 2; n += 1) {
          const again = await (other ?? api).post({ key: otherKey, ...order });
          assert.deepEqual([again.status, again.text], [200, first.text]);
          assert.equal(again.headers.get('idempotent-replayed'), 'true');
        }
        assert.deepEqual(await countRows(app), rows);
        assert.equal(await readBalance(app, buyer.accountId), balance);
      });
    }
  }
});
