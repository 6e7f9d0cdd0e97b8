import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import {
  enter,
  lastMailTo,
  movedClock,
  openBrowser,
  PASSWORD,
  openPerson,
  SITE,
  type Browser,
  type Person,
} from '#test/support/sign-in-desk.ts';
import {
  changePassword,
  confirmTotp,
  proveAgain,
  readPending,
  readSession,
  readTotp,
  removeSecondStep,
  renewRecoveryCodes,
  signIn,
  startTotp,
  stopTotp,
  usersOf,
  verifySecondFactor,
} from './index.ts';
import { codeOf, stepAt, toBase32, totpUri } from './totp.ts';

const STEP_MS = 30_000;

async function openGuarded(app: TestApp) {
  const person = await openPerson(app);
  const { browser, visitor } = await enter(app, person);
  await startTotp(app, visitor);
  const begun = await readTotp(app, SITE, visitor);
  assert.ok(begun.state === 'begun');
  const code = (steps = 0) => codeOf(begun.secret, stepAt(app.clock.now()) + steps);
  const codes = await confirmTotp(app, SITE, visitor, code());
  assert.ok(codes);
  return { person, browser, visitor, code, codes, secret: begun.secret };
}

async function half(app: TestApp, person: Person, browser: Browser = openBrowser()) {
  const outcome = await signIn(app, SITE, browser, person);
  assert.ok(outcome.kind === 'second_factor');
  browser.keep(outcome.cookies);
  return browser;
}

test('Codes are those of RFC 6238', () => {
  const secret = toBase32(Buffer.from('12345678901234567890'));
  const vectors: [number, string][] = [
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ];
  for (const [seconds, code] of vectors)
    assert.equal(codeOf(secret, stepAt(seconds * 1_000)), code);
  assert.equal(
    totpUri('ABC', { issuer: 'A: shop', email: 'a@b.example' }),
    'otpauth://totp/A%20%20shop:a%40b.example?secret=ABC&issuer=A%20%20shop',
  );
});

test('With a second step the password alone opens nothing, and the code opens a new session', async () => {
  const clock = movedClock();
  await using app = await openTestApp({ clock });
  const { person, code } = await openGuarded(app);
  clock.move(STEP_MS);
  const browser = await half(app, person);
  const before = browser.headers.get('cookie');
  assert.equal(await readSession(app, SITE, browser.headers), null);
  assert.equal((await readPending(app, SITE, browser.headers))?.email, person.email);
  const wrong = await verifySecondFactor(app, SITE, browser, '000000');
  assert.deepEqual(wrong, { kind: 'refused' });
  const done = await verifySecondFactor(app, SITE, browser, ` ${code().replace(/(...)/, '$1 ')} `);
  assert.ok(done.kind === 'signed_in');
  browser.keep(done.cookies);
  assert.ok(await readSession(app, SITE, browser.headers));
  assert.notEqual(browser.headers.get('cookie'), before);
  const old = new Headers({ cookie: before ?? '' });
  assert.equal(await readSession(app, SITE, old), null, 'the first token is worth nothing now');
});

test('A code works once, also when it is sent twice at once, and none before it works after', async () => {
  const clock = movedClock();
  await using app = await openTestApp({ clock });
  const { person, code } = await openGuarded(app);
  clock.move(4 * STEP_MS);
  const two = [await half(app, person), await half(app, person)];
  const now = code();
  const answers = await Promise.all(two.map((one) => verifySecondFactor(app, SITE, one, now)));
  assert.deepEqual(answers.map(({ kind }) => kind).sort(), ['refused', 'signed_in']);
  const third = await half(app, person);
  assert.equal((await verifySecondFactor(app, SITE, third, now)).kind, 'refused');
  assert.equal((await verifySecondFactor(app, SITE, third, code(-1))).kind, 'refused');
  assert.equal((await verifySecondFactor(app, SITE, third, code(1))).kind, 'signed_in');
});

test('A clock may be half a minute off, and not more', async () => {
  const clock = movedClock();
  await using app = await openTestApp({ clock });
  const { person, code } = await openGuarded(app);
  clock.move(10 * STEP_MS);
  const browser = await half(app, person);
  for (const steps of [-2, 2]) {
    assert.equal((await verifySecondFactor(app, SITE, browser, code(steps))).kind, 'refused');
  }
  assert.equal((await verifySecondFactor(app, SITE, browser, code(-1))).kind, 'signed_in');
});

test('Guessing codes waits longer each time, over sessions', async () => {
  const clock = movedClock();
  await using app = await openTestApp({ clock, limits: false });
  const { person } = await openGuarded(app);
  for (let tries = 0; tries < 5; tries += 1) {
    const answer = await verifySecondFactor(app, SITE, await half(app, person), '000000');
    assert.equal(answer.kind, 'refused');
  }
  const told = await verifySecondFactor(app, SITE, await half(app, person), '000000');
  assert.ok(told.kind === 'throttled');
  assert.equal(told.retryAt.getTime(), clock.now() + 1_000);
});

test('Whose tries of codes were spent by somebody else gets in by a recovery code', async () => {
  const clock = movedClock();
  await using app = await openTestApp({ clock, limits: false });
  const { person, codes, code } = await openGuarded(app);
  clock.move(10 * STEP_MS);
  for (let tries = 0; tries < 7; tries += 1) {
    await verifySecondFactor(app, SITE, await half(app, person), '000000');
  }
  const browser = await half(app, person);
  assert.equal((await verifySecondFactor(app, SITE, browser, code())).kind, 'throttled');
  const [first = ''] = codes;
  assert.equal((await verifySecondFactor(app, SITE, browser, first)).kind, 'signed_in');
});

