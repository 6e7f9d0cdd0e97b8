import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { revokeSession, type Visitor } from '#auth/index.ts';
import { creditWallet } from '#ledger/index.ts';
import { parseMoney } from '#lib/money.ts';
import { cancelOrder, pauseDripFeed, placeOrder } from '#orders/index.ts';
import { openDashboard, type Customer, type Dashboard } from '#test/support/dashboard.ts';
import { eventually } from '#test/support/eventually.ts';
import { endOrder } from '#test/support/past.ts';
import { addService, orderOf } from '#test/support/shop.ts';
import { liveStreams } from '#web/server/dashboard/live-streams.ts';

const SOON_MS = 20_000;

let desk: Dashboard;
before(async () => {
  desk = await openDashboard();
});
after(() => desk[Symbol.asyncDispose]());

async function customer(): Promise<Customer> {
  const one = await desk.customer();
  const actor = { kind: 'system', name: 'test' } as const;
  const credit = { accountId: one.accountId, amount: parseMoney('100'), reason: 'test', actor };
  await desk.app.transact((tx) => creditWallet(tx, credit));
  return one;
}

async function place({ accountId }: Customer, params = {}, row = {}): Promise<number> {
  const service = await addService(desk.app, { dripfeed: true, ...row });
  return (await placeOrder(desk.app, orderOf(accountId, service, params))).orderId;
}

describe('the list of orders', () => {
  test('shows and exports what its address asks for, safe for spreadsheets', async () => {
    const one = await customer();
    const service = await addService(desk.app, { name: '=cmd|calc' });
    const ended = await endOrder(desk.app, { accountId: one.accountId, service });
    const open = await place(one, { link: 'https://example.com/open' });
    const all = await one.visit.get('/dashboard/orders');
    assert.ok(
      all.text.includes(`data-order="${ended}"`) && all.text.includes(`data-order="${open}"`),
    );
    const pending = await one.visit.get('/dashboard/orders?tab=pending');
    assert.ok(!pending.text.includes(`data-order="${ended}"`));
    const file = await one.visit.get('/dashboard/orders/export?format=csv');
    assert.match(file.headers.get('content-disposition') ?? '', /^attachment; filename="orders-/);
    const lines = file.text.trim().split('\r\n');
    assert.equal(lines.length, 3);
    assert.ok(lines.some((line) => line.includes(`"'=cmd|calc"`)));
    const json = await one.visit.get('/dashboard/orders/export?format=json&tab=pending');
    const rows = JSON.parse(json.text) as { order: number; charge: string }[];
    assert.deepEqual(
      rows.map(({ order, charge }) => [order, charge]),
      [[open, '1.00']],
    );
  });

  test('tells of each ticked order what became of it', async () => {
    const one = await customer();
    const refilled = await addService(desk.app, { refill: true });
    const good = await endOrder(desk.app, { accountId: one.accountId, service: refilled });
    const open = await place(one);
    const id = [String(good), String(open), '999999999'];
    const asked = await one.visit.post('/dashboard/orders', { intent: 'refill', id });
    assert.equal(asked.status, 200);
    assert.match(asked.text, /A refill was asked for 1 order/);
    assert.match(asked.text, /2 orders cannot be refilled/);
    assert.match(asked.text, /999999999: there is no such order/);
    const canceled = await one.visit.post('/dashboard/orders', { intent: 'cancel', id });
    assert.match(canceled.text, /1 order was canceled/);
    const { status } = await desk.app.db
      .selectFrom('orders')
      .select('status')
      .where('id', '=', open)
      .executeTakeFirstOrThrow();
    assert.equal(status, 'canceled');
    const copied = await one.visit.post('/dashboard/orders', { intent: 'copy', id });
    assert.ok(copied.text.includes(id.join(', ')));
  });

  test('keeps searches under names, twenty at most', async () => {
    const one = await customer();
    const save = (name: string) =>
      one.visit.post('/dashboard/orders', { intent: 'save-view', name, query: 'tab=partial' });
    const saved = await save('Short ones');
    assert.equal(saved.to, '/dashboard/orders?tab=partial&done=saved');
    const page = await one.visit.get('/dashboard/orders?tab=partial');
    assert.ok(page.text.includes('Short ones'));
    for (let n = 1; n < 20; n += 1) await save(`View ${n}`);
    assert.equal((await save('One more')).status, 422);
    assert.equal((await save('Short ones')).status, 303);
    assert.equal((await save(' ')).status, 422);
  });
});

describe('the page of an order', () => {
  test('is a receipt with a story, and says before the click what may be done', async () => {
    const one = await customer();
    const service = await addService(desk.app, { refill: true, guarantee_days: 30 });
    const past = { accountId: one.accountId, service, tierDiscountBp: 500 } as const;
    const id = await endOrder(desk.app, { ...past, status: 'partial', remains: 250 });
    const { text } = await one.visit.get(`/dashboard/orders/${id}`);
    for (const words of ['Delivered in part: 250 pieces are missing', 'Refunded to your wallet']) {
      assert.ok(text.includes(words), words);
    }
    assert.match(text, /Base price per 1,000[^]*Tier[^]*−5%[^]*Refunded[^]*\$0\.2375/);
    assert.match(text, /you can ask for a refill until/);
    assert.match(text, /It has ended: there is nothing left to cancel/);
    const asked = await one.visit.post(`/dashboard/orders/${id}`, { intent: 'refill' });
    assert.equal(asked.to, `/dashboard/orders/${id}?done=refill`);
    const then = await one.visit.get('/dashboard/refills');
    assert.ok(then.text.includes(`Order ord_${id}`) && then.text.includes('You asked for it'));
    const late = await one.visit.post(`/dashboard/orders/${id}`, { intent: 'cancel' });
    assert.equal(late.to, `/dashboard/orders/${id}?done=late`);
  });

  test('pauses, resumes and stops a drip-feed, and says the refund before', async () => {
    const one = await customer();
    const id = await place(one, { quantity: 100, runs: 3, interval: 60 });
    const list = '/dashboard/drip-feeds';
    assert.match((await one.visit.get(list)).text, /Refund now: [^]*\$0\.30/);
    const act = (intent: string) => one.visit.post(list, { intent, id: String(id) });
    assert.equal((await act('pause')).to, `${list}?done=paused`);
    assert.match((await one.visit.get(list)).text, /Resume/);
    assert.equal((await act('resume')).to, `${list}?done=resumed`);
    assert.equal((await act('stop')).to, `${list}?done=stopped`);
    const { text } = await one.visit.get(`/dashboard/orders/${id}`);
    assert.match(text, /Refunded to your wallet/);
    const actor = { kind: 'operator', name: 'test' } as const;
    await assert.rejects(pauseDripFeed(desk.app, { orderId: id, actor }));
  });
});

type Heard = { name: string; data: Record<string, unknown>; id: string };

/** Listens as a browser does, until the stream ends or the test has heard enough. */
async function listen({ visit }: Customer, search: string, lastId?: string) {
  const cookie = [...visit.cookies].map((pair) => pair.join('=')).join('; ');
  const leave = new AbortController();
  const headers = { cookie, ...(lastId !== undefined && { 'last-event-id': lastId }) };
  const url = `${desk.url}/dashboard/orders/live?${search}`;
  const answer = await fetch(url, { headers, signal: leave.signal, redirect: 'manual' });
  const heard: Heard[] = [];
  const state = { ended: false };
  const read = async () => {
    let rest = '';
    const text = answer.body?.pipeThrough(new TextDecoderStream());
    for await (const part of text ?? []) {
      const events = (rest + part).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) heard.push(...eventOf(event));
    }
    state.ended = true;
  };
  const done = read().catch(() => {});
  return { answer, heard, state, leave: () => leave.abort(), done };
}

