import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Service } from '#catalog/index.ts';
import { creditWallet, readBalance } from '#ledger/index.ts';
import { isAppError } from '#lib/errors.ts';
import { asMoney } from '#lib/money.ts';
import {
  cancelOrder,
  claimOrders,
  moveOrders,
  placeOrder,
  settleOrders,
  startRuns,
} from '#orders/index.ts';
import type { TestApp } from '#test/support/database.ts';
import { orderOf } from '#test/support/shop.ts';
import * as ledger from './ledger-model.ts';
import type { Asked, Buyer, Model, Order, Status } from './ledger-model.ts';

export const MINUTE_MS = 60_000;
const SOURCE = 'test';

/** One run's part of the shop, and the hour that it is there. */
export type Shop = { app: TestApp; service: Service; providerId: number; clock: { at: number } };

/** One thing that happens: to the model, to the shop, and the same comes of it. */
type Step = (model: Model, shop: Shop) => Promise<void>;

const pick = <Item>(items: readonly Item[], index: number): Item | undefined =>
  items[index % Math.max(1, items.length)];

const refusalOf = async (work: Promise<unknown>): Promise<string | undefined> =>
  work.then(
    () => undefined,
    (error: unknown) => {
      if (isAppError(error)) return error.code;
      throw error;
    },
  );

const at = (shop: Shop) => new Date(shop.clock.at);

export const credit =
  (who: number, amount: bigint, reference: number): Step =>
  async (model, { app }) => {
    const accountId = pick([...model.buyers.keys()], who) as number;
    // The same reference with another amount is a conflict, which is another test's.
    const name = `${accountId}:${amount}:${reference}`;
    const actor = { kind: 'system', name: SOURCE } as const;
    const { credited } = await app.transact((tx) =>
      creditWallet(tx, {
        accountId,
        amount: asMoney(amount),
        reason: SOURCE,
        reference: name,
        actor,
      }),
    );
    assert.equal(credited, ledger.credit(model, accountId, amount, name));
  };

type PlaceArgs = { quantity: number; runs: number; coupon: number | null; id: number };

/** Calls of one account at the same moment: they are judged in the order of their arrival. */
const place =
  (who: number, calls: PlaceArgs[]): Step =>
  async (model, shop) => {
    const buyer = pick([...model.buyers.values()], who) as Buyer;
    const all = calls.map(({ quantity, runs, coupon, id }): Asked => {
      const code =
        coupon === null ? null : (pick([...model.coupons.keys(), 'NOBODY'], coupon) ?? null);
      return { account: buyer.id, requestId: `id${id}`, quantity, runs, coupon: code };
    });
    const outcomes = await Promise.allSettled(all.map((asked) => placeOne(shop, buyer, asked)));
    for (const [index, asked] of all.entries()) {
      const verdict = ledger.place(model, asked, shop.clock.at);
      const outcome = outcomes[index] as PromiseSettledResult<{
        orderId: number;
        replayed: boolean;
      }>;
      if (typeof verdict === 'string') {
        assert.equal(outcome.status, 'rejected', `the model says ${verdict}`);
        assert.equal(outcome.reason.code, verdict);
        continue;
      }
      if (outcome.status === 'rejected') throw outcome.reason;
      if (!verdict.replayed) verdict.order.id = outcome.value.orderId;
      assert.deepEqual(outcome.value, { orderId: verdict.order.id, replayed: verdict.replayed });
    }
  };

async function placeOne({ app, service }: Shop, buyer: Buyer, asked: Asked) {
  const { quantity, runs, coupon, requestId } = asked;
  const params = {
    quantity,
    ...(runs > 1 && { runs, interval: 10 }),
    ...(coupon !== null && { coupon }),
  };
  const command = commandOf(() => orderOf(buyer.id, service, params, requestId), asked);
  const { buyer: who } = command;
  return placeOrder(app, { ...command, buyer: { ...who, tierDiscountBp: buyer.tierBp } });

  function commandOf(make: () => ReturnType<typeof orderOf>, { account }: Asked) {
    try {
      return make();
    } catch (error) {
      // As the API does: a refusal is handed on, because a known id is answered before it counts.
      if (!isAppError(error)) throw error;
      const fits = orderOf(account, service, { ...params, quantity: service.min }, requestId);
      const requestHash = Buffer.alloc(32, JSON.stringify(asked));
      return { ...fits, requestHash, draft: error };
    }
  }
}

/** The same call again, in whatever state its order is by now. */
const repeat =
  (which: number): Step =>
  async (model, shop) => {
    const known = pick([...model.byRequest.values()], which);
    if (!known) return;
    const asked = JSON.parse(known.asked) as Asked;
    const outcome = await placeOne(shop, model.buyers.get(asked.account) as Buyer, asked);
    assert.deepEqual(outcome, { orderId: known.order.id, replayed: true });
  };

const cancel =
  (which: number): Step =>
  async (model, { app }) => {
    const order = pick(model.orders, which);
    if (!order) return;
    const refusal = await refusalOf(cancelOrder(app, order.account, order.id));
    assert.equal(refusal, ledger.cancel(model, order));
  };

const claim = (): Step => async (model, shop) => {
  const { app, providerId } = shop;
  const now = at(shop);
  const claimed = await app.transact((tx) =>
    claimOrders(tx, {
      providerId,
      limit: 1_000,
      now,
      leaseUntil: new Date(now.getTime() + MINUTE_MS),
    }),
  );
  const ids = claimed.map((order) => order.id);
  assert.deepEqual(
    ids,
    ledger
      .claim(model)
      .map((order) => order.id)
      .sort((a, b) => a - b),
  );
};

