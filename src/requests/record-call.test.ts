import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '#lib/clock.ts';
import { reading } from '#platform/db/statement.ts';
import { openBuyer, startApi } from '#test/support/api.ts';
import { openSecondApp, openTestApp, shutDatabase, type TestApp } from '#test/support/database.ts';
import { movedClock } from '#test/support/provider-desk.ts';
import { addService, openAccount } from '#test/support/shop.ts';
import type { AnsweredCall } from './call.ts';
import {
  keepRequestDays,
  listCalls,
  listGaps,
  listOrderCalls,
  readCall,
  readUsage,
  recordCall,
  writeCalls,
} from './index.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const everyCall = async (app: TestApp, accountId: number) =>
  (await listCalls(app.db, accountId, { limit: 10_000, now: new Date(app.clock.now() + HOUR_MS) }))
    .calls;

const answered = (accountId: number, more: Partial<AnsweredCall> = {}): AnsweredCall => ({
  requestId: `req_0a-${(made += 1).toString(36)}`,
  at: systemClock.now(),
  tookUs: 250.4,
  accountId,
  keyId: 1,
  dialect: 'notpanel',
  ip: '203.0.113.9',
  method: 'POST',
  contentType: undefined,
  userAgent: 'a test',
  fields: new Map([['action', 'balance']]),
  action: 'balance',
  answer: { status: 200, body: '{"balance":"1.00"}' },
  ...more,
});
let made = 0;

test('Every call with a good key is in the log once, and no other call is', async () => {
  await using app = await openTestApp({ limits: false });
  await using second = openSecondApp(app);
  await using api = await startApi(app);
  await using other = await startApi(second);
  const service = await addService(app);
  const buyers = [await openBuyer(app), await openBuyer(app), await openBuyer(app)];
  const told = new Map<number, string[]>(buyers.map(({ accountId }) => [accountId, []]));
  await Promise.all(
    Array.from({ length: 300 }, async (_, number) => {
      const { accountId, keys } = buyers[number % 3] as (typeof buyers)[number];
      const call = [
        { action: 'balance' },
        { action: 'status', order: 'ord_999999' },
        { action: 'nothing' },
        { action: 'add', service: service.id, quantity: 10, request_id: `one-${number}` },
      ][number % 4] as Record<string, string | number>;
      const link = `https://example.com/${number}`;
      const answer = await (number % 2 ? api : other).post({ key: keys.notpanel, link, ...call });
      told.get(accountId)?.push(answer.headers.get('x-request-id') ?? '');
    }),
  );
  await api.post({ key: 'np_live_nobody', action: 'balance' });
  await Promise.all([writeCalls(app), writeCalls(second)]);

  for (const [accountId, ids] of told) {
    const calls = await everyCall(app, accountId);
    assert.deepEqual(calls.map(({ requestId }) => requestId).sort(), ids.sort());
    assert.equal(calls.filter(({ action }) => action === null).length, 25);
    assert.equal(calls.filter(({ orderId }) => orderId !== null).length, 25);
    assert.equal(calls.filter(({ error }) => error !== null).length, 50);
  }
  const [row] = await app.db.rows(COUNT);
  assert.equal(row?.calls, 300n);
});

const COUNT = reading<{ calls: bigint }>(
  'test-count-calls',
  'select sum(cardinality(seqs))::bigint as calls from request_log',
);

test('What a call was and what it was answered can be read again, by its account alone', async () => {
  await using app = await openTestApp();
  await using api = await startApi(app);
  const { accountId, keys } = await openBuyer(app);
  const sent = { key: keys.notpanel, action: 'add', service: 77, request_id: 'mine', runs: 'two' };
  const answer = await api.post(sent, { headers: { 'user-agent': 'a reseller/1.0' } });
  await writeCalls(app);

  const requestId = answer.headers.get('x-request-id') ?? '';
  const call = await readCall(app.db, accountId, requestId);
  assert.deepEqual(call.params, [
    ['action', 'add'],
    ['service', '77'],
    ['request_id', 'mine'],
    ['runs', 'two'],
  ]);
  assert.equal(call.answer, answer.text);
  assert.equal(call.status, 400);
  assert.equal(call.error, 'Service not found');
  assert.equal(call.userAgent, 'a reseller/1.0');
  assert.equal(call.isCut, false);
  assert.ok(call.tookUs > 0);
  const limit = call.headers.find(([name]) => name === 'X-RateLimit-Limit');
  assert.equal(limit?.[1], answer.headers.get('x-ratelimit-limit'));

  const stranger = await openAccount(app);
  await assert.rejects(readCall(app.db, stranger, requestId), { code: 'not_found' });
  await assert.rejects(readCall(app.db, accountId, 'req_0-zz'), { code: 'not_found' });
  await assert.rejects(readCall(app.db, accountId, "req_'; --"), { code: 'not_found' });
});

