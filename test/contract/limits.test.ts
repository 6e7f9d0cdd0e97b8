import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Dialect } from '#keys/index.ts';
import { openKey, startApi, type ApiAnswer } from '#test/support/api.ts';
import { openTestApp } from '#test/support/database.ts';
import { openAccount } from '#test/support/shop.ts';

const MINUTE_S = 60;
const START_S = 1_800_000_030; // half a minute into a clock minute
const RESET_S = START_S + 30;

const clockAt = (seconds: number) => {
  let now = seconds * 1_000;
  return { now: () => now, moveTo: (to: number) => void (now = to * 1_000) };
};

const FIGURES = [
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
  'x-ratelimit-tier-remaining',
  'x-ratelimit-deniedby',
  'retry-after',
];

const figures = ({ headers }: ApiAnswer) =>
  Object.fromEntries(
    FIGURES.flatMap((name) => {
      const value = headers.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );

async function openLimited(dialect: Dialect, limits: { key: number | null; tier: number | null }) {
  const clock = clockAt(START_S);
  const app = await openTestApp({ clock });
  const tier = { name: 'Test', reached_at: 10n ** 18n, requests_per_minute: limits.tier };
  await app.transact((tx) => tx.insertInto('tiers').values(tier).execute());
  const accountId = await openAccount(app, { tier: 'Test' });
  const key = await openKey(app, accountId, { dialect, requestsPerMinute: limits.key });
  const otherKey = await openKey(app, accountId, { dialect, requestsPerMinute: limits.key });
  const api = await startApi(app, { trustedProxies: ['127.0.0.1'] });
  const call = (fields: Record<string, string>, ip = '203.0.113.1') =>
    api.post({ action: 'balance', ...fields }, { headers: { 'x-forwarded-for': ip } });
  return {
    clock,
    key,
    otherKey,
    call,
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]();
      await app[Symbol.asyncDispose]();
    },
  };
}

for (const dialect of ['notpanel', 'classic'] as const) {
  test(`${dialect}: the figures are those of the tightest layer reached`, async () => {
    await using shop = await openLimited(dialect, { key: 100, tier: 40 });
    assert.deepEqual(figures(await shop.call({ key: shop.key })), {
      'x-ratelimit-limit': '40',
      'x-ratelimit-remaining': '39',
      'x-ratelimit-reset': String(RESET_S),
      'x-ratelimit-tier-remaining': '39',
    });
    const unknown = await shop.call({ key: 'x' }, '203.0.113.2');
    assert.deepEqual(figures(unknown), {
      'x-ratelimit-limit': '300',
      'x-ratelimit-remaining': '299',
      'x-ratelimit-reset': String(RESET_S),
    });
  });

  test(`${dialect}: a spent key is denied until Reset, and passes then`, async () => {
    await using shop = await openLimited(dialect, { key: 2, tier: 40 });
    for (const remaining of ['1', '0']) {
      const { status, headers } = await shop.call({ key: shop.key });
      assert.equal(status, 200);
      assert.equal(headers.get('x-ratelimit-remaining'), remaining);
    }
    const denied = await shop.call({ key: shop.key });
    assert.equal(denied.status, 429);
    assert.equal(denied.text, '{"error":"Rate limit exceeded"}');
    assert.deepEqual(figures(denied), {
      'x-ratelimit-limit': '2',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(RESET_S),
      'x-ratelimit-tier-remaining': '38',
      'x-ratelimit-deniedby': 'key',
      'retry-after': '30',
    });
    shop.clock.moveTo(RESET_S);
    const passed = await shop.call({ key: shop.key });
    assert.equal(passed.status, 200);
    assert.equal(passed.headers.get('x-ratelimit-reset'), String(RESET_S + MINUTE_S));
  });

  test(`${dialect}: a spent tier denies all keys of the account`, async () => {
    await using shop = await openLimited(dialect, { key: 100, tier: 2 });
    await shop.call({ key: shop.key });
    await shop.call({ key: shop.otherKey });
    const denied = await shop.call({ key: shop.key });
    assert.equal(denied.status, 429);
    assert.deepEqual(figures(denied), {
      'x-ratelimit-limit': '2',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(RESET_S),
      'x-ratelimit-tier-remaining': '0',
      'x-ratelimit-deniedby': 'tier',
      'retry-after': '30',
    });
  });

  test(`${dialect}: a spent address is denied before its key is looked at`, async () => {
    await using shop = await openLimited(dialect, { key: null, tier: null });
    for (let i = 0; i < 300; i += 1) {
      assert.notEqual((await shop.call({ key: 'x' })).status, 429);
    }
    const denied = await shop.call({ key: shop.key });
    assert.equal(denied.status, 429);
    assert.deepEqual(figures(denied), {
      'x-ratelimit-limit': '300',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(RESET_S),
      'x-ratelimit-deniedby': 'ip',
      'retry-after': '30',
    });
    assert.equal((await shop.call({ key: shop.key }, '203.0.113.2')).status, 200);
  });
}

test('addresses of one IPv6 /64 are one caller', async () => {
  await using shop = await openLimited('notpanel', { key: null, tier: null });
  await shop.call({ key: 'x' }, '2001:db8:1:2::1');
  const { headers } = await shop.call({ key: 'x' }, '2001:db8:1:2:ffff::9');
  assert.equal(headers.get('x-ratelimit-remaining'), '298');
  const other = await shop.call({ key: 'x' }, '2001:db8:1:3::1');
  assert.equal(other.headers.get('x-ratelimit-remaining'), '299');
});

test('a batch of ids counts once', async () => {
  await using shop = await openLimited('notpanel', { key: 10, tier: 10 });
  const orders = Array.from({ length: 100 }, (_, i) => i + 1).join(',');
  const { headers } = await shop.call({ key: shop.key, action: 'status', orders });
  assert.equal(headers.get('x-ratelimit-remaining'), '9');
});

test('without limits there are no such headers', async () => {
  await using app = await openTestApp({ limits: false });
  await using api = await startApi(app);
  const key = await openKey(app, await openAccount(app));
  const answer = await api.post({ key, action: 'balance' });
  assert.equal(answer.status, 200);
  assert.deepEqual(figures(answer), {});
});
