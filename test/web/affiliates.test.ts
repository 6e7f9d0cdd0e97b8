import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { readBalance } from '#ledger/index.ts';
import { formatMoney, parseMoney } from '#lib/money.ts';
import { adjustCommissions, openAffiliate, setRules } from '#promotions/index.ts';
import { openDashboard, type Dashboard } from '#test/support/dashboard.ts';
import { PASSWORD } from '#test/support/sign-in-desk.ts';

const OPERATOR = { kind: 'operator', name: 'test' } as const;

let desk: Dashboard;
before(async () => {
  desk = await openDashboard();
});
after(() => desk[Symbol.asyncDispose]());

const codeIn = (html: string): string =>
  /\/r\/([a-z0-9]{8})</.exec(html)?.[1] ?? assert.fail('there is no link');

test('there is nothing to join before the operator has said the rules', async () => {
  const { visit } = await desk.customer();
  assert.match((await visit.get('/dashboard/affiliates')).text, /no affiliate programme/);
  const sent = await visit.post('/dashboard/affiliates', { intent: 'join' });
  assert.equal(sent.status, 422);
});

test('a link is followed, somebody signs up, and the affiliate sees that and no more', async () => {
  await setRules(desk.app, { percentBp: 250 }, OPERATOR);
  const { visit } = await desk.customer();
  assert.match((await visit.get('/dashboard/affiliates')).text, /You earn 2\.5% of the deposits/);
  await visit.post('/dashboard/affiliates', { intent: 'join' });
  const code = codeIn((await visit.get('/dashboard/affiliates')).text);
  const guest = desk.guest();
  const followed = await guest.get(`/r/${code}`);
  assert.deepEqual([followed.status, followed.to], [302, '/']);
  assert.match(followed.headers.get('cache-control') ?? '', /no-store/);
  const [cookie = ''] = followed.headers.getSetCookie();
  assert.match(cookie, /^referral=[\w-]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax/);
  assert.ok(!cookie.includes(code));
  const front = await guest.get('/');
  assert.deepEqual(front.headers.getSetCookie(), []);
  assert.doesNotMatch(front.headers.get('cache-control') ?? '', /private/);
  const email = `${randomUUID()}@customer.example`;
  const form = { email, password: PASSWORD, name: '' };
  assert.equal((await guest.post('/sign-up', form)).status, 303);
  const page = (await visit.get('/dashboard/affiliates')).text;
  assert.ok(page.includes(`${email.slice(0, 1)}…@c….example`));
  assert.ok(!page.includes(email));
});

test('an unknown code leads to the front page and is not remembered', async () => {
  const seen = await desk.guest().get('/r/nobodyis');
  assert.deepEqual([seen.status, seen.to, seen.headers.getSetCookie()], [302, '/', []]);
});

test('a payout is sent twice and paid once, into the wallet', async () => {
  await setRules(desk.app, { minimumPayout: parseMoney('5') }, OPERATOR);
  const { visit, accountId } = await desk.customer();
  await openAffiliate(desk.app, accountId);
  const amount = parseMoney('12.5');
  await adjustCommissions(desk.app, { accountId, amount, reason: 'agreed', actor: OPERATOR });
  const page = (await visit.get('/dashboard/affiliates')).text;
  const request = /name="request" value="([\w-]+)"/.exec(page)?.[1] ?? '';
  const form = { intent: 'payout', request };
  const sent = await Promise.all([1, 2, 3].map(() => visit.post('/dashboard/affiliates', form)));
  for (const { status, to } of sent) {
    assert.deepEqual([status, to], [303, '/dashboard/affiliates?done=paid']);
  }
  assert.equal(formatMoney(await readBalance(desk.app, accountId)), '12.50');
  const other = await visit.post('/dashboard/affiliates', { intent: 'payout', request: 'other' });
  assert.equal(other.status, 422);
  assert.match(other.text, /less available than a payout begins at/);
});

test('whoever has not shown for a while who they are does so before a payout', async () => {
  const { visit, userId } = await desk.customer();
  const long = new Date(Date.now() - 3_600_000);
  await desk.app.transact((tx) =>
    tx.updateTable('sessions').set({ proved_at: long }).where('user_id', '=', userId).execute(),
  );
  const sent = await visit.post('/dashboard/affiliates', { intent: 'payout', request: 'one' });
  assert.match(`${sent.status} ${sent.to}`, /^303 \/prove\?next=/);
});
