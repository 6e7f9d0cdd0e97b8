import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { claimAttempts } from '#fulfilment/index.ts';
import { reading } from '#platform/db/statement.ts';
import { pauseProvider } from '#providers/index.ts';
import { eventually } from '#test/support/eventually.ts';
import { openStreet, type House, type Street } from '#test/support/provider-street.ts';
import { runWorker, type Worker } from './run-worker.ts';

const PATIENCE_MS = 30_000;
const SECOND_MS = 1_000;

/** What hangs is let go before the worker stops: it waits for the calls under way. */
async function startWorker({ app, houses }: Street): Promise<Worker & AsyncDisposable> {
  const worker = await runWorker(app, { name: 'one' });
  const stop = () => {
    for (const house of houses) {
      house.hangs = false;
      for (const end of house.hanging.splice(0)) end();
    }
    return worker.stop();
  };
  return { stop, [Symbol.asyncDispose]: stop };
}

const house = (street: Street, index: number): House => street.houses[index] as House;
const calls = (one: House, action: string) => one.calls.filter((call) => call === action).length;

async function placeMany(street: Street, costs: (string | undefined)[], orders: number) {
  const service = await street.addService(costs);
  for (let order = 0; order < orders; order += 1) await street.place(service);
}

const breakerIs = async ({ app }: Street): Promise<string | undefined> =>
  (
    await app.db
      .selectFrom('provider_breakers')
      .select('state')
      .where('provider_id', '=', 1)
      .execute()
  )[0]?.state;

/** Twenty seconds in one, so that what is to happen a while later happens in a test. */
async function timePasses(street: Street, until: () => Promise<boolean>): Promise<void> {
  const timer = setInterval(() => street.clock.move(2 * SECOND_MS), 100);
  try {
    await eventually(until, PATIENCE_MS);
  } finally {
    clearInterval(timer);
  }
}

const IN_TRANSACTION = reading<{ open: number }>(
  'test-in-transaction',
  `select count(*)::int as open from pg_stat_activity
   where datname = current_database() and state = 'idle in transaction'`,
);

describe('a lane', () => {
  test('of a provider that hangs opens within half a minute, and its orders go elsewhere', async () => {
    await using street = await openStreet([{ concurrency: 4 }, {}]);
    const [dead, other] = [house(street, 0), house(street, 1)];
    dead.hangs = true;
    await placeMany(street, ['0.1', '0.1'], 10);
    await using worker = await startWorker(street);
    await eventually(() => calls(dead, 'add') === 4, PATIENCE_MS);
    street.clock.move(20 * SECOND_MS); // of the thirty that F5 grants
    await eventually(async () => (await breakerIs(street)) === 'open', PATIENCE_MS);
    await eventually(() => other.orders.length === 6, PATIENCE_MS);
    assert.deepEqual(await street.notices(), ['provider.down provider:1 urgent']);
    await worker.stop();
    assert.equal(calls(dead, 'add'), 4);
    await street.booksAreClean();
  });

  test('asks one cheap question at a time whether it is back, and goes on when it is', async () => {
    await using street = await openStreet([{}]);
    const dead = house(street, 0);
    dead.down = true;
    await placeMany(street, ['0.1'], 5);
    await using worker = await startWorker(street);
    await timePasses(street, async () => (await breakerIs(street)) === 'open');
    dead.down = false;
    dead.hangs = true;
    street.clock.move(31 * SECOND_MS);
    await eventually(() => calls(dead, 'balance') === 1, PATIENCE_MS);
    await eventually(async () => (await breakerIs(street)) === 'half_open', PATIENCE_MS);
    street.clock.move(300 * SECOND_MS);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    assert.deepEqual(dead.calls, ['balance']);
    dead.hangs = false;
    for (const end of dead.hanging.splice(0)) end();
    await timePasses(street, () => Promise.resolve(dead.orders.length === 5));
    await eventually(async () => (await street.notices()).length === 0, PATIENCE_MS);
    await worker.stop();
  });

  test('of a provider that is paused sends nothing, and what waits goes elsewhere', async () => {
    await using street = await openStreet([{}, {}]);
    const [paused, other] = [house(street, 0), house(street, 1)];
    await placeMany(street, ['0.1', '0.1'], 3);
    await placeMany(street, ['0.1'], 1);
    await pauseProvider(street.app, paused.provider.id, true);
    await using worker = await startWorker(street);
    await eventually(() => other.orders.length === 3, PATIENCE_MS);
    await worker.stop();
    assert.deepEqual(paused.calls, []);
    const rows = await street.app.db.selectFrom('orders').select('status').orderBy('id').execute();
    assert.equal(rows.at(-1)?.status, 'pending');
  });

  test('that hangs takes nothing that the others need', async () => {
    await using street = await openStreet([{ concurrency: 64 }, {}, {}, {}, {}]);
    house(street, 0).hangs = true;
    await placeMany(street, ['0.1'], 64);
    await using worker = await startWorker(street);
    await eventually(() => calls(house(street, 0), 'add') === 64, PATIENCE_MS);
    for (const index of [1, 2, 3, 4]) {
      const costs = Array.from({ length: index }, () => undefined);
      await placeMany(street, [...costs, '0.1'], 10);
    }
    await eventually(
      () => street.houses.slice(1).every((one) => one.orders.length === 10),
      PATIENCE_MS,
    );
    // Its calls are under way all the time, and none of them holds a transaction open.
    assert.equal(house(street, 0).hanging.length, 64);
    await eventually(
      async () => (await street.app.db.rows(IN_TRANSACTION))[0]?.open === 0,
      PATIENCE_MS,
    );
    await worker.stop();
  });

  test('whose worker died is in doubt, and told of, within a minute of its last claim', async () => {
    await using street = await openStreet([{}]);
    await placeMany(street, ['0.1'], 1);
    await claimAttempts(street.app, house(street, 0).provider, { worker: 'gone', limit: 1 });
    await using worker = await startWorker(street);
    street.clock.move(55 * SECOND_MS);
    await eventually(async () => (await street.notices()).length === 1, 5 * SECOND_MS);
    assert.deepEqual(await street.notices(), ['order.unknown order:1 warning']);
    await worker.stop();
    assert.deepEqual(house(street, 0).calls, []);
  });
});
