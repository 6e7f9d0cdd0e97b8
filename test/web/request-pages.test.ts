import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listCalls } from '#requests/index.ts';
import { openDashboard, type Customer, type Dashboard } from '#test/support/dashboard.ts';
import { keyOf, logCall } from '#test/support/request-desk.ts';

let desk: Dashboard;
before(async () => {
  desk = await openDashboard();
});
after(() => desk[Symbol.asyncDispose]());

const PAGE = '/dashboard/api/requests';
const ADD = {
  action: 'add',
  fields: new Map([
    ['action', 'add'],
    ['request_id', 'their own'],
  ]),
};
const placed = { status: 200, body: '{"order":"ord_4711"}' };
const REPEATED = { ...placed, headers: ['Idempotent-Replayed', 'true'] };

const withKey = async (): Promise<Customer & { keyId: number }> => {
  const owner = await desk.customer();
  return { ...owner, keyId: await keyOf(desk.app, owner.accountId) };
};

test('The log shows calls, narrows them by its address, and says when there are none', async () => {
  const { visit, accountId, keyId } = await withKey();
  assert.match((await visit.get(PAGE)).text, /Nobody has called the API/);
  const good = await logCall(desk.app, accountId, { keyId });
  const bad = await logCall(desk.app, accountId, {
    ...{ ...ADD, keyId: keyId + 1 },
    answer: { status: 400, body: '{"error":"Service not found"}' },
  });
  const ids = async (query: string) =>
    [...(await visit.get(PAGE + query)).text.matchAll(/requests\/(req_[\w-]+)"/g)].map(
      ([, id]) => id,
    );
  assert.deepEqual(await ids(''), [bad, good]);
  assert.deepEqual(await ids('?errors=1'), [bad]);
  assert.deepEqual(await ids('?action=balance'), [good]);
  assert.deepEqual(await ids('?status=4'), [bad]);
  assert.deepEqual(await ids(`?key=${keyId}`), [good]);
  assert.deepEqual(await ids('?request=their+own'), [bad]);
  assert.deepEqual(await ids('?until=2001-01-01T00:00'), []);
  assert.deepEqual(await ids('?from=2001-01-01T00:00'), [bad, good]);
  assert.equal((await visit.get(`${PAGE}?request=${bad}`)).to, `${PAGE}/${bad}`);
  assert.match((await visit.get(`${PAGE}?live=1`)).text, /http-equiv="refresh"/i);
});

test('A call names the one that it repeated, and that one its repeats', async () => {
  const { visit, accountId, keyId } = await withKey();
  const first = await logCall(desk.app, accountId, { ...ADD, keyId, answer: placed });
  const again = await logCall(desk.app, accountId, { ...ADD, keyId, answer: REPEATED });
  const repeat = await visit.get(`${PAGE}/${again}`);
  assert.match(repeat.text, /This call was a repeat/);
  assert.ok(repeat.text.includes(`${PAGE}/${first}`));
  const original = await visit.get(`${PAGE}/${first}`);
  assert.match(original.text, /Repeated once, charged once/);
  assert.ok(original.text.includes(`${PAGE}/${again}`));
  assert.ok(original.text.includes('/dashboard/orders/4711'));
  const list = await visit.get(`${PAGE}?order=ord_4711`);
  assert.ok(list.text.includes(first) && list.text.includes(again));
});

test('A call that reads is asked again as its key; one that writes is not, and says why', async () => {
  const { visit, accountId, keyId } = await withKey();
  const read = await logCall(desk.app, accountId, { keyId });
  const seen = await visit.post(`${PAGE}/${read}`, { intent: 'replay' });
  assert.equal(seen.status, 200);
  assert.match(seen.text, /Asked again/);
  assert.match(seen.text, /&quot;balance&quot;: &quot;0.00&quot;/);

  const write = await logCall(desk.app, accountId, { ...ADD, keyId, answer: placed });
  assert.match((await visit.get(`${PAGE}/${write}`)).text, /Only calls that change nothing/);
  const refused = await visit.post(`${PAGE}/${write}`, { intent: 'replay' });
  assert.equal(refused.status, 422);
  assert.match(refused.text, /it would change something/);
  const long = await logCall(desk.app, accountId, {
    keyId,
    fields: new Map([['orders', 'ord_1,'.repeat(200)]]),
  });
  assert.equal((await visit.post(`${PAGE}/${long}`, { intent: 'replay' })).status, 422);
  const now = new Date(desk.app.clock.now() + 1_000);
  const { calls } = await listCalls(desk.app.db, accountId, { limit: 50, now });
  assert.deepEqual(
    calls.filter(({ action }) => action === 'add').map(({ requestId }) => requestId),
    [write],
  );
});

test('Usage counts what the log holds, by action and in figures', async () => {
  const { visit, accountId, keyId } = await withKey();
  assert.match((await visit.get('/dashboard/api/usage')).text, /No call in this time/);
  for (let call = 0; call < 3; call += 1) await logCall(desk.app, accountId, { keyId });
  await logCall(desk.app, accountId, {
    answer: { status: 429, body: '{"error":"Rate limit exceeded"}' },
  });
  for (const span of ['day', 'week', 'month']) {
    const { text } = await visit.get(`/dashboard/api/usage?span=${span}`);
    assert.match(text, /4 calls over time, 1 of them errors/);
    assert.match(text, /<table/);
  }
  const own = await visit.get(`/dashboard/api/usage?key=${keyId}`);
  assert.match(own.text, /3 calls over time, 0 of them errors/);
});
