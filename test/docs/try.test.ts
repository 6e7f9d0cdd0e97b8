import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { listKeys, revokeKey } from '#keys/index.ts';
import { openKey } from '#test/support/api.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { openAccount } from '#test/support/shop.ts';
import { serveWeb } from '#test/support/web.ts';

const SOMEBODY = {
  ...{ userId: 'u', sessionId: 's', email: 'a@example.com', name: 'A' },
  ...{ verified: true, locale: 'en', timeZone: 'UTC', fresh: true },
  role: 'customer' as const,
  signedInAt: new Date(),
  provedAt: new Date(),
};

/** Pages for somebody who is signed in as the owner of the account whose number is the cookie. */
const serve = (t: TestContext, app: TestApp) =>
  serveWeb(t, app, {
    readVisitor: (_, headers) => {
      const accountId = Number(/session=(\d+)/.exec(headers.get('cookie') ?? '')?.[1]);
      return Promise.resolve({ ...SOMEBODY, accountId });
    },
  });

const says = (page: string, what: RegExp) => assert.ok(what.test(page), `nothing says ${what}`);

type Reader = { cookie: string; keyId: number; key: string };

async function openReader(app: TestApp, settings = {}): Promise<Reader> {
  const accountId = await openAccount(app, { balance: '12.5' });
  const key = await openKey(app, accountId, { name: 'Shop bot', ...settings });
  const [{ id: keyId } = { id: 0 }] = await listKeys(app.db, accountId);
  return { cookie: `session=${accountId}`, keyId, key };
}

const form = (reader: Reader, fields: Record<string, string>, keyId = reader.keyId) => ({
  method: 'POST',
  headers: { cookie: reader.cookie },
  body: new URLSearchParams({ key_id: String(keyId), ...fields }),
});

test('a signed-in reader sees the beginning of the key, and never more of it', async (t) => {
  await using app = await openTestApp();
  const get = await serve(t, app);
  const reader = await openReader(app);
  const { body, headers } = await get('/developers/balance', {
    headers: { cookie: reader.cookie },
  });
  assert.ok(body.includes(`${reader.key.slice(0, 12)}…`));
  assert.ok(!body.includes(reader.key.slice(0, 13)));
  assert.match(headers.get('cache-control') ?? '', /no-store/);
  const guest = await get('/developers/balance');
  assert.doesNotMatch(guest.body, /Shop bot/);
  says(guest.body, /href="\/sign-in"/);
});

test('a call from the page is answered as the API answers the key, and counts against it', async (t) => {
  await using app = await openTestApp();
  const get = await serve(t, app);
  const reader = await openReader(app, { requestsPerMinute: 7 });
  const { status, body } = await get('/developers/balance', form(reader, { action: 'balance' }));
  assert.equal(status, 200);
  says(body, /200 OK/);
  says(body, /12\.50/);
  says(body, /X-RateLimit-Limit:<\/dt><dd[^>]*>7</);
  says(body, /X-RateLimit-Remaining:<\/dt><dd[^>]*>6</);
  says(body, /X-Request-Id:<\/dt><dd[^>]*>req_/);
  const none = await get(
    '/tr/developers/order-status',
    form(reader, { action: 'status', id: 'ord_5' }),
  );
  says(none.body, /400 Bad Request/);
  says(none.body, /Order not found/);
  const empty = await get('/developers/refill', form(reader, { action: 'refill_status', id: ' ' }));
  assert.equal(empty.status, 422);
  says(empty.body, /aria-invalid="true"/);
});

test('a call from the page changes nothing, and is made with no key but the reader’s own', async (t) => {
  await using app = await openTestApp();
  const get = await serve(t, app);
  const reader = await openReader(app);
  const other = await openReader(app);
  for (const action of ['add', 'cancel', 'refill', 'webhook.list', '']) {
    assert.equal((await get('/developers/balance', form(reader, { action }))).status, 400, action);
  }
  const foreign = await get(
    '/developers/balance',
    form(reader, { action: 'balance' }, other.keyId),
  );
  says(foreign.body, /Invalid API key/);
  await app.transact((tx) => revokeKey(tx, reader.keyId));
  const revoked = await get('/developers/balance', form(reader, { action: 'balance' }));
  says(revoked.body, /Invalid API key/);
  const guest = { method: 'POST', body: new URLSearchParams({ action: 'balance' }) };
  assert.equal((await get('/developers/balance', guest)).status, 403);
});

test('scopes, addresses and the dialect of the key hold for a call from the page', async (t) => {
  await using app = await openTestApp();
  const get = await serve(t, app);
  const narrow = await openReader(app, { scopes: ['order'] });
  const scope = await get('/developers/balance', form(narrow, { action: 'balance' }));
  says(scope.body, /lacks the scope read/);
  const far = await openReader(app, { allowedIps: ['203.0.113.0/24'] });
  const address = await get('/developers/balance', form(far, { action: 'balance' }));
  says(address.body, /may not be used from 127\.0\.0\.1/);
  const classic = await openReader(app, { dialect: 'classic' });
  const status = await get(
    '/developers/order-status',
    form(classic, { action: 'status', id: '5' }),
  );
  says(status.body, /200 OK/);
  says(status.body, /Incorrect order ID/);
});
