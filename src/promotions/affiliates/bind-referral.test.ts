import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAccount } from '#accounts/index.ts';
import type { App } from '#platform/app.ts';
import { addAffiliate, clickOn, openProgramme, signUpBy } from '#test/support/affiliate-desk.ts';
import { openTestApp } from '#test/support/database.ts';
import { openAffiliate } from './open-affiliate.ts';
import { normalEmail } from './normal-email.ts';
import { setRules } from './set-rules.ts';
import { takeClick } from './take-click.ts';

const OPERATOR = { kind: 'operator', name: 'test' } as const;

const bound = (app: App, accountId: number) =>
  app.db
    .selectFrom('affiliate_referrals')
    .select(['affiliate_id', 'refused'])
    .where('account_id', '=', accountId)
    .executeTakeFirst();

test('a sign-up is bound to the link that was followed last', async () => {
  await using app = await openTestApp();
  const first = await openProgramme(app);
  const last = await addAffiliate(app);
  const ticket = await clickOn(app, last.code, await clickOn(app, first.code));
  const account = await signUpBy(app, ticket);
  assert.deepEqual(await bound(app, account), { affiliate_id: last.accountId, refused: null });
});

test('a click counts for as long as the window says', async () => {
  let now = Date.now();
  await using app = await openTestApp({ clock: { now: () => now } });
  const affiliate = await openProgramme(app, { windowDays: 7 });
  const ticket = await clickOn(app, affiliate.code);
  now += 7 * 86_400_000;
  assert.ok(await bound(app, await signUpBy(app, ticket)));
  now += 1;
  assert.equal(await bound(app, await signUpBy(app, ticket)), undefined);
});

test('what a browser keeps is read by nobody, made by nobody, and worth nothing elsewhere', async () => {
  await using app = await openTestApp();
  const affiliate = await openProgramme(app);
  const ticket = await clickOn(app, affiliate.code);
  assert.ok(!Buffer.from(ticket, 'base64url').toString('latin1').includes('affiliate'));
  const changed = ticket.slice(0, -2) + (ticket.endsWith('AA') ? 'BB' : 'AA');
  const other = app.vault.seal('something else').toString('base64url');
  for (const made of [
    changed,
    other,
    '',
    'x'.repeat(5_000),
    `affiliate ${affiliate.accountId} 1`,
  ]) {
    assert.equal(await bound(app, await signUpBy(app, made)), undefined);
  }
});

test('clicks are counted by day, one a browser', async () => {
  let now = Date.UTC(2026, 10, 23, 12);
  await using app = await openTestApp({ clock: { now: () => now } });
  const affiliate = await openProgramme(app);
  const ticket = await clickOn(app, affiliate.code);
  await clickOn(app, affiliate.code, ticket);
  await clickOn(app, affiliate.code);
  now += 86_400_000;
  await clickOn(app, affiliate.code, ticket);
  const rows = await app.db
    .selectFrom('affiliate_clicks')
    .select('clicks')
    .orderBy('day')
    .execute();
  assert.deepEqual(
    rows.map(({ clicks }) => clicks),
    [2, 1],
  );
});

test('an unknown code, and a programme that has ended, remember nobody', async () => {
  await using app = await openTestApp();
  const affiliate = await openProgramme(app);
  const ticket = await clickOn(app, affiliate.code);
  for (const code of ['zzzzzzzz', '', 'a', "' or 1=1", affiliate.code.toUpperCase()]) {
    assert.equal(await takeClick(app, code, undefined), null);
  }
  await setRules(app, { active: false }, OPERATOR);
  assert.equal(await takeClick(app, affiliate.code, undefined), null);
  assert.equal(await bound(app, await signUpBy(app, ticket)), undefined);
  await assert.rejects(addAffiliate(app));
});

test('an affiliate who brings themselves is found by address and by network', async () => {
  await using app = await openTestApp();
  await openProgramme(app);
  const { id } = await app.transact((tx) => createAccount(tx, { email: 'some.body@gmail.com' }));
  const { code } = await openAffiliate(app, id);
  const ticket = await clickOn(app, code);
  const again = await signUpBy(app, ticket, { email: 'somebody+two@googlemail.com' });
  assert.match((await bound(app, again))?.refused ?? '', /another spelling/);
  await app.transact(async (tx) => {
    const user = await tx
      .selectFrom('users')
      .select('id')
      .where('account_id', '=', id)
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('sign_ins')
      .values({
        ...{ user_id: user.id, at: new Date(), outcome: 'signed_in', method: 'password' },
        ...{ address: '203.0.113.9', client: 'Firefox' },
      })
      .execute();
  });
  const near = await signUpBy(app, ticket, { address: '203.0.113.9' });
  assert.match((await bound(app, near))?.refused ?? '', /network/);
  const far = await signUpBy(app, ticket, { address: '203.0.113.200' });
  assert.deepEqual(await bound(app, far), { affiliate_id: id, refused: null });
});

test('addresses have one spelling', () => {
  for (const [one, other] of [
    ['a.b@gmail.com', 'ab+x@googlemail.com'],
    ['A@Example.com', 'a+tag@example.com'],
  ] as const) {
    assert.equal(normalEmail(one), normalEmail(other));
  }
  assert.notEqual(normalEmail('a.b@example.com'), normalEmail('ab@example.com'));
});
