import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSecondApp, openTestApp } from '#test/support/database.ts';
import {
  enter,
  lastMailTo,
  movedClock,
  openBrowser,
  openPerson,
  PASSWORD,
  SECURE_SITE,
  SITE,
} from '#test/support/sign-in-desk.ts';
import { suspendAccount } from '#accounts/index.ts';
import { listMails } from '#platform/mail/index.ts';
import {
  listSessions,
  listSignIns,
  readSession,
  revokeOtherSessions,
  revokeSession,
  signIn,
  signOut,
} from './index.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

test('The right password signs in, with an address in any letter case', async () => {
  await using app = await openTestApp();
  const person = await openPerson(app);
  const { visitor } = await enter(app, { ...person, email: ` ${person.email.toUpperCase()} ` });
  assert.equal(visitor.email, person.email);
  assert.equal(visitor.accountId, person.id);
  assert.deepEqual([visitor.role, visitor.verified, visitor.fresh], ['customer', true, true]);
});

test('The cookie is out of reach of scripts, and over https of other hosts too', async () => {
  await using app = await openTestApp();
  const person = await openPerson(app);
  const here = await signIn(app, SITE, openBrowser(), person);
  assert.ok(here.kind === 'signed_in');
  assert.match(
    here.cookies.join(),
    /^session=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
  );
  const there = await signIn(app, SECURE_SITE, openBrowser(), person);
  assert.ok(there.kind === 'signed_in');
  assert.match(
    there.cookies.join(),
    /^__Host-session=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  );
  const browser = openBrowser();
  browser.keep(there.cookies.map((cookie) => cookie.replace('__Host-', '')));
  assert.equal(
    await readSession(app, SECURE_SITE, browser.headers),
    null,
    'only the strict name counts',
  );
});

test('A wrong password, an unknown address, and one without proof get the same answer', async () => {
  await using app = await openTestApp();
  const known = await openPerson(app);
  const unproved = await openPerson(app, { verified: false });
  const answers = await Promise.all([
    signIn(app, SITE, openBrowser(), { ...known, password: 'wrong-password-1' }),
    signIn(app, SITE, openBrowser(), { email: 'nobody@customer.example', password: PASSWORD }),
    signIn(app, SITE, openBrowser(), { email: 'no address', password: PASSWORD }),
    signIn(app, SITE, openBrowser(), unproved),
  ]);
  for (const answer of answers) assert.deepEqual(answer, { kind: 'refused' });
  const { subject } = await lastMailTo(app, unproved.email);
  assert.equal(subject, 'Confirm your e-mail address');
});

test('A known and an unknown address take the same time', async () => {
  await using app = await openTestApp({ limits: false });
  const person = await openPerson(app);
  await signIn(app, SITE, openBrowser(), person);
  const took = async (email: string) => {
    const began = performance.now();
    await signIn(app, SITE, openBrowser(), { email, password: 'wrong-password-1' });
    return performance.now() - began;
  };
  const [known, unknown]: number[][] = [[], []];
  for (let at = 0; at < 15; at += 1) {
    known?.push(await took((await openPerson(app)).email));
    unknown?.push(await took(`nobody${at}@customer.example`));
  }
  const median = (times: number[] = []) => times.toSorted((a, b) => a - b)[7] ?? 0;
  const ratio = median(known) / median(unknown);
  assert.ok(ratio > 0.6 && ratio < 1.6, `known takes ${ratio.toFixed(2)} times as long`);
});

test('Five tries are free, then each waits twice as long as the one before, up to 15 minutes', async () => {
  const clock = movedClock();
  await using app = await openTestApp({ clock, limits: false });
  for (const email of [(await openPerson(app)).email, 'nobody@customer.example']) {
    const wrong = () => signIn(app, SITE, openBrowser(), { email, password: 'wrong-password-1' });
    for (let free = 0; free < 5; free += 1) assert.equal((await wrong()).kind, 'refused');
    for (let waitS = 1; waitS < 2_000; waitS *= 2) {
      const told = await wrong();
      assert.ok(told.kind === 'throttled');
      assert.equal(told.retryAt.getTime() - clock.now(), Math.min(waitS, 900) * 1_000);
      clock.move(Math.min(waitS, 900) * 1_000);
      assert.equal((await wrong()).kind, 'refused');
    }
  }
});

