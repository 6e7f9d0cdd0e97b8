import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { cancelGiveaway, drawGiveaway } from '#promotions/index.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { HOUR_MS, openEntrants, openGiveaway, setClock } from '#test/support/giveaway-desk.ts';
import { openAccount } from '#test/support/shop.ts';
import { serveWeb } from '#test/support/web.ts';
import type { Visitor } from './context.ts';

const COOKIE = { cookie: 'session=x' };

/** Serves the pages to somebody who is signed in for this account. */
const serveTo = (t: TestContext, app: TestApp, accountId: number) => {
  const visitor: Visitor = {
    ...{ userId: 'u', accountId, email: 'a@example.com', name: 'A' },
    ...{ sessionId: 's', role: 'customer', verified: true, locale: 'en', timeZone: 'UTC' },
    ...{ signedInAt: new Date(), provedAt: new Date(), fresh: true },
  };
  return serveWeb(t, app, { readVisitor: () => Promise.resolve(visitor) });
};

const enter = (giveaway: number): RequestInit => ({
  method: 'POST',
  headers: COOKIE,
  body: new URLSearchParams({ giveaway: String(giveaway) }),
});

test('A guest reads prizes and rules, and is led to sign in', async (t) => {
  await using app = await openTestApp();
  const { id } = await openGiveaway(app, { title: 'Nine <prizes>', minAgeDays: 3 });
  const get = await serveWeb(t, app);
  const { status, body } = await get('/giveaway');
  assert.equal(status, 200);
  assert.match(body, /Nine &lt;prizes&gt;/);
  assert.match(body, /\$25\.00.*\$10\.00.*\$5\.50.*\$40\.50/s);
  assert.match(body, /at least 3 days old/);
  assert.match(body, /href="\/sign-in\?next=%2Fgiveaway"/);
  const posted = await get('/giveaway', { ...enter(id), headers: {} });
  assert.equal(posted.status, 303);
  assert.equal(posted.headers.get('location'), '/sign-in?next=%2Fgiveaway');
  const turkish = await get('/tr/giveaway', { ...enter(id), headers: {} });
  assert.equal(turkish.headers.get('location'), '/tr/sign-in?next=%2Fgiveaway');
  assert.match((await get('/tr/giveaway')).body, /en az 3 günlük/);
  assert.match((await get('/ar/giveaway')).body, /3 أيام/);
});

test('Whoever is signed in enters by a plain form, once, and sees their ticket', async (t) => {
  await using app = await openTestApp();
  const { id } = await openGiveaway(app);
  const [accountId = 0] = await openEntrants(app, 1);
  const get = await serveTo(t, app, accountId);
  assert.match(
    (await get('/giveaway', { headers: COOKIE })).body,
    /action="\/giveaway" method="post"/,
  );
  for (let n = 0; n < 2; n += 1) {
    const { status, headers } = await get('/giveaway', enter(id));
    assert.equal(status, 303);
    assert.equal(headers.get('location'), `/giveaway#giveaway-${id}`);
  }
  const { body } = await get('/giveaway', { headers: COOKIE });
  const { tickets, count } = JSON.parse((await get(`/giveaway/${id}/entries.json`)).body) as {
    tickets: string[];
    count: number;
  };
  assert.equal(count, 1);
  assert.ok(body.includes(tickets[0] ?? '?'));
  assert.doesNotMatch(body, /action="\/giveaway" method="post"/);
});

test('Whoever may not enter reads why beside the button', async (t) => {
  await using app = await openTestApp();
  const { id } = await openGiveaway(app);
  const get = await serveTo(t, app, await openAccount(app));
  const { status, body } = await get('/giveaway', enter(id));
  assert.equal(status, 422);
  assert.match(body, /role="alert".*Confirm your e-mail address first/s);
  for (const strange of ['0', '99', 'x', '9999999999', '']) {
    const answer = await get('/giveaway', {
      ...enter(id),
      body: new URLSearchParams({ giveaway: strange }),
    });
    assert.equal(answer.status, 404, strange);
  }
});

test('After the draw everybody can check it with the script that the page offers', async (t) => {
  const clock = setClock();
  await using app = await openTestApp({ clock });
  const { id } = await openGiveaway(app);
  const get = await serveWeb(t, app);
  const folder = await mkdtemp(join(tmpdir(), 'giveaway-'));
  t.after(() => rm(folder, { recursive: true }));
  const entrants = await openEntrants(app, 5);
  for (const accountId of entrants) {
    const posted = await (await serveTo(t, app, accountId))('/giveaway', enter(id));
    assert.equal(posted.status, 303);
  }
  clock.at += HOUR_MS;
  await drawGiveaway(app, id);
  const script = await get('/giveaway/verify.mjs');
  assert.match(script.headers.get('content-type') ?? '', /^text\/javascript/);
  await writeFile(join(folder, 'verify.mjs'), script.body);
  const list = `${get.url}/giveaway/${id}/entries.json`;
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, [join(folder, 'verify.mjs'), list]);
  assert.match(stdout, /The draw is right\./);
  const { body } = await get('/giveaway');
  for (const [, ticket = '?'] of stdout.matchAll(/ to (\w{64})/g)) assert.ok(body.includes(ticket));
});

test('One that was called off says why, and of one that is not there nothing is known', async (t) => {
  await using app = await openTestApp();
  const { id } = await openGiveaway(app);
  const now = new Date(app.clock.now());
  await app.transact((tx) => cancelGiveaway(tx, { id, reason: 'A mistake in the rules', now }));
  const get = await serveWeb(t, app);
  assert.match((await get('/giveaway')).body, /Called off: A mistake in the rules/);
  for (const strange of ['99', '0', 'x', '99999999999']) {
    assert.equal((await get(`/giveaway/${strange}/entries.json`)).status, 404, strange);
  }
});
