import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Fate } from '#fault-proxy/index.ts';
import { placeOrder } from '#orders/index.ts';
import { CommitUnknown, openDatabase } from '#platform/db/database.ts';
import { isLostConnection, isUnavailable } from '#platform/db/postgres-errors.ts';
import { openLog } from '#platform/log.ts';
import { openCutProxy } from '#test/support/cut-proxy.ts';
import { openTestApp } from '#test/support/database.ts';
import { orderOf } from '#test/support/shop.ts';
import { loseCommits, openBuyers, openDesk, verify, type Call } from './lose-commits.ts';

const CUTS = 100; // a thousand in `npm run test:long`

describe('the answer to a COMMIT is lost', () => {
  test(`${CUTS} times: the orders are read back, each is there once`, async (t) => {
    const { cuts, orders } = await loseCommits(CUTS);
    t.diagnostic(`${orders} orders, ${JSON.stringify(cuts)}`);
  });

  test('while the database stays away: 503, and a retry afterwards makes one order', async () => {
    await using desk = await openDesk();
    const accounts = await openBuyers(desk, 2);
    const commands = accounts.map((account) => orderOf(account, desk.service));
    const fates: Fate[] = ['cut-after', 'cut-before'];
    desk.proxy.decide((query) => {
      if (query === 'commit') return fates.shift() ?? 'cut-before';
      return fates.length === 0 ? 'cut-before' : 'pass';
    });
    const answers = await Promise.allSettled(commands.map((one) => placeOrder(desk.app, one)));
    for (const answer of answers) {
      assert.equal(answer.status, 'rejected');
      assert.ok(isUnavailable(answer.reason) || answer.reason.code === 'unavailable');
    }
    assert.deepEqual(fates, []);
    desk.proxy.decide(() => 'pass');
    const calls: Call[] = [];
    for (const command of commands) {
      const { orderId } = await placeOrder(desk.app, command);
      const { buyer, requestId } = command;
      calls.push({ account: buyer.accountId, requestId: requestId as string, orderId });
    }
    await verify(desk, calls);
  });

  test('a database that falls silent is given up, and the next one is asked', async () => {
    await using direct = await openTestApp();
    await using proxy = await openCutProxy(direct.url);
    const log = openLog('silent');
    const database = openDatabase({ url: proxy.url, log, answerWithinMs: 300 });
    const look = () => database.transact((tx) => tx.selectFrom('tiers').select('id').execute());
    for (const silentAt of ['begin', 'commit']) {
      let stalls = 1;
      proxy.decide((query) => (query === silentAt && stalls-- > 0 ? 'stall' : 'pass'));
      const asked = performance.now();
      await assert.rejects(look(), (error) => {
        assert.ok(isLostConnection(error) || error instanceof CommitUnknown);
        return true;
      });
      assert.ok(performance.now() - asked < 2_000);
      await look();
    }
    await database.end();
  });
});