test('The right password after a wait signs in and takes the tries back', async () => {
  const clock = movedClock();
  await using app = await openTestApp({ clock, limits: false });
  const person = await openPerson(app);
  const wrong = { ...person, password: 'wrong-password-1' };
  for (let free = 0; free < 5; free += 1) await signIn(app, SITE, openBrowser(), wrong);
  assert.equal((await signIn(app, SITE, openBrowser(), person)).kind, 'throttled');
  clock.move(1_000);
  assert.equal((await signIn(app, SITE, openBrowser(), person)).kind, 'signed_in');
  for (let free = 0; free < 5; free += 1) {
    assert.equal((await signIn(app, SITE, openBrowser(), wrong)).kind, 'refused');
  }
});

test('Twenty tries at once are five', async () => {
  await using app = await openTestApp({ limits: false });
  const person = await openPerson(app);
  const wrong = { ...person, password: 'wrong-password-1' };
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => signIn(app, SITE, openBrowser(), wrong)),
  );
  assert.equal(answers.filter(({ kind }) => kind === 'refused').length, 5);
});

test('A hundred wrong tries in thirty days are the last, until a mail or the end of them', async () => {
  const clock = movedClock();
  await using app = await openTestApp({ clock, limits: false });
  const person = await openPerson(app);
  const row = async () =>
    app.db.selectFrom('throttles').select('failures').executeTakeFirstOrThrow();
  await signIn(app, SITE, openBrowser(), { ...person, password: 'wrong-password-1' });
  await app.transact((tx) => tx.updateTable('throttles').set({ failures: 99 }).execute());
  await signIn(app, SITE, openBrowser(), { ...person, password: 'wrong-password-1' });
  clock.move(HOUR_MS);
  const told = await signIn(app, SITE, openBrowser(), person);
  assert.ok(told.kind === 'throttled' && told.spent);
  assert.equal((await row()).failures, 100);
  clock.move(30 * DAY_MS);
  assert.equal((await signIn(app, SITE, openBrowser(), person)).kind, 'signed_in');
});

test('An address may send twenty sign-ins a minute, whoever they are for', async () => {
  await using app = await openTestApp({ clock: movedClock(Date.UTC(2026, 10, 23, 10, 0, 1)) });
  const browser = openBrowser();
  const kinds = await Promise.all(
    Array.from({ length: 25 }, (_, at) =>
      signIn(app, SITE, browser, { email: `n${at}@x.example`, password: 'wrong-password-1' }),
    ),
  );
  assert.equal(kinds.filter(({ kind }) => kind === 'throttled').length, 5);
});

test('A session ends after a day without use and after thirty days at all', async () => {
  const clock = movedClock();
  await using app = await openTestApp({ clock });
  const person = await openPerson(app);
  const { browser } = await enter(app, person);
  clock.move(DAY_MS - 1);
  assert.ok(await readSession(app, SITE, browser.headers));
  clock.move(DAY_MS - 1);
  assert.ok(await readSession(app, SITE, browser.headers), 'use prolongs it');
  clock.move(DAY_MS);
  assert.equal(await readSession(app, SITE, browser.headers), null);
  const again = await enter(app, person);
  for (let day = 0; day < 31; day += 1) {
    clock.move(DAY_MS - 1_000);
    await readSession(app, SITE, again.browser.headers);
  }
  assert.equal(await readSession(app, SITE, again.browser.headers), null);
});

test('An operator is out after 15 minutes without use and after 8 hours at all', async () => {
  const clock = movedClock();
  await using app = await openTestApp({ clock });
  const person = await openPerson(app, { role: 'operator' });
  const { browser, visitor } = await enter(app, person);
  assert.equal(visitor.role, 'operator');
  clock.move(15 * 60_000);
  assert.equal(await readSession(app, SITE, browser.headers), null);
  const again = await enter(app, person);
  for (let at = 0; at < 8 * 6; at += 1) {
    clock.move(10 * 60_000);
    await readSession(app, SITE, again.browser.headers);
  }
  assert.equal(await readSession(app, SITE, again.browser.headers), null);
});

test('Whoever signed in over ten minutes ago is no longer fresh', async () => {
  const clock = movedClock();
  await using app = await openTestApp({ clock });
  const { browser } = await enter(app, await openPerson(app));
  clock.move(10 * 60_000 - 1);
  assert.equal((await readSession(app, SITE, browser.headers))?.fresh, true);
  clock.move(1);
  assert.equal((await readSession(app, SITE, browser.headers))?.fresh, false);
});

