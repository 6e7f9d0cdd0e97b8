import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { listNotices } from '#platform/notices/index.ts';
import { openStatementDesk, type StatementDesk } from '#test/support/statement-desk.ts';
import {
  acceptDifference,
  checkStatement,
  checkStatements,
  compareStatement,
  findPeriod,
  listDifferences,
  recordTopup,
  setProvider,
  findProvider,
  type Provider,
} from '../index.ts';

const UNIT = 1_000_000_000n;
const DAY = 1_440;
const ACTOR = { kind: 'operator', name: 'test' } as const;

/** Between two balances, as of now. */
async function checkBetween(desk: StatementDesk, provider: Provider, [from, until]: number[]) {
  const { at, app } = desk;
  const balances = await app.db
    .selectFrom('provider_balances')
    .select(['at', 'balance'])
    .where('provider_id', '=', provider.id)
    .execute();
  const balanceAt = (minute = 0) =>
    balances.find((row) => row.at.getTime() === at(minute).getTime())?.balance ?? 0n;
  return checkStatement(app, provider, {
    from: at(from ?? 0),
    until: at(until ?? 0),
    opening: balanceAt(from),
    closing: balanceAt(until),
    clean: true,
  });
}

const openOf = async (desk: StatementDesk, provider: Provider) =>
  (await listDifferences(desk.app.db, provider.id)).map(
    (one) => [one.class, one.orderId, one.amount] as const,
  );

const notices = async (desk: StatementDesk) =>
  (await listNotices(desk.app.db)).map((one) => one.kind);

