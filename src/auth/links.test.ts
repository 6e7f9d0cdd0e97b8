import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomUUID } from 'node:crypto';
import { hashPassword } from '#accounts/index.ts';
import { openTestApp } from '#test/support/database.ts';
import { writing } from '#platform/db/statement.ts';
import { eventually } from '#test/support/eventually.ts';
import { somebodyWaits } from '#test/support/somebody-waits.ts';
import {
  enter,
  lastMailTo,
  lastTokenTo,
  movedClock,
  openBrowser,
  openPerson,
  PASSWORD,
  SITE,
} from '#test/support/sign-in-desk.ts';
import { listMails } from '#platform/mail/index.ts';
import {
  changePassword,
  confirmEmailChange,
  isLinkGood,
  readSession,
  requestEmailChange,
  requestLink,
  resetPassword,
  signIn,
  signUp,
  updateProfile,
  verifyEmail,
} from './index.ts';

const HOUR_MS = 3_600_000;
const NEW_PASSWORD = 'Receipt-with-dots-9';

const form = (email = `${randomUUID()}@new.example`) => ({
  email,
  password: PASSWORD,
  name: 'A newcomer',
  locale: 'en',
});

test('A sign-up becomes an account with a wallet, and its link and password sign in once', async () => {
  await using app = await openTestApp();
  const { email, ...rest } = form();
  await signUp(app, SITE, openBrowser(), { email: ` ${email.toUpperCase()} `, ...rest });
  assert.deepEqual(await signIn(app, SITE, openBrowser(), { email, password: PASSWORD }), {
    kind: 'refused',
  });
  const token = await lastTokenTo(app, email);
  assert.deepEqual(await isLinkGood(app, 'verify', token), { email });
  const browser = openBrowser();
  const wrong = await verifyEmail(app, SITE, browser, { token, password: 'wrong-password-1' });
  assert.deepEqual(wrong, { kind: 'refused' });
  const both = await Promise.all([
    verifyEmail(app, SITE, browser, { token, password: PASSWORD }),
    verifyEmail(app, SITE, openBrowser(), { token, password: PASSWORD }),
  ]);
  assert.deepEqual(both.map(({ kind }) => kind).sort(), ['bad_link', 'signed_in']);
  const { visitor } = await enter(app, { id: 0, email, password: PASSWORD });
  assert.deepEqual(
    [visitor.name, visitor.verified, visitor.role],
    ['A newcomer', true, 'customer'],
  );
  const wallet = await app.db
    .selectFrom('wallets')
    .select('balance')
    .where('id', '=', BigInt(visitor.accountId))
    .executeTakeFirst();
  assert.equal(wallet?.balance, 0n);
});

test('Signing up with an address that has an account tells its owner and nobody else', async () => {
  await using app = await openTestApp();
  const person = await openPerson(app);
  const again = await signUp(app, SITE, openBrowser(), form(person.email));
  const fresh = await signUp(app, SITE, openBrowser(), form());
  assert.deepEqual(again, fresh);
  assert.equal((await lastMailTo(app, person.email)).subject, 'You already have an account');
  assert.equal(
    (await signIn(app, SITE, openBrowser(), person)).kind,
    'signed_in',
    'nothing changed',
  );
});

test('A known and an unknown address take the same time to sign up and to reset', async () => {
  await using app = await openTestApp({ limits: false });
  const person = await openPerson(app);
  const took = async (work: () => Promise<unknown>) => {
    const began = performance.now();
    await work();
    return performance.now() - began;
  };
  const reset = (email: string) => () =>
    requestLink(app, SITE, openBrowser(), { purpose: 'reset', email });
  const [known, unknown] = [await took(reset(person.email)), await took(reset('no@x.example'))];
  assert.ok(Math.abs(known - unknown) < 60, `${known} and ${unknown} ms`);
});

test('Ten sign-ups with one address at once are one account', async () => {
  await using app = await openTestApp();
  const wanted = form();
  await Promise.all(Array.from({ length: 10 }, () => signUp(app, SITE, openBrowser(), wanted)));
  const users = await app.db.selectFrom('users').select('id').execute();
  const accounts = await app.db.selectFrom('accounts').select('id').execute();
  assert.deepEqual([users.length, accounts.length], [1, 1]);
});

test('Nobody opens an account for another and has them prove it', async () => {
  await using app = await openTestApp();
  const owner = form();
  await signUp(app, SITE, openBrowser(), { ...owner, password: 'Attackers-choice-1' });
  const token = await lastTokenTo(app, owner.email);
  const tried = await verifyEmail(app, SITE, openBrowser(), { token, password: PASSWORD });
  assert.equal(tried.kind, 'refused', 'the link alone proves nothing');
  await signUp(app, SITE, openBrowser(), owner);
  const own = await lastTokenTo(app, owner.email);
  const done = await verifyEmail(app, SITE, openBrowser(), { token: own, password: PASSWORD });
  assert.equal(done.kind, 'signed_in');
  const attacker = { email: owner.email, password: 'Attackers-choice-1' };
  assert.equal((await signIn(app, SITE, openBrowser(), attacker)).kind, 'refused');
});