test('A session that is ended elsewhere ends at once in every process', async () => {
  await using app = await openTestApp();
  await using other = openSecondApp(app);
  const person = await openPerson(app);
  const first = await enter(app, person);
  const second = await enter(app, person);
  const third = await enter(app, person);
  assert.ok(await readSession(other, SITE, first.browser.headers));
  const listed = await listSessions(app, second.visitor);
  assert.equal(listed.length, 3);
  assert.deepEqual(
    listed.filter(({ isThis }) => isThis).map(({ id }) => id),
    [second.visitor.sessionId],
  );
  assert.equal(listed[0]?.client, 'Firefox, Linux');
  await revokeSession(app, second.visitor, first.visitor.sessionId);
  assert.equal(await readSession(other, SITE, first.browser.headers), null);
  assert.equal(await revokeOtherSessions(app, second.visitor), 1);
  assert.equal(await readSession(other, SITE, third.browser.headers), null);
  assert.ok(await readSession(other, SITE, second.browser.headers));
});

test("Nobody ends another's session", async () => {
  await using app = await openTestApp();
  const mine = await enter(app, await openPerson(app));
  const theirs = await enter(app, await openPerson(app));
  await assert.rejects(revokeSession(app, mine.visitor, theirs.visitor.sessionId), {
    code: 'not_found',
  });
  assert.ok(await readSession(app, SITE, theirs.browser.headers));
});

test('Signing out ends the session, and signing in again the one before', async () => {
  await using app = await openTestApp();
  const person = await openPerson(app);
  const { browser } = await enter(app, person);
  const stolen = new Headers(browser.headers);
  await enter(app, person, browser);
  assert.equal(await readSession(app, SITE, stolen), null, 'a new one takes its place');
  const kept = new Headers(browser.headers);
  browser.keep([await signOut(app, SITE, browser.headers)]);
  assert.equal(await readSession(app, SITE, kept), null);
  assert.equal(browser.headers.get('cookie'), '');
});

test('A suspended account is out at once and does not come in', async () => {
  await using app = await openTestApp();
  const person = await openPerson(app);
  const { browser } = await enter(app, person);
  await app.transact((tx) => suspendAccount(tx, person.id, 'fraud'));
  assert.equal(await readSession(app, SITE, browser.headers), null);
  assert.deepEqual(await signIn(app, SITE, openBrowser(), person), { kind: 'suspended' });
});

test('A cookie that was changed, or signed by another shop, is nobody', async () => {
  await using app = await openTestApp();
  const { browser } = await enter(app, await openPerson(app));
  const cookie = browser.headers.get('cookie') ?? '';
  const [name, value = ''] = cookie.split('=');
  for (const bad of [
    `${name}=${value.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))}`,
    `${name}=${value.slice(0, 32)}`,
    `${name}=`,
    `${name}=%`,
    `${name}=${'x'.repeat(32)}.${'A'.repeat(43)}%3D`,
    `x${cookie}`,
  ]) {
    assert.equal(await readSession(app, SITE, new Headers({ cookie: bad })), null, bad);
  }
  assert.ok(await readSession(app, SITE, new Headers({ cookie: `a=b; ${cookie}; c=d` })));
});

test('The history says when, how, from where, and what came of it', async () => {
  await using app = await openTestApp();
  const person = await openPerson(app);
  const browser = openBrowser();
  await signIn(app, SITE, browser, { ...person, password: 'wrong-password-1' });
  const { visitor } = await enter(app, person, browser);
  const history = await listSignIns(app.db, visitor.userId);
  assert.deepEqual(
    history.map(({ outcome, method, client, address }) => [outcome, method, client, address]),
    [
      ['signed_in', 'password', 'Firefox, Linux', browser.address],
      ['wrong_password', 'password', 'Firefox, Linux', browser.address],
    ],
  );
});

test('A sign-in from a device that was never seen is mailed, one from a known one is not', async () => {
  await using app = await openTestApp();
  const person = await openPerson(app);
  const known = openBrowser();
  await enter(app, person, known);
  await enter(app, person, known);
  assert.deepEqual(await listMails(app.db), []);
  await enter(
    app,
    person,
    openBrowser('Mozilla/5.0 (iPhone; CPU iPhone OS 20_0 like Mac OS X) Safari/604.1'),
  );
  const { subject, body } = await lastMailTo(app, person.email);
  assert.equal(subject, 'Signed in on a new device');
  assert.match(body?.text ?? '', /Safari, iPhone/);
});
