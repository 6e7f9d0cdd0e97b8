import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { before, test } from 'node:test';
import { readSession, readTotp, startTotp } from '#auth/index.ts';
import { codeOf, stepAt } from '#auth/totp.ts';
import { openServer } from '#start/open-server.ts';
import { createWeb, openWeb, type Web } from '#web/server/index.ts';
import { openTestApp, type TestApp } from './support/database.ts';
import {
  enter,
  lastMailTo,
  lastTokenTo,
  openPerson,
  PASSWORD,
  type Person,
} from './support/sign-in-desk.ts';
import { openVisit, type Seen, type Visit } from './support/visit.ts';

// The forms as a browser without scripts sends them, behind the server that `npm start` uses.

const NAME = 'A shop';
let pages: Web;
before(async () => {
  pages = await openWeb({ origins: ['localhost'] });
});

type Shop = AsyncDisposable & { app: TestApp; url: string; visit(): Visit };

async function openShop(shared?: TestApp): Promise<Shop> {
  const app = shared ?? (await openTestApp({ limits: false }));
  const server = await openServer({ host: '127.0.0.1', port: 0 });
  const url = server.url.replace('127.0.0.1', 'localhost');
  const site = { name: NAME, url };
  const web = createWeb(app, pages, {
    ...site,
    demo: false,
    release: 'test',
    readVisitor: (one, headers) => readSession(one, site, headers),
  });
  server.serve((req, res) => web(req, res));
  return {
    app,
    url,
    visit: () => openVisit(url),
    async [Symbol.asyncDispose]() {
      await server.close(0);
      if (!shared) await app[Symbol.asyncDispose]();
    },
  };
}

const formOf = ({ email, password }: Person) => ({ email, password });

test('From sign-up to a second step, without a script', async () => {
  await using shop = await openShop();
  const { app } = shop;
  const browser = shop.visit();
  const email = 'newcomer@customer.example';
  const form = { email, password: PASSWORD, name: 'A newcomer' };
  const poor = await browser.post('/sign-up', { ...form, password: 'password1' });
  assert.equal(poor.status, 422);
  assert.match(poor.text, /among the first that are tried/);
  assert.ok(!poor.text.includes('password1'), 'what was typed is not sent back');
  const sent = await browser.post('/sign-up', form);
  assert.deepEqual([sent.status, sent.to], [303, '/sign-up?notice=sent']);
  const token = await lastTokenTo(app, email);
  const link = `/verify?token=${token}`;
  const asked = await browser.get(link);
  assert.match(asked.text, /newcomer@customer\.example/);
  assert.equal(asked.headers.get('cache-control'), 'no-store');
  assert.equal((await browser.post(link, { password: 'not-the-password-1' })).status, 422);
  const proved = await browser.post(link, { password: PASSWORD });
  assert.deepEqual([proved.status, proved.to], [303, '/dashboard?done=verified']);
  const dashboard = await browser.get('/dashboard');
  assert.match(dashboard.text, /A newcomer/);
  assert.equal(dashboard.headers.get('cache-control'), 'private, no-store');

  const settings = '/dashboard/settings';
  const meanwhile = await browser.post(settings, { intent: 'recovery-renew' });
  assert.deepEqual([meanwhile.status, meanwhile.to], [303, `${settings}?done=meanwhile#second`]);
  assert.equal((await browser.post(settings, { intent: 'totp-start' })).status, 303);
  const shown = await browser.get(settings);
  assert.match(shown.text, /<svg/);
  const [, typed = ''] = /([A-Z2-7]{4}(?: [A-Z2-7]{4}){7})/.exec(shown.text) ?? [];
  const secret = typed.replaceAll(' ', '');
  const code = (steps: number) => codeOf(secret, stepAt(Date.now()) + steps);
  const wrong = await browser.post(settings, { intent: 'totp-confirm', code: '000000' });
  assert.equal(wrong.status, 422);
  const on = await browser.post(settings, { intent: 'totp-confirm', code: code(0) });
  assert.equal(on.status, 200);
  assert.equal(on.text.match(/([A-Z2-7]{4}-){3}[A-Z2-7]{4}/g)?.length, 10);

  const out = await browser.post('/sign-out', {});
  assert.deepEqual([out.status, out.to], [303, '/']);
  assert.equal(out.headers.get('clear-site-data'), '"cache", "storage"');
  assert.equal((await browser.get(settings)).to, `/sign-in?next=${encodeURIComponent(settings)}`);
  const half = await browser.post(`/sign-in?next=${settings}`, { email, password: PASSWORD });
  assert.deepEqual([half.status, half.to], [303, `/two-factor?next=${settings}`]);
  assert.equal((await browser.get(settings)).status, 302, 'the password alone opens nothing');
  const done = await browser.post(`/two-factor?next=${settings}`, { code: code(1) });
  assert.deepEqual([done.status, done.to], [303, settings]);
  assert.match((await browser.get(settings)).text, /10 recovery codes left/);
});

