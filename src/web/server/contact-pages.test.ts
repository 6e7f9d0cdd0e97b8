import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { placeOrder } from '#orders/index.ts';
import { replyTicket } from '#support/index.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { movedClock } from '#test/support/provider-desk.ts';
import { addService, openAccount, orderOf } from '#test/support/shop.ts';
import { serveWeb } from '#test/support/web.ts';

const MINUTE_MS = 60_000;
const FORM = {
  kind: 'notice',
  name: 'Ada',
  email: 'ada@customer.example',
  subject: 'A service that is not lawful',
  order: '',
  message: 'Service 17 sells <b>votes</b>.\nPlease look.',
  website: '',
};

async function openDesk(t: TestContext) {
  const clock = movedClock();
  const app = await openTestApp({ clock });
  t.after(() => app[Symbol.asyncDispose]());
  const get = await serveWeb(t, app);
  const started = async (path = '/contact') =>
    /name="started" value="([^"]+)"/.exec((await get(path)).body)?.[1] ?? '';
  const send = async (fields: Partial<Record<string, string>> = {}, path = '/contact') => {
    const given = { started: await started(path), ...FORM, ...fields };
    clock.move(MINUTE_MS);
    return get(path, { method: 'POST', body: new URLSearchParams(given) });
  };
  return { app, clock, get, send, started };
}

const tickets = async (app: TestApp) =>
  app.db.selectFrom('tickets').select(['id', 'reference', 'kind', 'language']).execute();

describe('the contact form', () => {
  test('a message becomes a ticket with a page of its own, without any script', async (t) => {
    const { app, get, send } = await openDesk(t);
    const { status, headers } = await send({}, '/tr/contact');
    assert.equal(status, 303);
    const to = headers.get('location') ?? '';
    assert.match(to, /^\/tr\/contact\/T-[2-9A-Z]{5}-[2-9A-Z]{5}\?token=[\w-]{32}&sent=1$/);
    const page = await get(to);
    assert.equal(page.status, 200);
    assert.match(page.body, /Gönderildi/);
    assert.match(page.body, /sells &lt;b&gt;votes&lt;\/b&gt;/);
    assert.match(page.body, /name="robots" content="noindex"/);
    assert.match(String(page.headers.get('cache-control')), /no-store/);
    const [ticket] = await tickets(app);
    assert.deepEqual([ticket?.kind, ticket?.language], ['notice', 'tr']);
    assert.equal((await get(to.replace(/token=.{4}/, 'token=AAAA'))).status, 404);
    assert.equal((await get(to.replace(/\?.*/, ''))).status, 404);
  });

  test('what is wrong is said beside its field, and what was written stays', async (t) => {
    const { app, send } = await openDesk(t);
    const wrong = { email: 'nobody', order: 'x"y', message: '' };
    const { status, body } = await send(wrong);
    assert.equal(status, 422);
    assert.match(body, /3 fields need another look/);
    assert.match(body, /This is not an e-mail address/);
    assert.match(body, /This is not an order number/);
    assert.match(body, /Write your message/);
    assert.match(body, /value="A service that is not lawful"/);
    assert.match(body, /<option value="notice" selected=""/);
    assert.equal(body.match(/ autofocus=""/gi)?.length, 1);
    assert.match(body, /<input[^>]*name="email"[^>]*autofocus|autofocus[^>]*name="email"/i);
    assert.deepEqual(await tickets(app), []);
  });

  test('what programs fill in or send at once is not taken, and a person may send again', async (t) => {
    const { app, clock, get, send, started } = await openDesk(t);
    for (const fields of [
      { website: 'http://spam.example' },
      { started: 'made-up' },
      { started: String(clock.now() - MINUTE_MS) },
    ]) {
      const { status, body } = await send(fields);
      assert.equal(status, 422);
      assert.match(body, /as fast as programs/);
    }
    const now = new URLSearchParams({ ...FORM, started: await started() });
    const hurried = await get('/contact', { method: 'POST', body: now });
    assert.equal(hurried.status, 422);
    clock.move(3_000);
    assert.equal((await get('/contact', { method: 'POST', body: now })).status, 303);
    assert.equal((await tickets(app)).length, 1);
  });

  test('a flood is stopped with 429, and nothing that was written is lost', async (t) => {
    const { app, send } = await openDesk(t);
    for (let n = 0; n < 3; n += 1) assert.equal((await send()).status, 303);
    const { status, body } = await send();
    assert.equal(status, 429);
    assert.match(body, /Try again in an hour/);
    assert.match(body, /Please look\./);
    assert.equal((await tickets(app)).length, 3);
  });

  test('the address says what it is about', async (t) => {
    const { get } = await openDesk(t);
    const { body } = await get('/contact?kind=takedown&order=ord_5');
    assert.match(body, /<option value="takedown" selected=""/);
    assert.match(body, /value="ord_5"/);
    assert.match((await get('/contact?kind=x')).body, /<option value="question" selected=""/);
  });
});

