import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPreferences, unsubscribePath } from '#notifications/index.ts';
import { openDashboard } from '#test/support/dashboard.ts';

test('A mail’s link ends mails of its kind by one click, without signing in', async () => {
  await using desk = await openDashboard();
  const { accountId } = await desk.customer();
  const { app } = desk;
  const mailOf = async (event: 'order.partial' | 'order.canceled') =>
    (await readPreferences(app.db, accountId)).get(event)?.mail;
  const path = unsubscribePath(app.vault, accountId, ['order.partial']);
  const seen = await desk.guest().get(path);
  assert.deepEqual([seen.status, await mailOf('order.partial')], [200, 'hourly']);
  assert.equal(seen.headers.get('referrer-policy'), 'no-referrer');
  // As a reader's program sends it (RFC 8058): no cookie, no origin.
  const sent = await fetch(desk.url + path, {
    method: 'POST',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
  });
  assert.equal(sent.status, 200);
  assert.deepEqual(
    [await mailOf('order.partial'), await mailOf('order.canceled')],
    ['off', 'hourly'],
  );
  const forged = path.replace('order.partial', 'order.canceled');
  assert.equal((await desk.guest().get(forged)).status, 404);
  assert.equal((await desk.guest().post(forged, {})).status, 404);
  assert.equal(await mailOf('order.canceled'), 'hourly');
});