function eventOf(text: string): Heard[] {
  const line = (name: string) =>
    text
      .split('\n')
      .find((one) => one.startsWith(`${name}: `))
      ?.slice(name.length + 2) ?? '';
  if (line('event') === '') return [];
  const data = JSON.parse(line('data')) as Record<string, unknown>;
  return [{ name: line('event'), id: line('id'), data }];
}

const visitorOf = (one: Customer) =>
  ({ accountId: one.accountId, sessionId: 'none' }) as unknown as Visitor;

describe('live orders', () => {
  test('come in words to their account and to nobody else, and go on after a break', async () => {
    const [one, stranger] = [await customer(), await customer()];
    const id = await place(one);
    const live = await listen(one, `ids=${id}`);
    assert.equal(live.answer.headers.get('content-type'), 'text/event-stream');
    assert.equal(live.answer.headers.get('cache-control'), 'private, no-store');
    const other = await listen(stranger, `ids=${id}`);
    await eventually(() => live.heard.length > 0, SOON_MS);
    const next = await place(one);
    await cancelOrder(desk.app, one.accountId, id);
    const tells = (name: string, test: (data: Heard['data']) => boolean) =>
      live.heard.some((event) => event.name === name && test(event.data));
    await eventually(
      () =>
        tells('order', ({ order, status, charge }) => {
          return order === id && status === 'Canceled' && charge === '$0.00';
        }) && tells('placed', ({ orders }) => (orders as number[]).includes(next)),
      SOON_MS,
    );
    assert.deepEqual(other.heard, []);
    const last = live.heard.at(-1)?.id ?? '';
    live.leave();
    const missed = await place(one);
    const back = await listen(one, 'since=1', last);
    await eventually(
      () => back.heard.some(({ data }) => (data['orders'] as number[]).includes(missed)),
      SOON_MS,
    );
    back.leave();
    other.leave();
  });

  test('end with their session', async () => {
    const one = await customer();
    const live = await listen(one, '');
    const { id } = await desk.app.db
      .selectFrom('sessions')
      .select('id')
      .where('user_id', '=', one.userId)
      .orderBy('created_at', 'desc')
      .executeTakeFirstOrThrow();
    await revokeSession(desk.app, { userId: one.userId } as Visitor, id);
    await eventually(() => live.state.ended, SOON_MS);
    assert.match((await listen(one, '')).answer.headers.get('location') ?? '', /sign-in/);
  });

  test('are a bounded number, and free their place when a reader goes away', async () => {
    const one = await customer();
    const all = await Promise.all(Array.from({ length: 6 }, () => listen(one, '')));
    assert.deepEqual(
      all.map(({ answer }) => answer.status),
      Array.from({ length: 6 }, () => 200),
    );
    assert.equal((await listen(one, '')).answer.status, 429);
    for (const live of all) live.leave();
    await eventually(async () => {
      const again = await listen(one, '');
      again.leave();
      return again.answer.status === 200;
    }, SOON_MS);
  });

  test('end when the process drains, and none opens then', async () => {
    const one = await customer();
    const drain = new AbortController();
    const app = { ...desk.app, draining: drain.signal };
    let stopped = 0;
    const open = () => liveStreams(app)(visitorOf(one), () => () => (stopped += 1));
    const reader = open()?.getReader();
    assert.equal((await reader?.read())?.done, false);
    drain.abort();
    assert.equal((await reader?.read())?.done, true);
    assert.deepEqual([stopped, open()], [1, null]);
  });
});