describe('a customer who is signed in', () => {
  test('writes under the address of the account, which the ticket belongs to', async (t) => {
    const clock = movedClock();
    await using app = await openTestApp({ clock });
    const accountId = await openAccount(app);
    const service = await addService(app);
    const { orderId } = await placeOrder(app, orderOf(accountId, service));
    const now = new Date(clock.now());
    const visitor = {
      accountId,
      userId: 'u',
      sessionId: 's',
      email: 'mine@customer.example',
      name: 'Ada',
      role: 'customer',
      verified: true,
      locale: 'en',
      timeZone: 'UTC',
      signedInAt: now,
      provedAt: now,
      fresh: true,
    } as const;
    const get = await serveWeb(t, app, { readVisitor: () => Promise.resolve(visitor) });
    const headers = { cookie: 'session=x' };
    const { body } = await get('/contact', { headers });
    assert.match(body, /value="mine@customer\.example"/);
    const started = /name="started" value="([^"]+)"/.exec(body)?.[1] ?? '';
    clock.move(MINUTE_MS);
    const send = (order: string) => {
      const fields = { ...FORM, email: 'another@customer.example', order, started };
      return get('/contact', { method: 'POST', headers, body: new URLSearchParams(fields) });
    };
    const strange = await send('ord_4711');
    assert.equal(strange.status, 422);
    assert.match(strange.body, /You have no order of this number/);
    assert.equal((await send(`ord_${orderId}`)).status, 303);
    const rows = await app.db
      .selectFrom('tickets')
      .select(['account_id', 'email', 'order_id'])
      .execute();
    assert.deepEqual(rows, [
      { account_id: accountId, email: 'mine@customer.example', order_id: BigInt(orderId) },
    ]);
  });
});

describe('a ticket’s page', () => {
  test('shows the answer under the shop’s name only, and takes replies', async (t) => {
    const { app, get, send } = await openDesk(t);
    const path = String((await send()).headers.get('location')).replace('&sent=1', '');
    const [{ id } = { id: 0n }] = await tickets(app);
    const desk = {
      vault: app.vault,
      now: new Date(app.clock.now()),
      shop: { name: 'notpanel', url: 'https://panel.example' },
    };
    const by = { author: 'operator', name: 'operator:anna' } as const;
    await app.transact((tx) => replyTicket(tx, desk, { ticketId: id, by, body: 'It is gone.' }));
    const answered = await get(path);
    assert.match(answered.body, /It is gone\./);
    assert.match(answered.body, /Answered/);
    assert.doesNotMatch(answered.body, /anna/);
    const reply = (message: string) =>
      get(path, { method: 'POST', body: new URLSearchParams({ message }) });
    const empty = await reply(' ');
    assert.equal(empty.status, 422);
    assert.match(empty.body, /Write your message/);
    const { status, headers } = await reply('Thank you.');
    assert.equal(status, 303);
    const after = await get(String(headers.get('location')));
    assert.match(after.body, /Thank you\./);
    assert.match(after.body, /Waits for an answer/);
    const stolen = path.replace(/token=.{4}/, 'token=AAAA');
    const body = new URLSearchParams({ message: 'Let me in.' });
    assert.equal((await get(stolen, { method: 'POST', body })).status, 404);
  });
});
