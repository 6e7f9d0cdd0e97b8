import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { listServices, routeServices, type Service } from '#catalog/index.ts';
import { createCoupon } from '#coupons/index.ts';
import { followOrders, openSubmitLane } from '#fulfilment/index.ts';
import { readBalance } from '#ledger/index.ts';
import { asMoney } from '#lib/money.ts';
import { checkBooks, placeOrder } from '#orders/index.ts';
import type { App } from '#platform/app.ts';
import type { Post, PostReply } from '#platform/http/index.ts';
import { addProvider, listProviders, type Provider } from '#providers/index.ts';
import { openSecondApp, openTestApp } from '#test/support/database.ts';
import { movedClock } from '#test/support/provider-desk.ts';
import { addService, openAccount, orderOf } from '#test/support/shop.ts';

// M5 of reliability.md: whatever a provider says, however often and in whatever order.
const RUNS = 40;
const HOUR_MS = 3_600_000;

type Said = { status: string; remains: string };

const said: fc.Arbitrary<Said> = fc.record({
  status: fc.constantFrom('Pending', 'In progress', 'Completed', 'Partial', 'Canceled', 'Refunded'),
  remains: fc.oneof(
    fc.integer({ min: 0, max: 100 }).map(String),
    fc.constantFrom('-1', '101', 'abc', ''),
  ),
});

const story = fc.record({
  coupon: fc.option(fc.bigInt(1n, 2n * 10n ** 8n)),
  // One worker asks, and hears its answer after another asked later and heard another one.
  looks: fc.array(fc.tuple(said, said), { minLength: 1, maxLength: 6 }),
});

const json = (body: unknown): PostReply => ({
  kind: 'answer',
  status: 200,
  headers: {},
  text: JSON.stringify(body),
});

/** What an ending leaves with the customer: the first that counts, and nothing after it. */
async function refundsOf(app: App, orderId: number) {
  const order = await app.db
    .selectFrom('orders')
    .select(['status', 'charge', 'refunded', 'remains', 'rate'])
    .where('id', '=', orderId)
    .executeTakeFirstOrThrow();
  const rows = await app.db
    .selectFrom('transfers')
    .select(['kind', 'amount'])
    .where('reference', '=', String(orderId))
    .where('kind', 'in', ['order.refund', 'order.coupon_return'])
    .execute();
  return { ...order, given: rows.reduce((sum, row) => sum + row.amount, 0n) };
}

test('duplicate and reordered statuses never refund more than the charge, and only once', async () => {
  const clock = movedClock();
  let number = 0;
  let answerStatus: () => Promise<Said>;
  const post: Post = async ({ body }) => {
    const isAdd = new URLSearchParams(body).get('action') === 'add';
    return json(isAdd ? { order: (number += 1) } : await answerStatus());
  };
  await using app = await openTestApp({ clock, post });
  await using other = openSecondApp(app);
  await addProvider(app, { url: 'http://provider.test/', key: 'k' });
  const provider = (await listProviders(app.db))[0] as Provider;
  const { id: serviceId } = await addService(app, { min: 1, max: 100 });
  const route = { serviceId, providerId: provider.id, providerService: '1' };
  await app.transact((tx) => routeServices(tx, [route]));
  const service = (await listServices(app.db)).find(({ id }) => id === serviceId) as Service;

  await fc.assert(
    fc.asyncProperty(story, async ({ coupon, looks }) => {
      const account = await openAccount(app, { balance: '1' });
      const code = coupon === null ? undefined : randomUUID().toUpperCase();
      if (code !== undefined) {
        await app.transact((tx) => createCoupon(tx, { code, amount: asMoney(coupon ?? 0n) }));
      }
      const params = { quantity: 100, ...(code !== undefined && { coupon: code }) };
      const { orderId } = await placeOrder(app, orderOf(account, service, params));
      const lane = openSubmitLane(app, provider, { worker: 'test' });
      await lane.fill();
      await lane.quiet();
      const paid = asMoney(10n ** 9n) - (await readBalance(app, account));
      let ended: Awaited<ReturnType<typeof refundsOf>> | undefined;
      for (const look of looks) {
        const [old, news] = look;
        const asked = Promise.withResolvers<void>();
        const heard = Promise.withResolvers<Said>();
        clock.move(HOUR_MS);
        answerStatus = () => (asked.resolve(), heard.promise);
        const late = followOrders(app, provider);
        await Promise.race([asked.promise, late]);
        clock.move(HOUR_MS);
        answerStatus = () => Promise.resolve(news);
        await followOrders(other, provider);
        heard.resolve(old);
        await late;
        const now = await refundsOf(app, orderId);
        assert.ok(now.given <= now.charge, `${now.given} of ${now.charge}`);
        assert.equal(now.given, now.refunded);
        if (ended) assert.deepEqual(now, ended, 'an ending stays as it is');
        if (now.status !== 'in_progress' && now.status !== 'processing') ended = now;
        const back = (await readBalance(app, account)) - (asMoney(10n ** 9n) - paid);
        assert.ok(back >= 0n && back <= paid, 'nobody gets back more than he paid');
      }
      // Out of the way of the next run.
      clock.move(HOUR_MS);
      answerStatus = () => Promise.resolve({ status: 'Completed', remains: '0' });
      await followOrders(app, provider);
    }),
    { numRuns: RUNS },
  );
  assert.deepEqual(await checkBooks(app.db), { ok: true, findings: [] });
});
