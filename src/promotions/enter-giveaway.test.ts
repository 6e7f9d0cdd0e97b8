import assert from 'node:assert/strict';
import { test } from 'node:test';
import { suspendAccount } from '#accounts/index.ts';
import { isAppError } from '#lib/errors.ts';
import { openSecondApp, openTestApp } from '#test/support/database.ts';
import { HOUR_MS, openEntrants, openGiveaway, setClock } from '#test/support/giveaway-desk.ts';
import { openAccount } from '#test/support/shop.ts';
import { checkDraw } from './draw.ts';
import { drawDocument } from './draw-document.ts';
import { enterGiveaway } from './enter-giveaway.ts';
import { readEntries } from './read-entries.ts';

test('An account enters once, however often and from wherever it asks at the same moment', async () => {
  await using app = await openTestApp();
  await using second = openSecondApp(app);
  const { id } = await openGiveaway(app);
  const entrants = await openEntrants(app, 8);
  const asked = [app, second, app, second, app].flatMap((one) =>
    entrants.map((accountId) => enterGiveaway(one, { giveawayId: id, accountId })),
  );
  const outcomes = await Promise.all(asked);
  assert.equal(outcomes.filter(({ kind }) => kind === 'entered').length, entrants.length);
  assert.equal(outcomes.filter(({ kind }) => kind === 'already_in').length, 4 * entrants.length);
  const document = await drawDocument(app, id);
  assert.equal(document.count, entrants.length);
  assert.equal(new Set(document.tickets).size, entrants.length);
  for (const accountId of entrants) {
    const mine = (await readEntries(app.db, accountId)).get(id);
    assert.ok(mine && document.tickets.includes(mine.ticket));
  }
});

test('Entries are numbered without gaps, whoever is refused in between', async () => {
  await using app = await openTestApp();
  const { id } = await openGiveaway(app);
  const entrants = await openEntrants(app, 6);
  const strangers = await Promise.all(entrants.map(() => openAccount(app)));
  const outcomes = await Promise.all(
    entrants.flatMap((accountId, at) => [
      enterGiveaway(app, { giveawayId: id, accountId }),
      enterGiveaway(app, { giveawayId: id, accountId: strangers[at] ?? 0 }),
    ]),
  );
  const numbers = outcomes.flatMap((one) => (one.kind === 'entered' ? [one.number] : []));
  assert.deepEqual(
    numbers.toSorted((a, b) => a - b),
    [1, 2, 3, 4, 5, 6],
  );
});

test('Who may not enter hears why', async () => {
  await using app = await openTestApp();
  const { id } = await openGiveaway(app, { minAgeDays: 7 });
  const { id: young } = await openGiveaway(app);
  const entrants = await openEntrants(app, 3);
  const [fresh = 0, suspended = 0, operator = 0] = entrants;
  const unverified = await openAccount(app);
  await app.transact(async (tx) => {
    await suspendAccount(tx, suspended, 'a reason');
    await tx
      .updateTable('users')
      .set({ role: 'operator' })
      .where('account_id', '=', operator)
      .execute();
  });
  const why = async (giveawayId: number, accountId: number) => {
    const outcome = await enterGiveaway(app, { giveawayId, accountId });
    return outcome.kind === 'refused' ? outcome.why : outcome.kind;
  };
  assert.equal(await why(id, fresh), 'account_too_young');
  assert.equal(await why(young, fresh), 'entered');
  assert.equal(await why(young, suspended), 'suspended');
  assert.equal(await why(young, operator), 'operator');
  assert.equal(await why(young, unverified), 'email_unverified');
  assert.equal(await why(young, 999_999), 'no_account');
  await assert.rejects(enterGiveaway(app, { giveawayId: 999, accountId: fresh }), isAppError);
});

test('Nobody enters before the opening or from the moment of closing on', async () => {
  const clock = setClock();
  await using app = await openTestApp({ clock });
  const opensAt = new Date(clock.at + HOUR_MS);
  const closesAt = new Date(clock.at + 2 * HOUR_MS);
  const { id } = await openGiveaway(app, { opensAt, closesAt });
  const [accountId = 0, late = 0] = await openEntrants(app, 2);
  const tooEarly = await enterGiveaway(app, { giveawayId: id, accountId });
  assert.deepEqual(tooEarly, { kind: 'refused', why: 'not_open' });
  clock.at = closesAt.getTime() - 1;
  assert.equal((await enterGiveaway(app, { giveawayId: id, accountId })).kind, 'entered');
  clock.at = closesAt.getTime();
  const tooLate = await enterGiveaway(app, { giveawayId: id, accountId: late });
  assert.deepEqual(tooLate, { kind: 'refused', why: 'not_open' });
  // Whoever is in may still look at the ticket.
  assert.equal((await enterGiveaway(app, { giveawayId: id, accountId })).kind, 'already_in');
});

test('While it is open, what is published can be checked, and gives neither seed nor salt', async () => {
  await using app = await openTestApp();
  const { id } = await openGiveaway(app);
  for (const accountId of await openEntrants(app, 3)) {
    await enterGiveaway(app, { giveawayId: id, accountId });
  }
  const document = await drawDocument(app, id);
  assert.deepEqual(
    checkDraw(document).filter(({ ok }) => !ok),
    [],
  );
  assert.deepEqual([document.seed, document.salt, document.list_sha256], [null, null, null]);
  assert.equal(document.state, 'open');
});
