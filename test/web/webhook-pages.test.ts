import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openDashboard, type Customer, type Dashboard } from '#test/support/dashboard.ts';
import { startReceiver, type Receiver } from '#test/support/receiver.ts';
import { writing } from '#platform/db/statement.ts';
import { addEndpoint, listEndpoints, openDeliveryLane } from '#webhooks/index.ts';

let desk: Dashboard;
let receiver: Receiver;
before(async () => {
  desk = await openDashboard();
  receiver = await startReceiver(() => desk.app.clock.now());
});
after(async () => {
  await receiver[Symbol.asyncDispose]();
  await desk[Symbol.asyncDispose]();
});

const PAGE = '/dashboard/webhooks';
const EVENTS = ['order.completed', 'order.partial'];

async function deliver(): Promise<void> {
  const lane = openDeliveryLane(desk.app);
  while ((await lane.fill()) > 0) await lane.quiet();
  await lane.stop();
}

/** A customer with a webhook, as one of their keys may have added it. */
async function withHook(): Promise<Customer & { id: number; page: string; secret: string }> {
  const owner = await desk.customer();
  const { accountId } = owner;
  const { id, secret } = await addEndpoint(desk.app, { accountId, keyId: null, url: receiver.url });
  return { ...owner, id, secret, page: `${PAGE}/wh_${id}` };
}

const hooksOf = ({ accountId }: Customer) => listEndpoints(desk.app.db, { accountId });

test('A webhook is added with its events, and its secret is shown this once', async () => {
  const owner = await desk.customer();
  const form = { intent: 'add', url: receiver.url, events: EVENTS };
  const seen = await owner.visit.post(PAGE, form);
  assert.equal(seen.status, 200, seen.text.slice(0, 200));
  const [secret = ''] = /whsec_[\w+/=]+/.exec(seen.text) ?? [];
  assert.equal(secret.length, 'whsec_'.length + 44);
  assert.deepEqual((await hooksOf(owner))[0]?.events, EVENTS);
  assert.ok(!(await owner.visit.get(PAGE)).text.includes(secret));

  const twice = await owner.visit.post(PAGE, form);
  assert.equal(twice.status, 422);
  assert.match(twice.text, /is there already/);
  const wrong = await owner.visit.post(PAGE, { ...form, url: 'https://10.0.0.1/' });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /aria-invalid="true"/);
  const none = await owner.visit.post(PAGE, { intent: 'add', url: `${receiver.url}/2` });
  assert.match(none.text, /Choose at least one event/);
  assert.equal((await hooksOf(owner)).length, 1);
});

test('A test is sent, its attempt can be read, and it is sent again on request', async () => {
  const { visit, page } = await withHook();
  assert.match((await visit.get(page)).text, /Nothing of this kind/);
  assert.equal((await visit.post(page, { intent: 'test' })).to, `${page}?done=tested`);
  assert.match((await visit.get(`${page}?status=pending`)).text, /Not tried yet/);
  await deliver();
  const list = await visit.get(`${page}?status=delivered`);
  const [, delivery = ''] = new RegExp(`${page}/(\\d+)"`).exec(list.text) ?? [];
  assert.notEqual(delivery, '');
  assert.match((await visit.get(`${page}?status=exhausted`)).text, /Nothing of this kind/);

  const seen = await visit.get(`${page}/${delivery}`);
  assert.match(seen.text, /This is a test/);
  assert.match(seen.text, /webhook-timestamp: \d+/);
  assert.match(seen.text, /webhook-signature: v1,…/);
  const heard = receiver.received.length;
  const again = await visit.post(`${page}/${delivery}`, { intent: 'resend' });
  assert.equal(again.to, `${page}/${delivery}?done=resent`);
  await deliver();
  assert.equal(receiver.received.length, heard + 1);
  assert.match((await visit.get(`${page}/${delivery}`)).text, /Attempt 2/);
  const elsewhere = await visit.get(`${PAGE}/wh_999999/${delivery}`);
  assert.equal(elsewhere.status, 404);
});

const DISABLE = writing(
  'test-disable-webhook',
  `update webhook_endpoints set disabled_at = now(), disabled_reason = 'it was gone' where id = $1`,
);

test('A disabled one says why, and is enabled with a test', async () => {
  const owner = await withHook();
  await desk.app.transact((tx) => tx.run(DISABLE, [owner.id]));
  const seen = await owner.visit.get(owner.page);
  assert.match(seen.text, /it was gone/);
  const from = { intent: 'replay', from: '2026-01-01T00:00', until: '', missed: '1' };
  assert.match((await owner.visit.post(owner.page, from)).text, /Enable it first/);
  const done = await owner.visit.post(owner.page, { intent: 'enable' });
  assert.equal(done.to, `${owner.page}?done=enabled`);
  assert.equal((await hooksOf(owner))[0]?.state, 'active');
  await deliver();
  assert.match((await owner.visit.get(owner.page)).text, /webhook\.test/);
});

test('A stretch of time is replayed, events are changed, and the secret is rotated', async () => {
  const owner = await withHook();
  const { visit, page, secret } = owner;
  const replay = { intent: 'replay', from: '2026-01-01T00:00', until: '', missed: '1' };
  assert.equal((await visit.post(page, replay)).to, `${page}?done=replayed&count=0`);
  const inside = { ...replay, until: '2025-01-01T00:00' };
  assert.match((await visit.post(page, inside)).text, /start must be before the end/);

  assert.equal(
    (await visit.post(page, { intent: 'events', events: EVENTS })).to,
    `${page}?done=events`,
  );
  assert.deepEqual((await hooksOf(owner))[0]?.events, EVENTS);
  assert.match((await visit.post(page, { intent: 'events' })).text, /at least one event/);

  const rotated = await visit.post(page, { intent: 'rotate', overlap: '24' });
  assert.match(rotated.text, /whsec_[\w+/=]{44}/);
  assert.ok(!rotated.text.includes(secret));
  assert.notEqual((await hooksOf(owner))[0]?.oldSecretUntil, null);

  assert.equal((await visit.post(page, { intent: 'remove' })).to, `${PAGE}?done=removed`);
  assert.deepEqual(await hooksOf(owner), []);
  assert.equal((await visit.get(page)).status, 404);
});