test('No key and no secret of a webhook is ever in the log, wherever it was put', async () => {
  await using app = await openTestApp();
  await using api = await startApi(app);
  const { accountId, keys } = await openBuyer(app);
  const key = keys.notpanel;
  const secret = key.slice('np_live_'.length, -6);
  const hook = await api.post({ key, action: 'webhook.add', url: 'http://127.0.0.1:4999/hook' });
  assert.equal(hook.text.includes('whsec_'), true, hook.text);
  const whsec = (hook.json as { secret: string }).secret;
  await api.post({ key, action: key });
  await api.post({ key, action: 'balance', comments: `${key}\n${whsec}`, Key: key, [key]: key });
  await api.post({ key, action: 'status', orders: `${key},${key}`, a: 'x'.repeat(490) + key });
  await api.send({
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': key },
    body: JSON.stringify({ key, action: 'balance', nested: { key }, list: [key] }),
  });
  await api.send(
    { method: 'POST' },
    `/api/v2?key=${key}&action=balance&link=https://a.b/?k=${key}`,
  );
  await writeCalls(app);

  const calls = await everyCall(app, accountId);
  assert.equal(calls.length, 6);
  const details = await Promise.all(
    calls.map(({ requestId }) => readCall(app.db, accountId, requestId)),
  );
  const rows = await app.db.rows(EVERYTHING);
  const text = JSON.stringify([calls, details, rows.map(({ row }) => row)]);
  assert.equal(text.includes(secret), false);
  assert.equal(text.includes(secret.slice(0, 8)), false);
  assert.equal(text.includes(whsec.slice(6, 20)), false);
  assert.ok(text.includes('np_live_…'));
  assert.ok(text.includes('whsec_…'));
});

const EVERYTHING = reading<{ row: string }>(
  'test-log-text',
  'select k::text as row from request_log k',
);

test('What is long is cut, and says so', async () => {
  await using app = await openTestApp();
  const accountId = await openAccount(app);
  const fields = new Map<string, unknown>([
    ['action', 'status'],
    ['comments', 'ş'.repeat(100_000)],
    ['orders', Array.from({ length: 200 }, (_, at) => `ord_${at}`)],
    ...Array.from({ length: 200 }, (_, at): [string, string] => [`p${at}`, 'v'.repeat(1_000)]),
  ]);
  const call = answered(accountId, {
    fields,
    answer: { status: 200, body: 'ğ'.repeat(500_000), headers: ['ETag', '"a"'] },
  });
  recordCall(app, call);
  const zipped = answered(accountId, {
    answer: { status: 200, body: Buffer.alloc(9_000, 1), opening: '[{"service":1' },
  });
  recordCall(app, zipped);
  await writeCalls(app);

  const read = await readCall(app.db, accountId, call.requestId);
  assert.equal(read.isCut, true);
  assert.equal(read.answer.length, 2_000);
  assert.equal(read.answerBytes, 1_000_000);
  assert.equal(read.params[1]?.[1], `${'ş'.repeat(500)}…`);
  assert.ok(JSON.stringify(read.params).length < 6_000);
  assert.deepEqual(read.headers, [['ETag', '"a"']]);
  const list = await readCall(app.db, accountId, zipped.requestId);
  assert.equal(list.answer, '[{"service":1');
  assert.equal(list.answerBytes, 9_000);
});

test('Days are made ahead and dropped whole after thirty', async () => {
  const clock = movedClock();
  await using app = await openTestApp({ clock });
  const accountId = await openAccount(app);
  await keepRequestDays(app);
  assert.equal((await app.db.rows(DAYS)).length, 7);
  const call = answered(accountId, { at: clock.now() });
  recordCall(app, call);
  await writeCalls(app);
  assert.equal((await app.db.rows(DAYS)).length, 7);

  clock.move(30 * DAY_MS);
  assert.equal(await keepRequestDays(app), 0);
  await readCall(app.db, accountId, call.requestId);
  clock.move(DAY_MS);
  assert.equal(await keepRequestDays(app), 1);
  await assert.rejects(readCall(app.db, accountId, call.requestId), { code: 'not_found' });
  assert.equal((await everyCall(app, accountId)).length, 0);

  // Nobody made a day for what comes in a year; whoever writes does.
  clock.move(365 * DAY_MS);
  recordCall(app, answered(accountId, { at: clock.now() }));
  await writeCalls(app);
  assert.equal((await everyCall(app, accountId)).length, 1);
});

