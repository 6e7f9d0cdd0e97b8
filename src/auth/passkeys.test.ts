import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openAuthenticator } from '#test/support/authenticator.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import {
  enter,
  lastMailTo,
  movedClock,
  openBrowser,
  openPerson,
  SITE,
  type Browser,
} from '#test/support/sign-in-desk.ts';
import {
  addPasskey,
  askForPasskey,
  beginPasskey,
  confirmTotp,
  listPasskeys,
  listSignIns,
  readSession,
  readTotp,
  removePasskey,
  signInByPasskey,
  startTotp,
  type Visitor,
} from './index.ts';
import { codeOf, stepAt } from './totp.ts';

type Authenticator = ReturnType<typeof openAuthenticator>;

async function register(
  app: TestApp,
  browser: Browser,
  visitor: Visitor,
  authenticator = openAuthenticator(SITE.url),
): Promise<Authenticator> {
  const { options, cookies } = await beginPasskey(app, SITE, browser, visitor);
  browser.keep(cookies);
  const response = authenticator.create(options as never);
  await addPasskey(app, SITE, browser, visitor, { name: ' My\nphone ', response });
  return authenticator;
}

async function askedOf(app: TestApp, browser: Browser): Promise<never> {
  const { options, cookies } = await askForPasskey(app, SITE, browser);
  browser.keep(cookies);
  return options as never;
}

test('A passkey signs in without a password and without the second step', async () => {
  await using app = await openTestApp();
  const person = await openPerson(app);
  const { browser, visitor } = await enter(app, person);
  const authenticator = await register(app, browser, visitor);
  const [passkey] = await listPasskeys(app.db, visitor.userId);
  assert.deepEqual([passkey?.name, passkey?.usedAt], ['My phone', null]);
  assert.equal((await lastMailTo(app, person.email)).subject, 'A passkey was added');
  await startTotp(app, visitor);
  const begun = await readTotp(app, SITE, visitor);
  assert.ok(begun.state === 'begun');
  await confirmTotp(app, SITE, visitor, codeOf(begun.secret, stepAt(app.clock.now())));

  const elsewhere = openBrowser();
  const answer = authenticator.get(await askedOf(app, elsewhere));
  const outcome = await signInByPasskey(app, SITE, elsewhere, answer);
  assert.ok(outcome.kind === 'signed_in');
  elsewhere.keep(outcome.cookies);
  const found = await readSession(app, SITE, elsewhere.headers);
  assert.equal(found?.email, person.email);
  assert.ok((await listPasskeys(app.db, visitor.userId))[0]?.usedAt);
  const [last] = await listSignIns(app.db, visitor.userId);
  assert.deepEqual([last?.outcome, last?.method], ['signed_in', 'passkey']);
});

test('An answer works once, for its own question, in its own browser', async () => {
  await using app = await openTestApp();
  const { browser, visitor } = await enter(app, await openPerson(app));
  const authenticator = await register(app, browser, visitor);
  const one = openBrowser();
  const answer = authenticator.get(await askedOf(app, one));
  const refused = { kind: 'refused' };
  assert.deepEqual(await signInByPasskey(app, SITE, openBrowser(), answer), refused, 'no question');
  const other = openBrowser();
  await askedOf(app, other);
  assert.deepEqual(await signInByPasskey(app, SITE, other, answer), refused, "another's question");
  const both = await Promise.all([
    signInByPasskey(app, SITE, one, answer),
    signInByPasskey(app, SITE, one, answer),
  ]);
  assert.deepEqual(both.map(({ kind }) => kind).sort(), ['refused', 'signed_in']);
  assert.deepEqual(await signInByPasskey(app, SITE, one, {}), refused);
});

test('A passkey that its holder did not unlock is not taken', async () => {
  await using app = await openTestApp();
  const { browser, visitor } = await enter(app, await openPerson(app));
  const open = openAuthenticator(SITE.url, { unlocks: false });
  await assert.rejects(register(app, browser, visitor, open), { code: 'invalid_parameter' });
  assert.deepEqual(await listPasskeys(app.db, visitor.userId), []);
});

test('A passkey for another site is not taken', async () => {
  await using app = await openTestApp();
  const { browser, visitor } = await enter(app, await openPerson(app));
  const phishing = openAuthenticator('https://evil.example');
  await assert.rejects(register(app, browser, visitor, phishing), { code: 'invalid_parameter' });
});

test('A removed passkey opens nothing, and nobody removes another’s', async () => {
  await using app = await openTestApp();
  const mine = await enter(app, await openPerson(app));
  const authenticator = await register(app, mine.browser, mine.visitor);
  const [passkey] = await listPasskeys(app.db, mine.visitor.userId);
  const theirs = await enter(app, await openPerson(app));
  const id = passkey?.id ?? '';
  await assert.rejects(removePasskey(app, SITE, theirs.visitor, id), { code: 'not_found' });
  await removePasskey(app, SITE, mine.visitor, id);
  const elsewhere = openBrowser();
  const answer = authenticator.get(await askedOf(app, elsewhere));
  assert.deepEqual(await signInByPasskey(app, SITE, elsewhere, answer), { kind: 'refused' });
});

test('Passkeys are changed only by whoever has just shown who they are', async () => {
  const clock = movedClock();
  await using app = await openTestApp({ clock });
  const { browser, visitor } = await enter(app, await openPerson(app));
  clock.move(10 * 60_000);
  const stale = await readSession(app, SITE, browser.headers);
  assert.ok(stale);
  await assert.rejects(beginPasskey(app, SITE, browser, stale), { code: 'scope_missing' });
  await assert.rejects(removePasskey(app, SITE, stale, visitor.userId), { code: 'scope_missing' });
});

test('An answer that no browser gives is refused before the database hears of it', async () => {
  await using app = await openTestApp();
  const browser = openBrowser();
  await askedOf(app, browser);
  for (const id of ['\0', {}, ['a'], 5, 'x'.repeat(5_000), undefined]) {
    const response = { id, rawId: id, type: 'public-key', response: { clientDataJSON: 'e30' } };
    assert.equal((await signInByPasskey(app, SITE, browser, response)).kind, 'refused');
  }
  const { browser: own, visitor } = await enter(app, await openPerson(app));
  const { cookies } = await beginPasskey(app, SITE, own, visitor);
  own.keep(cookies);
  const response = { id: 'a', rawId: 'a', response: { transports: ['\0'] } };
  await assert.rejects(addPasskey(app, SITE, own, visitor, { name: 'A\0 key', response }), {
    code: 'invalid_parameter',
  });
});