for (const [password, why] of [
  ['short', 'too short'],
  ['x'.repeat(129), 'too long'],
  ['Password123!', 'a common word'],
  ['qwertyuiop', 'a row of keys'],
  ['12345678', 'a row of digits'],
  ['newcomer1', 'a part of the name'],
] as const) {
  test(`A password that is ${why} opens no account`, async () => {
    await using app = await openTestApp();
    await assert.rejects(signUp(app, SITE, openBrowser(), { ...form(), password }), {
      code: 'invalid_parameter',
      parameter: 'password',
    });
    assert.deepEqual(await listMails(app.db), []);
  });
}

test('What is no address is refused before anything else', async () => {
  await using app = await openTestApp();
  for (const email of ['', 'a', 'a@b', 'a@b.example\r\nBcc: c@d.example', 'a b@c.example']) {
    await assert.rejects(signUp(app, SITE, openBrowser(), form(email)), {
      code: 'invalid_parameter',
      parameter: 'email',
    });
  }
});

test('A reset link sets a password once, ends every session, opens none, and is mailed of', async () => {
  await using app = await openTestApp();
  const person = await openPerson(app);
  const { browser } = await enter(app, person);
  await requestLink(app, SITE, openBrowser(), { purpose: 'reset', email: person.email });
  const token = await lastTokenTo(app, person.email);
  const both = await Promise.all([
    resetPassword(app, SITE, openBrowser(), { token, password: NEW_PASSWORD }),
    resetPassword(app, SITE, openBrowser(), { token, password: NEW_PASSWORD }),
  ]);
  assert.deepEqual(both.sort(), [false, true]);
  assert.equal(await readSession(app, SITE, browser.headers), null);
  assert.equal((await lastMailTo(app, person.email)).subject, 'Your password was changed');
  assert.equal((await signIn(app, SITE, openBrowser(), person)).kind, 'refused');
  const changed = { ...person, password: NEW_PASSWORD };
  assert.equal((await signIn(app, SITE, openBrowser(), changed)).kind, 'signed_in');
});

test('A reset link ends after an hour, with the next one, and stays after a poor password', async () => {
  const clock = movedClock();
  await using app = await openTestApp({ clock });
  const person = await openPerson(app);
  const ask = () =>
    requestLink(app, SITE, openBrowser(), { purpose: 'reset', email: person.email });
  const use = (token: string, password = NEW_PASSWORD) =>
    resetPassword(app, SITE, openBrowser(), { token, password });
  await ask();
  const first = await lastTokenTo(app, person.email);
  await ask();
  const second = await lastTokenTo(app, person.email);
  assert.equal(await use(first), false, 'a newer one takes its place');
  await assert.rejects(use(second, 'password1'), { code: 'invalid_parameter' });
  clock.move(HOUR_MS);
  assert.equal(await use(second), false);
  assert.equal(await isLinkGood(app, 'reset', second), null);
  await ask();
  assert.equal(await use(await lastTokenTo(app, person.email)), true);
  assert.equal(await use('x'.repeat(5_000)), false);
});

test('A reset takes back the tries that others used up', async () => {
  await using app = await openTestApp({ limits: false });
  const person = await openPerson(app);
  await signIn(app, SITE, openBrowser(), { ...person, password: 'wrong-password-1' });
  await app.transact((tx) =>
    tx.updateTable('throttles').set({ failures: 100, since: new Date() }).execute(),
  );
  const told = await signIn(app, SITE, openBrowser(), person);
  assert.ok(told.kind === 'throttled' && told.spent);
  await requestLink(app, SITE, openBrowser(), { purpose: 'reset', email: person.email });
  const token = await lastTokenTo(app, person.email);
  await resetPassword(app, SITE, openBrowser(), { token, password: NEW_PASSWORD });
  const changed = { ...person, password: NEW_PASSWORD };
  assert.equal((await signIn(app, SITE, openBrowser(), changed)).kind, 'signed_in');
});

test('Nobody is flooded by the mails that strangers ask for', async () => {
  const clock = movedClock();
  await using app = await openTestApp({ clock, limits: false });
  const { email } = await openPerson(app);
  for (let asked = 0; asked < 10; asked += 1) {
    await requestLink(app, SITE, openBrowser(), { purpose: 'reset', email });
  }
  assert.equal((await listMails(app.db)).length, 4);
  clock.move(HOUR_MS + 1);
  await requestLink(app, SITE, openBrowser(), { purpose: 'reset', email });
  assert.equal((await listMails(app.db)).length, 5);
  await requestLink(app, SITE, openBrowser(), { purpose: 'reset', email: 'nobody@x.example' });
  assert.equal((await listMails(app.db)).length, 5);
});

test('Whoever has other mails sent to somebody keeps them from no link of their own', async () => {
  await using app = await openTestApp({ limits: false });
  const { email } = await openPerson(app);
  const again = { email, password: NEW_PASSWORD, name: 'Somebody else', locale: 'en' };
  for (let asked = 0; asked < 6; asked += 1) await signUp(app, SITE, openBrowser(), again);
  assert.equal((await listMails(app.db)).length, 4);
  await requestLink(app, SITE, openBrowser(), { purpose: 'reset', email });
  const token = await lastTokenTo(app, email);
  assert.ok(await resetPassword(app, SITE, openBrowser(), { token, password: NEW_PASSWORD }));
});