test('A wrong password and an unknown address get the same answer, to the byte', async () => {
  await using shop = await openShop();
  const { email } = await openPerson(shop.app);
  const bare = ({ text }: Seen, address: string) =>
    text.replaceAll(address, '@').replace(/nonce-[^']+|nonce="[^"]+"/g, '');
  const ask = async (path: string, fields: (email: string) => Record<string, string>) => {
    const known = await shop.visit().post(path, fields(email));
    const unknown = 'nobody@customer.example';
    const other = await shop.visit().post(path, fields(unknown));
    assert.equal(known.status, other.status);
    assert.equal(known.to, other.to);
    assert.equal(bare(known, email), bare(other, unknown));
    assert.deepEqual([...known.headers.keys()], [...other.headers.keys()]);
  };
  await ask('/sign-in', (one) => ({ email: one, password: 'not-the-password-1' }));
  await ask('/reset', (one) => ({ email: one }));
  await ask('/verify', (one) => ({ email: one }));
  await ask('/sign-up', (one) => ({ email: one, password: PASSWORD, name: 'N' }));
});

test('Too many tries are told when the next may come', async () => {
  await using shop = await openShop();
  const { email } = await openPerson(shop.app);
  const browser = shop.visit();
  const form = { email, password: 'not-the-password-1' };
  for (let tries = 0; tries < 5; tries += 1) {
    assert.equal((await browser.post('/sign-in', form)).status, 422);
  }
  const told = await browser.post('/sign-in', form);
  assert.equal(told.status, 429);
  assert.match(told.text, /possible in 1 second\./);
});

test('A return address leads to this panel only', async () => {
  await using shop = await openShop();
  const person = await openPerson(shop.app);
  for (const next of [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    'dashboard',
  ]) {
    const path = `/sign-in?next=${encodeURIComponent(next)}`;
    const { status, to } = await shop.visit().post(path, formOf(person));
    assert.equal(status, 303);
    assert.ok(to === '/' || to === '/evil.example', `${next} leads to ${to}`);
  }
  for (const next of ['%2Fservices%3Fq%3D1', '%2Ftr%2Fservices%3Fq%3D1']) {
    const { to } = await shop.visit().post(`/tr/sign-in?next=${next}`, formOf(person));
    assert.equal(to, '/tr/services?q=1');
  }
});

test('Who must sign in first is led there and back in the language of the page', async () => {
  await using shop = await openShop();
  const person = await openPerson(shop.app);
  const browser = shop.visit();
  const { to } = await browser.get('/ar/dashboard/settings');
  assert.equal(to, '/ar/sign-in?next=%2Fdashboard%2Fsettings');
  assert.equal((await browser.post(to ?? '', formOf(person))).to, '/ar/dashboard/settings');
});

test('A reset by mail ends the sessions and asks for the new password', async () => {
  await using shop = await openShop();
  const person = await openPerson(shop.app);
  const browser = shop.visit();
  await browser.post('/sign-in', formOf(person));
  const other = shop.visit();
  await other.post('/reset', { email: person.email });
  const link = `/reset?token=${await lastTokenTo(shop.app, person.email)}`;
  assert.match((await other.get(link)).text, new RegExp(person.email));
  const set = await other.post(link, { password: 'Receipt-with-dots-9' });
  assert.deepEqual([set.status, set.to], [303, '/sign-in?notice=reset']);
  assert.equal((await browser.get('/dashboard')).status, 302);
  assert.match((await other.get(link)).text, /has been used or is out of date/);
  const again = await other.post('/sign-in', {
    ...formOf(person),
    password: 'Receipt-with-dots-9',
  });
  assert.equal(again.to, '/dashboard');
});

test('A form of another site changes nothing, and none is sent by GET', async () => {
  await using shop = await openShop();
  const person = await openPerson(shop.app);
  const browser = shop.visit();
  await browser.post('/sign-in', formOf(person));
  const cookie = [...browser.cookies].map((pair) => pair.join('=')).join('; ');
  const foreign = await fetch(`${shop.url}/sign-out`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, origin: 'https://evil.example' },
  });
  assert.equal(foreign.status, 400);
  assert.equal((await browser.get('/sign-out')).status, 404);
  assert.equal((await browser.get('/dashboard')).status, 200);
});

test('What is no form, or too long for one, is refused before it is read', async () => {
  await using shop = await openShop();
  const post = async (init: RequestInit) => {
    const answer = await fetch(`${shop.url}/sign-in`, { method: 'POST', ...init });
    return answer.status;
  };
  const type = 'application/x-www-form-urlencoded';
  const headers = { 'content-type': type };
  const announced = request(`${shop.url}/sign-in`, {
    method: 'POST',
    headers: { ...headers, 'content-length': '300000' },
  });
  announced.flushHeaders();
  const [{ statusCode }] = (await once(announced, 'response')) as [IncomingMessage];
  announced.destroy();
  assert.equal(statusCode, 413);
  assert.equal(await post({ headers: { 'content-type': 'application/json' }, body: '{}' }), 415);
  const body = new Blob(['email=a']).stream();
  assert.equal(await post({ headers, body, duplex: 'half' } as RequestInit), 411);
  assert.equal(await post({ headers, body: 'email=%' }), 422);
});