const DAYS = reading<{ name: string }>(
  'test-days',
  `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'request_log'::regclass`,
);

test('Calls around midnight are in the log of their days', async () => {
  await using app = await openTestApp();
  const accountId = await openAccount(app);
  const midnight = Math.floor(systemClock.now() / DAY_MS) * DAY_MS;
  for (const at of [-2, -1, 0, 1]) recordCall(app, answered(accountId, { at: midnight + at }));
  await writeCalls(app);
  const days = await app.db.rows(ROWS_BY_DAY);
  assert.deepEqual(
    days.map(({ calls }) => calls),
    [2, 2],
  );
});

const ROWS_BY_DAY = reading<{ calls: number }>(
  'test-rows-by-day',
  'select cardinality(seqs) as calls from request_log order by tableoid::regclass::text',
);

test('While the database is away calls wait; what finds no room is counted and told', async () => {
  await using app = await openTestApp();
  const accountId = await openAccount(app);
  const other = await openAccount(app);
  const before = systemClock.now() - 1;
  const door = await shutDatabase(app);
  for (let call = 0; call < 30_000; call += 1) recordCall(app, answered(accountId));
  for (let call = 0; call < 12; call += 1) recordCall(app, answered(accountId));
  recordCall(app, answered(other));
  await writeCalls(app);
  await door.open();
  await writeCalls(app);

  const usage = await readUsage(app.db, accountId, hoursAround(before));
  assert.equal(usage.total.calls, 30_000);
  const gaps = await listGaps(app.db, accountId, new Date(before));
  assert.deepEqual(
    gaps.map(({ calls }) => calls),
    [12],
  );
  assert.equal((await listGaps(app.db, other, new Date(before)))[0]?.calls, 1);
  assert.equal((await app.db.rows(COUNT))[0]?.calls, 30_000n);
});

const hoursAround = (at: number) => {
  const from = Math.floor(at / HOUR_MS) * HOUR_MS;
  return { from: new Date(from), until: new Date(from + 2 * HOUR_MS), stepMs: HOUR_MS };
};

test('A batch that is written again after its answer was lost changes nothing', async () => {
  await using app = await openTestApp();
  const accountId = await openAccount(app);
  let lost = 0;
  const flaky: TestApp = {
    ...app,
    transact: async (work) => {
      const done = await app.transact(work);
      // The second transaction writes the calls; the first one has made their day.
      if ((lost += 1) === 2) throw new Error('the answer was lost');
      return done;
    },
  };
  const at = systemClock.now();
  recordCall(flaky, answered(accountId, { at }));
  await writeCalls(flaky);
  recordCall(flaky, answered(accountId, { at }));
  await writeCalls(flaky);
  await writeCalls(flaky);
  assert.equal((await everyCall(app, accountId)).length, 2);
  assert.equal((await readUsage(app.db, accountId, hoursAround(at))).total.calls, 2);
});

test('Repeats are linked to the call that they repeat, by request_id and by the window', async () => {
  await using app = await openTestApp({ limits: false });
  await using api = await startApi(app);
  const service = await addService(app);
  const { accountId, keys } = await openBuyer(app);
  const place = async (dialect: 'notpanel' | 'classic', name: Record<string, string>) => {
    const link = `https://example.com/${dialect}`;
    const sent = { key: keys[dialect], action: 'add', service: service.id, quantity: 10, link };
    const { headers, json } = await api.post({ ...sent, ...name });
    const order = String((json as { order: string | number }).order).replace('ord_', '');
    return { id: headers.get('x-request-id'), order: Number(order) };
  };
  const first = await place('notpanel', { request_id: 'a' });
  const twins = [
    await place('notpanel', { request_id: 'a' }),
    await place('notpanel', { request_id: 'a' }),
  ];
  const classic = await place('classic', {});
  await writeCalls(app);
  const again = await place('classic', {});
  await writeCalls(app);

  const calls = await listOrderCalls(app.db, accountId, first.order);
  assert.deepEqual(
    calls.map(({ requestId, isRepeat }) => [requestId, isRepeat]),
    [
      [twins[1]?.id, true],
      [twins[0]?.id, true],
      [first.id, false],
    ],
  );
  const byWindow = await listOrderCalls(app.db, accountId, classic.order);
  assert.deepEqual(
    byWindow.map(({ requestId, isRepeat }) => [requestId, isRepeat]),
    [
      [again.id, true],
      [classic.id, false],
    ],
  );
  assert.deepEqual(await listOrderCalls(app.db, await openAccount(app), first.order), []);
  const named = await listCalls(app.db, accountId, {
    ...{ requestId: 'a', limit: 10, now: new Date(app.clock.now()) },
  });
  assert.equal(named.calls.length, 3);
});