test('A password that is replaced while it is compared lets nobody in', async () => {
  await using app = await openTestApp();
  const person = await openPerson(app);
  await signIn(app, SITE, openBrowser(), { ...person, password: 'not-this-one-1' });
  let entered: Promise<{ kind: string }> | undefined;
  const hash = await hashPassword(NEW_PASSWORD);
  await app.transact(async (tx) => {
    // What a reset does, around the moment at which the old password's session is opened.
    await tx.run(writing('test-lock-sessions', 'lock table sessions in share mode'), []);
    entered = signIn(app, SITE, openBrowser(), person);
    await eventually(() => somebodyWaits(app), 10_000);
    await tx.updateTable('credentials').set({ password: hash }).execute();
  });
  assert.equal((await entered)?.kind, 'refused');
  assert.equal((await app.db.selectFrom('sessions').select('id').execute()).length, 0);
});

test('A password is changed by the present one, and only this session stays, under another token', async () => {
  await using app = await openTestApp();
  const person = await openPerson(app);
  const other = await enter(app, person);
  const { browser, visitor } = await enter(app, person);
  const before = new Headers(browser.headers);
  const change = (present: string, password: string) =>
    changePassword(app, SITE, browser, visitor, { present, password });
  assert.deepEqual(await change('wrong-password-1', NEW_PASSWORD), { kind: 'refused' });
  await assert.rejects(change(PASSWORD, 'password1'), { parameter: 'password' });
  const done = await change(PASSWORD, NEW_PASSWORD);
  assert.ok(done.kind === 'changed');
  browser.keep(done.cookies);
  assert.equal((await readSession(app, SITE, browser.headers))?.sessionId, visitor.sessionId);
  assert.equal(await readSession(app, SITE, before), null);
  assert.equal(await readSession(app, SITE, other.browser.headers), null);
});

test('A new address counts once its link was used by its person, and the old one is told', async () => {
  await using app = await openTestApp();
  const person = await openPerson(app);
  const { browser, visitor } = await enter(app, person);
  const email = `${randomUUID()}@new.example`;
  await requestEmailChange(app, SITE, visitor, email.toUpperCase());
  assert.equal((await readSession(app, SITE, browser.headers))?.email, person.email);
  const token = await lastTokenTo(app, email);
  const stranger = await enter(app, await openPerson(app));
  assert.equal(await confirmEmailChange(app, SITE, stranger.visitor, token), false);
  const both = await Promise.all([
    confirmEmailChange(app, SITE, visitor, token),
    confirmEmailChange(app, SITE, visitor, token),
  ]);
  assert.deepEqual(both.sort(), [false, true]);
  assert.equal((await readSession(app, SITE, browser.headers))?.email, email);
  assert.equal((await lastMailTo(app, person.email)).subject, 'Your e-mail address was changed');
  assert.equal((await signIn(app, SITE, openBrowser(), { ...person, email })).kind, 'signed_in');
});

test("Another's address is not taken, and nobody is told that it is one", async () => {
  await using app = await openTestApp();
  const other = await openPerson(app);
  const { visitor } = await enter(app, await openPerson(app));
  assert.equal(await requestEmailChange(app, SITE, visitor, other.email), undefined);
  assert.deepEqual(await listMails(app.db), []);
  const email = `${randomUUID()}@new.example`;
  await requestEmailChange(app, SITE, visitor, email);
  const token = await lastTokenTo(app, email);
  await signUp(app, SITE, openBrowser(), form(email));
  await assert.rejects(confirmEmailChange(app, SITE, visitor, token), { code: 'conflict' });
});

test('Mails are in the language and the time zone of their reader', async () => {
  await using app = await openTestApp();
  const person = await openPerson(app);
  const { browser, visitor } = await enter(app, person);
  const profile = { name: ' Ayşe\n Yılmaz ', locale: 'tr', timeZone: 'Europe/Istanbul' };
  await app.transact((tx) => updateProfile(tx, visitor, profile));
  const now = await readSession(app, SITE, browser.headers);
  assert.deepEqual([now?.name, now?.locale], ['Ayşe Yılmaz', 'tr']);
  await requestLink(app, SITE, openBrowser(), { purpose: 'reset', email: person.email });
  const mail = await lastMailTo(app, person.email);
  assert.equal(mail.subject, 'Yeni parola belirleyin');
  assert.match(mail.body?.text ?? '', /http:\/\/localhost:3000\/tr\/reset\?token=/);
  for (const wrong of [
    { ...profile, locale: 'xx' },
    { ...profile, timeZone: 'Nowhere' },
    { ...profile, name: 'x'.repeat(101) },
  ]) {
    await assert.rejects(
      app.transact((tx) => updateProfile(tx, visitor, wrong)),
      { code: 'invalid_parameter' },
    );
  }
});