test('A key is made, replaced and revoked by whoever has just shown who they are', async () => {
  await using shop = await openShop();
  const { app } = shop;
  const person = await openPerson(app);
  const browser = shop.visit();
  await browser.post('/sign-in', formOf(person));
  const path = '/dashboard/api';
  const make = (fields: Record<string, string>) =>
    browser.post(path, {
      intent: 'create',
      dialect: 'classic',
      scopes: ['read', 'order'],
      ...fields,
    });
  assert.equal((await make({ name: ' ' })).status, 422);
  const made = await make({ name: 'My <script>' });
  assert.match(made.text, /np_live_[0-9A-Za-z]{49}/);
  assert.match(made.text, /My &lt;script&gt;/);
  assert.equal((await lastMailTo(app, person.email)).subject, 'A new API key');
  const list = await browser.get(path);
  assert.ok(!/np_live_[0-9A-Za-z]{49}/.test(list.text), 'it is shown once');
  const [, id = ''] = /name="id" value="(\d+)"/.exec(list.text) ?? [];
  const stranger = shop.visit();
  await stranger.post('/sign-in', formOf(await openPerson(app)));
  assert.equal((await stranger.post(path, { intent: 'revoke', id })).status, 404);
  const replaced = await browser.post(path, { intent: 'rotate', id, overlap: '24' });
  assert.match(replaced.text, /np_live_[0-9A-Za-z]{49}/);
  assert.equal((await browser.post(path, { intent: 'revoke', id })).status, 303);
  const stale = new Date(Date.now() - 11 * 60_000);
  await app.transact((tx) => tx.updateTable('sessions').set({ proved_at: stale }).execute());
  const asked = await make({ name: 'Another' });
  assert.deepEqual([asked.status, asked.to], [303, '/prove?next=%2Fdashboard%2Fapi']);
  const proved = await browser.post('/prove?next=%2Fdashboard%2Fapi', { password: PASSWORD });
  assert.equal(proved.to, path);
  assert.equal((await make({ name: 'Another' })).status, 200);
});

test('No secret of a form reaches the log or stands in the database', async () => {
  await using plain = await openTestApp({ limits: false });
  const lines: string[] = [];
  const app = Object.assign(Object.create(plain), { log: spied(plain.log, lines) }) as TestApp;
  await using shop = await openShop(app);
  const person = await openPerson(plain);
  const { visitor } = await enter(plain, person, undefined, { url: shop.url, name: NAME });
  await startTotp(plain, visitor);
  const totp = await readTotp(plain, { url: shop.url, name: NAME }, visitor);
  assert.ok(totp.state === 'begun');
  const browser = shop.visit();
  await browser.post('/sign-in', { ...formOf(person), password: 'canary-wrong-password' });
  await browser.post('/sign-in', formOf(person));
  await browser.post('/reset', { email: person.email });
  const token = await lastTokenTo(plain, person.email);
  await browser.get(`/reset?token=${token}`);
  const [cookie = ''] = browser.cookies.values();
  const secrets = [person.password, 'canary-wrong-password', token, totp.secret, cookie];
  const [session = ''] = decodeURIComponent(cookie).split('.');
  const dump = await dumpOf(plain);
  for (const secret of [...secrets, session]) {
    assert.ok(secret.length > 8);
    assert.ok(!lines.join('\n').includes(secret), 'the log holds a secret');
    assert.ok(!dump.includes(secret), 'the database holds a secret');
  }
});

/** Everything that is logged, as text. */
function spied(log: TestApp['log'], lines: string[]): TestApp['log'] {
  const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
  const spies = levels.map((level) => [
    level,
    (...said: unknown[]) => lines.push(JSON.stringify(said)),
  ]);
  return Object.assign(Object.create(log), Object.fromEntries(spies)) as TestApp['log'];
}

/** Every row of the tables that sign-in writes to, as a thief of the database reads them. */
async function dumpOf(app: TestApp): Promise<string> {
  const tables = [
    'users',
    'credentials',
    'sessions',
    'verifications',
    'mail_tokens',
    'two_factors',
    'recovery_codes',
    'passkeys',
    'sign_ins',
    'throttles',
    'mails',
  ] as const;
  const texts = [];
  for (const table of tables) {
    const rows = await app.db.selectFrom(table).selectAll().execute();
    for (const value of rows.flatMap((row) => Object.values(row) as unknown[])) {
      texts.push(Buffer.isBuffer(value) ? value.toString('latin1') : String(value));
    }
  }
  return texts.join('\n');
}