test('A recovery code works once in any writing, and its owner hears of it', async () => {
  await using app = await openTestApp();
  const { person, codes, visitor } = await openGuarded(app);
  assert.equal(new Set(codes).size, 10);
  const [first = ''] = codes;
  assert.match(first, /^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$/);
  const two = [await half(app, person), await half(app, person)];
  const typed = first.toLowerCase().replaceAll('-', ' ');
  const answers = await Promise.all(two.map((one) => verifySecondFactor(app, SITE, one, typed)));
  assert.deepEqual(answers.map(({ kind }) => kind).sort(), ['refused', 'signed_in']);
  assert.match((await lastMailTo(app, person.email)).body?.text ?? '', /Codes left: 9\./);
  const renewed = await renewRecoveryCodes(app, SITE, visitor);
  const browser = await half(app, person);
  assert.equal((await verifySecondFactor(app, SITE, browser, codes[1] ?? '')).kind, 'refused');
  assert.equal((await verifySecondFactor(app, SITE, browser, renewed[1] ?? '')).kind, 'signed_in');
});

test('Whoever leaves the code for ten minutes begins again', async () => {
  const clock = movedClock();
  await using app = await openTestApp({ clock });
  const { person, code } = await openGuarded(app);
  const browser = await half(app, person);
  clock.move(10 * 60_000);
  assert.equal((await verifySecondFactor(app, SITE, browser, code())).kind, 'expired');
  assert.equal((await verifySecondFactor(app, SITE, openBrowser(), code())).kind, 'expired');
});

test('The second step begins with a right code only, and ends the other sessions', async () => {
  const clock = movedClock();
  await using app = await openTestApp({ clock });
  const person = await openPerson(app);
  const other = await enter(app, person);
  const { browser, visitor } = await enter(app, person);
  await startTotp(app, visitor);
  assert.equal(await confirmTotp(app, SITE, visitor, '000000'), null);
  const elsewhere = await signIn(app, SITE, openBrowser(), person);
  assert.equal(elsewhere.kind, 'signed_in', 'it does not count yet');
  const begun = await readTotp(app, SITE, visitor);
  assert.ok(begun.state === 'begun');
  const code = codeOf(begun.secret, stepAt(clock.now()));
  assert.equal((await confirmTotp(app, SITE, visitor, code))?.length, 10);
  assert.equal(await readSession(app, SITE, other.browser.headers), null);
  assert.ok(await readSession(app, SITE, browser.headers));
  await assert.rejects(startTotp(app, visitor), { code: 'conflict' });
});

test('Showing again who one is costs a hash, so that nobody does it without end', async () => {
  await using app = await openTestApp();
  const { browser, visitor } = await enter(app, await openPerson(app));
  const kinds = new Set<string>();
  for (let tries = 0; tries < 21; tries += 1) {
    kinds.add((await proveAgain(app, browser, visitor, { password: PASSWORD })).kind);
  }
  assert.deepEqual([...kinds], ['proved', 'throttled']);
});

test('The second step is changed only by whoever has just shown who they are', async () => {
  const clock = movedClock();
  await using app = await openTestApp({ clock });
  const { browser, person, code } = await openGuarded(app);
  clock.move(10 * 60_000);
  const stale = await readSession(app, SITE, browser.headers);
  assert.ok(stale);
  for (const change of [
    () => stopTotp(app, SITE, stale),
    () => renewRecoveryCodes(app, SITE, stale),
    () => startTotp(app, stale),
  ]) {
    await assert.rejects(change(), { code: 'scope_missing' });
  }
  const { password } = person;
  const prove = (shown: { password: string; code?: string }) =>
    proveAgain(app, browser, stale, shown);
  assert.deepEqual(await prove({ password: 'wrong-password-1', code: code() }), {
    kind: 'refused',
    wrong: 'password',
  });
  for (const wrong of [{}, { code: '' }, { code: '000000' }, { code: 'AAAA-BBBB-CCCC-DDDD' }]) {
    const answer = await prove({ password, ...wrong });
    assert.deepEqual(answer, { kind: 'refused', wrong: 'code' }, JSON.stringify(wrong));
  }
  const change = { present: password, password: 'Ochre-ink-41' };
  const changed = await changePassword(app, SITE, browser, stale, change);
  browser.keep('cookies' in changed ? changed.cookies : []);
  assert.equal((await readSession(app, SITE, browser.headers))?.fresh, false);
  const now = { password: 'Ochre-ink-41', code: code() };
  assert.deepEqual(await prove(now), { kind: 'proved' });
  assert.deepEqual(await prove(now), { kind: 'refused', wrong: 'code' }, 'a code works once');
  const fresh = await readSession(app, SITE, browser.headers);
  assert.ok(fresh?.fresh);
  await stopTotp(app, SITE, fresh);
  assert.equal((await lastMailTo(app, person.email)).subject, 'Sign-in no longer asks for a code');
  assert.equal(
    (await signIn(app, SITE, openBrowser(), { ...person, password: now.password })).kind,
    'signed_in',
  );
});

test('An operator takes the second step off somebody who lost their phone', async () => {
  await using app = await openTestApp();
  const { person, browser } = await openGuarded(app);
  const users = await usersOf(app.db, person.id);
  assert.equal(await app.transact((tx) => removeSecondStep(tx, users)), true);
  assert.equal(await readSession(app, SITE, browser.headers), null);
  assert.equal((await signIn(app, SITE, openBrowser(), person)).kind, 'signed_in');
  assert.equal(await app.transact((tx) => removeSecondStep(tx, users)), false);
});
