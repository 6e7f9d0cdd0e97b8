import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createKey, listKeys, type ApiKey } from '#keys/index.ts';
import { formatMoney } from '#lib/money.ts';
import { openDashboard, type Customer, type Dashboard } from '#test/support/dashboard.ts';
import { lastMailTo } from '#test/support/sign-in-desk.ts';

// The forms of the keys as a browser without scripts sends them.

let desk: Dashboard;
before(async () => {
  desk = await openDashboard();
});
after(() => desk[Symbol.asyncDispose]());

const PAGE = '/dashboard/api';
const WHOLE = {
  name: 'My shop',
  dialect: 'classic',
  scopes: ['read', 'order'],
  limit: '50',
  spend_cap: '25.50',
  expires: '2099-12-31',
  repeat_window: '30',
  ips: '203.0.113.7\n198.51.100.9/24',
};

const keysOf = ({ accountId }: Customer): Promise<ApiKey[]> => listKeys(desk.app.db, accountId);

describe('making a key', () => {
  test('takes every setting, shows the key once, and mails its owner', async () => {
    const owner = await desk.customer();
    const seen = await owner.visit.post(PAGE, { intent: 'create', ...WHOLE });
    assert.equal(seen.status, 200, seen.text.slice(0, 300));
    const [text = ''] = /np_live_\w{49}/.exec(seen.text) ?? [];
    assert.notEqual(text, '');
    const [key] = await keysOf(owner);
    assert.deepEqual(
      [key?.name, key?.dialect, key?.scopes, key?.requestsPerMinute, key?.repeatWindowS],
      ['My shop', 'classic', ['read', 'order'], 50, 30],
    );
    assert.deepEqual(key?.allowedIps, ['203.0.113.7/32', '198.51.100.0/24']);
    assert.equal(key?.dailySpendCap && formatMoney(key.dailySpendCap), '25.50');
    assert.equal(key?.expiresAt?.toISOString(), '2100-01-01T00:00:00.000Z');
    assert.match((await lastMailTo(desk.app, owner.email)).subject, /API key/);
    const again = await owner.visit.get(PAGE);
    assert.ok(!again.text.includes(text));
    assert.match(again.text, /203\.0\.113\.7\/32/);
  });

  const WRONG: readonly [string, Record<string, string | string[]>][] = [
    ['name', { name: ' ' }],
    ['limit', { limit: '1000000' }],
    ['limit', { limit: 'many' }],
    ['scopes', { scopes: [] }],
    ['spend_cap', { spend_cap: '-1' }],
    ['spend_cap', { spend_cap: '0' }],
    ['expires', { expires: '2001-01-01' }],
    ['expires', { expires: '2099-31-12' }],
    ['repeat_window', { repeat_window: '4000' }],
    ['ips', { ips: '203.0.113.7\nmy computer' }],
  ];
  for (const [field, wrong] of WRONG) {
    test(`is refused beside the field for ${JSON.stringify(wrong)}, and nothing typed is lost`, async () => {
      const owner = await desk.customer();
      const sent = { intent: 'create', ...WHOLE, ...wrong };
      const seen = await owner.visit.post(PAGE, sent);
      assert.equal(seen.status, 422);
      if (field !== 'scopes') {
        const input = new RegExp(`<(input|textarea)[^>]*name="${field}"[^>]*>`).exec(seen.text);
        assert.match(input?.[0] ?? '', /aria-invalid="true"/);
        assert.match(seen.text, field === 'ips' ? /value="30"/ : /198\.51\.100\.9/);
      }
      assert.deepEqual(await keysOf(owner), []);
    });
  }
});

describe('changing a key', () => {
  const made = async (owner: Customer): Promise<ApiKey> => {
    const { accountId } = owner;
    await desk.app.transact((tx) => createKey(tx, { accountId, name: 'before' }));
    const [key] = await keysOf(owner);
    assert.ok(key);
    return key;
  };

  test('shows what it is set to, and keeps what was changed', async () => {
    const owner = await desk.customer();
    const { id } = await made(owner);
    const form = await owner.visit.get(`${PAGE}?edit=${id}`);
    assert.match(form.text, /value="before"/);
    const sent = { ...WHOLE, intent: 'change', id: String(id), dialect: 'notpanel' };
    const seen = await owner.visit.post(`${PAGE}?edit=${id}`, sent);
    assert.equal(seen.to, '/dashboard/api?done=changed');
    const [key] = await keysOf(owner);
    assert.deepEqual([key?.name, key?.requestsPerMinute], ['My shop', 50]);
    assert.match((await lastMailTo(desk.app, owner.email)).subject, /changed/);
  });

  test('takes another dialect only where that is meant', async () => {
    const owner = await desk.customer();
    const { id } = await made(owner);
    const sent = { ...WHOLE, intent: 'change', id: String(id) };
    assert.equal((await owner.visit.post(PAGE, sent)).status, 422);
    assert.equal((await keysOf(owner))[0]?.dialect, 'notpanel');
    await owner.visit.post(PAGE, { ...sent, dialect_sure: 'yes' });
    assert.equal((await keysOf(owner))[0]?.dialect, 'classic');
  });
});

test('rotating and revoking work from the page, and only after showing who one is', async () => {
  const owner = await desk.customer();
  const { accountId } = owner;
  const { id } = await desk.app.transact((tx) => createKey(tx, { accountId, name: 'old' }));
  const rotated = await owner.visit.post(PAGE, { intent: 'rotate', id: String(id), overlap: '24' });
  assert.match(rotated.text, /np_live_\w{49}/);
  const [fresh, old] = await keysOf(owner);
  assert.equal(old?.rotatedTo, fresh?.id);
  const revoked = await owner.visit.post(PAGE, { intent: 'revoke', id: String(fresh?.id) });
  assert.equal(revoked.to, '/dashboard/api?done=revoked');
  assert.notEqual((await keysOf(owner))[0]?.revokedAt, null);
});