/** The ordinary way: a provider takes all that it is given. */
const deliver = (): Step => async (model, shop) => {
  await claim()(model, shop);
  const sent = model.orders.filter(({ status }) => status === 'submitting');
  for (const order of sent) await move(model.orders.indexOf(order), 'in_progress')(model, shop);
};

type Reached = Extract<Status, 'pending' | 'unknown' | 'processing' | 'in_progress'>;

const move =
  (which: number, to: Reached): Step =>
  async (model, shop) => {
    const order = pick(model.orders, which);
    if (!order || order.kind === 'drip_feed') return;
    const now = at(shop);
    const moves = [{ orderId: order.id, to, dueAt: now, source: SOURCE }];
    const moved = await shop.app.transact((tx) => moveOrders(tx, moves, now));
    assert.equal(moved.has(order.id), ledger.move(order, to));
  };

type EndArgs = { which: number; ending: ledger.Ending; remains: number };

/** A provider's report: several orders at once, in any order, said twice now and then. */
const settle =
  (reports: EndArgs[], times: number): Step =>
  async (model, shop) => {
    const endings = new Map(
      reports.flatMap(({ which, ending, remains }) => {
        // Mostly of orders that a provider has; any other must not be changed by it.
        const known = model.orders.filter(({ status }) => status === 'in_progress');
        const order = pick(which % 4 === 0 ? model.orders : known, which);
        return order ? [[order, { ending, remains: remains % (order.quantity + 1) }] as const] : [];
      }),
    );
    for (let n = 0; n < times; n += 1) {
      const settled = await shop.app.transact((tx) =>
        settleOrders(
          tx,
          [...endings].map(([{ id: orderId }, { ending, remains }]) =>
            ending === 'completed'
              ? { orderId, source: SOURCE, status: ending }
              : ending === 'canceled'
                ? { orderId, source: SOURCE, status: ending }
                : { orderId, source: SOURCE, status: ending, remains },
          ),
          at(shop),
        ),
      );
      const expected = [...endings].filter(([order, { ending, remains }]) =>
        ledger.settle(model, order, ending, remains),
      );
      assert.deepEqual(settled, new Set(expected.map(([order]) => order.id)));
    }
  };

const pass =
  (minutes: number): Step =>
  async (model, shop) => {
    shop.clock.at += minutes * MINUTE_MS;
    const started = await shop.app.transact((tx) => startRuns(tx, at(shop), 10_000));
    const expected = ledger.startRuns(model, shop.clock.at);
    assert.ok(started >= expected.length, 'those of the tests before are started too');
    for (const run of expected) run.id = await newestRun(shop, run);
  };

async function newestRun({ app }: Shop, { parent }: Order): Promise<number> {
  const { id } = await app.db
    .selectFrom('orders')
    .select('id')
    .where('parent_id', '=', (parent as Order).id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return id;
}

const nat = fc.nat(30);
const placeArgs: fc.Arbitrary<PlaceArgs> = fc.record({
  quantity: fc.oneof(fc.integer({ min: 9, max: 1_001 }), fc.integer({ min: 10, max: 60 })),
  runs: fc.constantFrom(0, 0, 0, 0, 2, 3),
  coupon: fc.option(fc.nat(4), { freq: 2 }),
  id: fc.nat(100),
});
const endArgs: fc.Arbitrary<EndArgs> = fc.record({
  which: nat,
  ending: fc.constantFrom('completed', 'partial', 'canceled'),
  remains: fc.nat(10_000),
});
const reached = fc.constantFrom<Reached[]>(
  'pending',
  'unknown',
  'processing',
  'in_progress',
  'in_progress',
);

/** Steps with any arguments, each followed by a look at every wallet. */
export const COMMANDS = [
  named('credit', fc.tuple(nat, fc.bigInt(1n, 10n ** 12n), fc.nat(3)), credit),
  named('place', fc.tuple(nat, fc.array(placeArgs, { minLength: 1, maxLength: 4 })), place),
  named('place', fc.tuple(nat, fc.array(placeArgs, { minLength: 1, maxLength: 4 })), place),
  named('cancel', fc.tuple(nat), cancel),
  named('repeat', fc.tuple(nat), repeat),
  named('claim', fc.tuple(), claim),
  named('deliver', fc.tuple(), deliver),
  named('move', fc.tuple(nat, reached), move),
  named(
    'settle',
    fc.tuple(fc.array(endArgs, { minLength: 1, maxLength: 5 }), fc.constantFrom(1, 2)),
    settle,
  ),
  named('pass', fc.tuple(fc.constantFrom(0, 9, 10, 10, 11, 45)), pass),
];

function named<Args extends unknown[]>(
  name: string,
  args: fc.Arbitrary<Args>,
  step: (...args: Args) => Step,
): fc.Arbitrary<fc.AsyncCommand<Model, Shop>> {
  return args.map((given) => ({
    check: () => true,
    async run(model, shop) {
      await step(...given)(model, shop);
      await walletsAgree(model, shop);
    },
    toString: () => `${name}(${fc.stringify(given)})`,
  }));
}

async function walletsAgree(model: Model, { app }: Shop): Promise<void> {
  const accounts = [...model.buyers.keys()];
  const balances = await Promise.all(accounts.map((id) => readBalance(app, id)));
  assert.deepEqual(
    balances,
    accounts.map((id) => model.wallets.get(id) ?? 0n),
  );
}
