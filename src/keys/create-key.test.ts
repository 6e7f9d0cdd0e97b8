import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAccount } from '#accounts/index.ts';
import { parseMoney } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { openTestApp } from '#test/support/database.ts';
import { createKey } from './create-key.ts';
import { findKey } from './find-key.ts';
import { listKeys } from './list-keys.ts';
import { revokeKey } from './revoke-key.ts';

const openAccount = async (app: App, email = 'a@example.com') =>
  (await app.transact((tx) => createAccount(tx, { email }))).id;

test('a key has the defaults of the field, is shown once and stored as a hash', async () => {
  await using app = await openTestApp();
  const accountId = await openAccount(app);
  const { id, key } = await app.transact((tx) => createKey(tx, { accountId }));
  const [listed] = await listKeys(app.db, accountId);
  assert.deepEqual(listed, {
    id,
    accountId,
    name: 'API key',
    hint: key.slice(0, 12),
    dialect: 'notpanel',
    requestsPerMinute: 100,
    scopes: ['read', 'order', 'refill', 'cancel', 'webhook'],
    allowedIps: [],
    dailySpendCap: null,
    repeatWindowS: 10,
    expiresAt: null,
    revokedAt: null,
    rotatedTo: null,
    lastUsed: null,
    createdAt: listed?.createdAt,
  });
  const rows = await app.db.selectFrom('api_keys').selectAll().execute();
  assert.ok(!JSON.stringify(rows).includes(key.slice(13)), 'the row holds no usable key');
});

test('every setting reaches the holder', async () => {
  await using app = await openTestApp();
  const accountId = await openAccount(app);
  const expiresAt = new Date(Date.now() + 3_600_000);
  const { id, key } = await app.transact((tx) =>
    createKey(tx, {
      accountId,
      name: ' Bot ',
      dialect: 'classic',
      requestsPerMinute: null,
      scopes: ['read', 'order'],
      allowedIps: ['203.0.113.77/24', '2001:db8::1'],
      dailySpendCap: parseMoney('25.5'),
      expiresAt,
      repeatWindowS: 0,
    }),
  );
  const holder = await findKey(app, key);
  const { allowedIps, ...rest } = holder ?? assert.fail('the key is not found');
  assert.deepEqual(rest, {
    keyId: id,
    accountId,
    dialect: 'classic',
    requestsPerMinute: null,
    scopes: new Set(['read', 'order']),
    dailySpendCap: parseMoney('25.5'),
    spendKeyId: id,
    repeatWindowS: 0,
    expiresAt,
    suspended: false,
    tier: { id: rest.tier.id, name: 'Standard', requestsPerMinute: 300, discountBp: 0 },
  });
  assert.equal(allowedIps?.check('203.0.113.5'), true);
  assert.equal(allowedIps?.check('203.0.114.5'), false);
  assert.equal(allowedIps?.check('2001:db8::1', 'ipv6'), true);
  assert.equal(allowedIps?.check('2001:db8::2', 'ipv6'), false);
  const [listed] = await listKeys(app.db, accountId);
  assert.equal(listed?.name, 'Bot');
  assert.deepEqual(listed?.allowedIps, ['203.0.113.0/24', '2001:db8::1/128']);
});

test('settings that cannot be are refused by name', async () => {
  await using app = await openTestApp();
  const accountId = await openAccount(app);
  const bad = [
    ['name', { name: ' ' }],
    ['name', { name: 'x'.repeat(61) }],
    ['limit', { requestsPerMinute: 0 }],
    ['limit', { requestsPerMinute: 1.5 }],
    ['limit', { requestsPerMinute: 2 ** 31 }],
    ['scopes', { scopes: [] }],
    ['scopes', { scopes: ['read', 'everything' as 'read'] }],
    ['ips', { allowedIps: ['203.0.113.0/33'] }],
    ['ips', { allowedIps: ['example.com'] }],
    ['ips', { allowedIps: ["1.2.3.4'"] }],
    ['spend_cap', { dailySpendCap: parseMoney('0') }],
    ['repeat_window', { repeatWindowS: 3_601 }],
    ['repeat_window', { repeatWindowS: -1 }],
  ] as const;
  for (const [parameter, settings] of bad) {
    await assert.rejects(
      app.transact((tx) => createKey(tx, { accountId, ...settings })),
      { code: 'invalid_parameter', parameter },
      JSON.stringify([parameter, Object.values(settings).map(String)]),
    );
  }
  await assert.rejects(
    app.transact((tx) => createKey(tx, { accountId: accountId + 1 })),
    { code: 'not_found' },
  );
});

test('thirty calls at once issue ten keys; a revoked or expired one makes room', async () => {
  await using app = await openTestApp();
  const accountId = await openAccount(app);
  const create = (expiresAt?: Date) =>
    app.transact((tx) => createKey(tx, { accountId, expiresAt: expiresAt ?? null }));
  await create(new Date(Date.now() - 1_000));
  const results = await Promise.allSettled(Array.from({ length: 30 }, () => create()));
  const issued = results.filter((result) => result.status === 'fulfilled');
  assert.equal(issued.length, 10);
  for (const result of results) {
    if (result.status === 'rejected') assert.equal(result.reason.code, 'conflict');
  }
  const freed = issued[0]?.value.id ?? 0;
  await app.transact((tx) => revokeKey(tx, freed));
  await create();
  await assert.rejects(create(), { code: 'conflict' });
  const other = await openAccount(app, 'b@example.com');
  await app.transact((tx) => createKey(tx, { accountId: other }));
});