describe('a statement', () => {
  test('of orders that cost what was agreed has nothing to say', async () => {
    await using desk = await openStatementDesk();
    const provider = await desk.openProvider();
    await desk.balance(provider, 0, 100n * UNIT);
    await desk.book(provider, [
      { cost: 5n * UNIT, startedAt: 1, status: 'completed', endedAt: 9, charged: 5n * UNIT },
      { cost: 4n * UNIT, startedAt: 2, status: 'partial', remains: 250, endedAt: 9 },
      { cost: 3n * UNIT, startedAt: 3, status: 'canceled', endedAt: 9, charged: 0n },
      { cost: 2n * UNIT, startedAt: 4 },
      { cost: 7n * UNIT, startedAt: 5, outcome: 'refused', status: 'canceled', endedAt: 5 },
    ]);
    const at = desk.at(20);
    await recordTopup(
      desk.app,
      { providerId: provider.id, amount: 50n * UNIT, reference: 'a', at },
      ACTOR,
    );
    await desk.balance(provider, 60, 140n * UNIT);
    const statement = await checkBetween(desk, provider, [0, 60]);
    const { taken, expected, reported, unexplained, topups, clean } = statement;
    assert.deepEqual([taken, expected, reported], [10n * UNIT, 10n * UNIT, 10n * UNIT]);
    assert.deepEqual([unexplained, topups, clean], [0n, 50n * UNIT, true]);
    assert.deepEqual(await openOf(desk, provider), []);
    assert.deepEqual(await notices(desk), []);
  });

  test('names what each order was charged too much, not at all, or in spite of its ending', async () => {
    await using desk = await openStatementDesk();
    const provider = await desk.openProvider();
    await desk.balance(provider, 0, 100n * UNIT);
    const ended = { startedAt: 1, endedAt: 9 };
    const [dear, free, kept] = await desk.book(provider, [
      { cost: 5n * UNIT, ...ended, status: 'completed', charged: 6n * UNIT },
      { cost: 4n * UNIT, ...ended, status: 'completed', charged: 0n },
      { cost: 3n * UNIT, ...ended, status: 'canceled', charged: 1n * UNIT },
    ]);
    await desk.balance(provider, 60, 93n * UNIT);
    const { unexplained } = await checkBetween(desk, provider, [0, 60]);
    assert.equal(unexplained, 0n);
    assert.deepEqual(await openOf(desk, provider), [
      ['fee', dear, UNIT],
      ['missing', free, -4n * UNIT],
      ['fee', kept, UNIT],
    ]);
    assert.deepEqual(await notices(desk), ['provider.statement']);
  });

  test('believes the balance where reports forget what was given back', async () => {
    await using desk = await openStatementDesk();
    const ended = { startedAt: 1, endedAt: 9, status: 'canceled', charged: 3n * UNIT } as const;
    const back = await desk.openProvider();
    await desk.balance(back, 0, 100n * UNIT);
    await desk.book(back, [{ cost: 3n * UNIT, ...ended }]);
    await desk.balance(back, 60, 100n * UNIT);
    await checkBetween(desk, back, [0, 60]);
    assert.deepEqual(await openOf(desk, back), []);
    const kept = await desk.openProvider();
    await desk.balance(kept, 0, 100n * UNIT);
    const [order] = await desk.book(kept, [{ cost: 3n * UNIT, ...ended }]);
    await desk.balance(kept, 60, 97n * UNIT);
    await checkBetween(desk, kept, [0, 60]);
    assert.deepEqual(await openOf(desk, kept), [['fee', order, 3n * UNIT]]);
  });

  test('tells what no order explains, until it is recorded', async () => {
    await using desk = await openStatementDesk();
    const provider = await desk.openProvider();
    await desk.balance(provider, 0, 100n * UNIT);
    await desk.balance(provider, 60, 93n * UNIT);
    assert.equal((await checkBetween(desk, provider, [0, 60])).unexplained, 7n * UNIT);
    assert.deepEqual(await openOf(desk, provider), [['extra', null, 7n * UNIT]]);
    const [found] = await listDifferences(desk.app.db, provider.id);
    desk.clock.move(DAY * 60_000);
    const fee = { providerId: provider.id, amount: -7n * UNIT, reference: 'fee', at: desk.at(30) };
    await recordTopup(desk.app, fee, ACTOR);
    await checkBetween(desk, provider, [0, 60]);
    assert.deepEqual(await openOf(desk, provider), []);
    assert.deepEqual(await notices(desk), []);
    const row = await desk.app.db
      .selectFrom('statement_differences')
      .selectAll()
      .executeTakeFirstOrThrow();
    assert.deepEqual(row.first_seen_at, found?.firstSeenAt);
    assert.ok(row.settled_at && row.settled_at > row.first_seen_at);
  });

  test('keeps the age of what stays, over days', async () => {
    await using desk = await openStatementDesk();
    const provider = await desk.openProvider();
    await desk.balance(provider, 0, 100n * UNIT);
    await desk.balance(provider, DAY, 99n * UNIT);
    await desk.balance(provider, 2 * DAY, 99n * UNIT);
    await checkBetween(desk, provider, [0, DAY]);
    const [before] = await listDifferences(desk.app.db, provider.id);
    desk.clock.move(DAY * 60_000);
    await checkBetween(desk, provider, [0, 2 * DAY]);
    assert.deepEqual(await listDifferences(desk.app.db, provider.id), [before]);
    desk.clock.move(DAY * 60_000);
    // A later period knows nothing of what was missing before it.
    await checkBetween(desk, provider, [DAY, 2 * DAY]);
    assert.deepEqual(await listDifferences(desk.app.db, provider.id), [before]);
  });

  test('does not tell again what was accepted, and tells what comes on top of it', async () => {
    await using desk = await openStatementDesk();
    const provider = await desk.openProvider();
    await desk.balance(provider, 0, 100n * UNIT);
    await desk.book(provider, [
      {
        cost: 5n * UNIT,
        startedAt: 1,
        endedAt: 9,
        status: 'completed',
        charged: 6n * UNIT,
      },
    ]);
    await desk.balance(provider, 60, 91n * UNIT);
    await checkBetween(desk, provider, [0, 60]);
    const accept = (differenceId: number, note = 'agreed with them') =>
      acceptDifference(desk.app, { providerId: provider.id, differenceId, note }, ACTOR);
    const open = await listDifferences(desk.app.db, provider.id);
    assert.deepEqual(
      open.map((one) => one.class),
      ['fee', 'extra'],
    );
    await assert.rejects(accept(Number(open[0]?.id), ' '), { code: 'invalid_parameter' });
    for (const { id } of open) await accept(Number(id));
    await assert.rejects(accept(Number(open[0]?.id)), { code: 'not_found' });
    const again = await checkBetween(desk, provider, [0, 60]);
    assert.deepEqual([again.unexplained, again.clean], [0n, true]);
    assert.deepEqual(await openOf(desk, provider), []);
    assert.deepEqual(await notices(desk), []);
    await desk.balance(provider, DAY, 89n * UNIT);
    await checkBetween(desk, provider, [0, DAY]);
    assert.deepEqual(await openOf(desk, provider), [['extra', null, 2n * UNIT]]);
  });

  test('reckons costs back by the rate of their time', async () => {
    await using desk = await openStatementDesk();
    const provider = await desk.openProvider(1_085_000_000n);
    await desk.balance(provider, 0, 100n * UNIT);
    const order = {
      cost: 5n * UNIT,
      endedAt: 30,
      status: 'completed',
      charged: 5n * UNIT,
    } as const;
    await desk.book(provider, [{ ...order, startedAt: 1 }]);
    desk.clock.move(10 * 60_000);
    await setProvider(desk.app, provider.id, { exchangeRate: 1_200_000_000n });
    const dearer = await findProvider(desk.app.db, provider.id);
    await desk.book(dearer, [{ ...order, startedAt: 20 }]);
    await desk.balance(provider, 60, 90n * UNIT);
    await checkBetween(desk, dearer, [0, 60]);
    assert.deepEqual(await openOf(desk, provider), []);
  });

  test('lays to orders of unknown cost what they may have cost', async () => {
    await using desk = await openStatementDesk();
    const provider = await desk.openProvider();
    await desk.balance(provider, 0, 100n * UNIT);
    await desk.book(provider, [
      { cost: null, startedAt: 1 },
      { cost: null, startedAt: 2, status: 'completed', endedAt: 9, charged: 3n * UNIT },
    ]);
    await desk.balance(provider, 60, 95n * UNIT);
    const { unexplained, clean } = await checkBetween(desk, provider, [0, 60]);
    assert.deepEqual([unexplained, clean], [0n, false]);
    assert.deepEqual(await openOf(desk, provider), [['unknown', null, 2n * UNIT]]);
  });

  test('lays to what was on its way no more than that', async () => {
    await using desk = await openStatementDesk();
    const provider = await desk.openProvider();
    await desk.balance(provider, 0, 100n * UNIT);
    const moving = Array.from({ length: 20 }, (_, at) => ({
      cost: BigInt(at + 1) * 10_000_000n,
      startedAt: 59.9,
      bookedAt: 60.1,
    }));
    await desk.book(provider, moving);
    await desk.balance(provider, 60, 100n * UNIT - 500_000_000n);
    assert.equal((await checkBetween(desk, provider, [0, 60])).unexplained, 0n);
    assert.deepEqual(await openOf(desk, provider), [['timing', null, 500_000_000n]]);
    assert.deepEqual(await notices(desk), []);
    await desk.balance(provider, 60.01, 95n * UNIT);
    const { unexplained } = await checkBetween(desk, provider, [0, 60.01]);
    assert.equal(unexplained, 5n * UNIT - 2_100_000_000n);
  });
});

