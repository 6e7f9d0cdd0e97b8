import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestApp } from '#test/support/database.ts';
import { tightest, unlimited } from './decision.ts';
import { takeAccount } from './take-account.ts';
import { networkOf, takeIp } from './take-ip.ts';

const NOON = Date.UTC(2026, 10, 22, 12);

test('an address is counted as itself, and IPv6 by its /64', () => {
  const cases = {
    '203.0.113.7': '203.0.113.7',
    '::ffff:203.0.113.7': '203.0.113.7',
    '::FFFF:cb00:7107': '203.0.113.7',
    '2001:db8:1:2:3:4:5:6': '2001:db8:1:2::/64',
    '2001:0DB8:0001:0002::1': '2001:db8:1:2::/64',
    '2001:db8::5': '2001:db8:0:0::/64',
    '64:ff9b::203.0.113.7': '64:ff9b:0:0::/64',
    'fe80::1%eth0': 'fe80:0:0:0::/64',
    '::1': '0:0:0:0::/64',
    '::': '0:0:0:0::/64',
    '1:2:3:4:5:6:7::': '1:2:3:4::/64',
    '': 'unknown',
    'example.com': 'unknown',
  };
  for (const [address, network] of Object.entries(cases)) {
    assert.equal(networkOf(address), network, address);
  }
});

test('an address has 300 calls a minute', async () => {
  await using app = await openTestApp({ clock: { now: () => NOON + 30_000 } });
  const decisions = await Promise.all(
    Array.from({ length: 301 }, () => takeIp(app, '203.0.113.7')),
  );
  assert.equal(decisions.filter((one) => one.allowed).length, 300);
  const denied = decisions.find((one) => !one.allowed);
  assert.deepEqual(denied, {
    allowed: false,
    deniedBy: 'ip',
    limit: 300,
    remaining: 0,
    resetAt: NOON / 1_000 + 60,
    tierRemaining: undefined,
  });
});

test('the headers show the tightest of address, key and tier, and the tier by itself', async () => {
  await using app = await openTestApp({ clock: { now: () => NOON } });
  const caller = {
    keyId: 1,
    accountId: 2,
    requestsPerMinute: 3,
    tier: { requestsPerMinute: 4 },
  };
  const ip = await takeIp(app, '203.0.113.7');
  const first = tightest(ip, await takeAccount(app, caller));
  assert.deepEqual(first, {
    allowed: true,
    deniedBy: undefined,
    limit: 3,
    remaining: 2,
    resetAt: NOON / 1_000 + 60,
    tierRemaining: 3,
  });
  await takeAccount(app, { ...caller, keyId: 9 });
  await takeAccount(app, { ...caller, keyId: 9 });
  const last = tightest(ip, await takeAccount(app, caller));
  assert.deepEqual([last.limit, last.remaining, last.tierRemaining], [4, 0, 0]);
  const denied = tightest(ip, await takeAccount(app, caller));
  assert.deepEqual([denied.deniedBy, denied.limit, denied.remaining], ['tier', 4, 0]);

  const free = { ...caller, requestsPerMinute: null, tier: { requestsPerMinute: null } };
  const open = tightest(ip, await takeAccount(app, free));
  assert.deepEqual([open.limit, open.remaining, open.tierRemaining], [300, 299, undefined]);
  assert.equal(tightest(unlimited(NOON), unlimited(NOON)).limit, Infinity);
});