describe('the period of a statement', () => {
  test('ends three hours ago, and begins where nothing was open the last time', async () => {
    await using desk = await openStatementDesk();
    const provider = await desk.openProvider();
    const find = (options = {}) =>
      findPeriod(desk.app.db, provider.id, { now: new Date(desk.clock.now()), ...options });
    await assert.rejects(find(), { code: 'not_found' });
    await desk.balance(provider, 0, 100n * UNIT);
    await desk.balance(provider, 10, 99n * UNIT);
    desk.clock.move(60 * 60_000);
    await assert.rejects(find(), { code: 'not_found' });
    assert.deepEqual((await find({ fresh: true })).until, desk.at(10));
    desk.clock.move(3 * 60 * 60_000);
    assert.deepEqual(await find(), {
      from: desk.at(0),
      until: desk.at(10),
      opening: 100n * UNIT,
      closing: 99n * UNIT,
      clean: false,
    });
    await desk.balance(provider, DAY, 99n * UNIT);
    await desk.balance(provider, 2 * DAY, 99n * UNIT);
    desk.clock.move(2 * DAY * 60_000);
    await checkStatement(desk.app, provider, await find());
    // Something is open since the first day, so the next statement begins there again.
    assert.deepEqual((await find()).from, desk.at(0));
    const [open] = await listDifferences(desk.app.db, provider.id);
    const accepted = { providerId: provider.id, differenceId: Number(open?.id), note: 'a fee' };
    await acceptDifference(desk.app, accepted, ACTOR);
    await checkStatement(desk.app, provider, await find());
    await desk.balance(provider, 3 * DAY, 99n * UNIT);
    desk.clock.move(DAY * 60_000);
    assert.deepEqual((await find()).from, desk.at(2 * DAY));
    assert.deepEqual((await find({ days: 2 })).from, desk.at(DAY));
    const { differences } = await compareStatement(
      desk.app.db,
      provider.id,
      await find({ days: 1 }),
    );
    assert.deepEqual(differences, []);
  });

  test('is found for every provider once a day, where there is one', async () => {
    await using desk = await openStatementDesk();
    const [one, two] = [await desk.openProvider(), await desk.openProvider()];
    await desk.openProvider();
    for (const provider of [one, two]) {
      await desk.balance(provider, 0, 10n * UNIT);
      await desk.balance(provider, 60, 9n * UNIT);
    }
    desk.clock.move(DAY * 60_000);
    await checkStatements(desk.app);
    await checkStatements(desk.app);
    const rows = await desk.app.db.selectFrom('provider_statements').selectAll().execute();
    assert.equal(rows.length, 2);
    assert.deepEqual(new Set(rows.map((row) => row.provider_id)), new Set([one.id, two.id]));
    assert.equal((await listDifferences(desk.app.db, two.id)).length, 1);
  });
});
