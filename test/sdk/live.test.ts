import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { reloadCatalog, type Service } from '#catalog/index.ts';
import { openFaultProxy } from '#fault-proxy/index.ts';
import { checkBooks } from '#orders/index.ts';
import type { Dialect } from '#keys/index.ts';
import { rotateSecret } from '#webhooks/index.ts';
import { openBuyer, openKey, startApi, type Buyer, type TestApi } from '#test/support/api.ts';
import { openTestApp } from '#test/support/database.ts';
import { deliver } from '#test/support/sale.ts';
import { addService, openAccount } from '#test/support/shop.ts';
import { openWebhookDesk, type WebhookDesk } from '#test/support/webhook-desk.ts';
import { SDKS, startDriver, whyNot, type Driver, type Outcome } from './sdks.ts';

// One scenario, a real panel, every SDK: what they are told must be the same.

let desk: WebhookDesk;
let api: TestApi;
let service: Service;
const runnable = SDKS.filter((sdk) => whyNot(sdk) === false);
const drivers = new Map<string, Driver>();

before(async () => {
  desk = await openWebhookDesk();
  api = await startApi({ ...desk.app, limits: false });
  service = await addService(desk.app, { rate: '2.5', refill: true, cancel: true });
  await addService(desk.app, { rate: '0.9', type: 'Custom Comments' });
  await reloadCatalog(desk.app);
  await spreadIds(desk.app.ownerUrl);
  for (const sdk of runnable) drivers.set(sdk.name, startDriver(sdk));
});
after(async () => {
  for (const driver of drivers.values()) await driver[Symbol.asyncDispose]();
  assert.deepEqual(await checkBooks(desk.app.db), { ok: true, findings: [] });
  await api[Symbol.asyncDispose]();
  await desk[Symbol.asyncDispose]();
});

/** So that a number says of what it is. */
async function spreadIds(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query('alter table orders alter column id restart with 300000');
  await client.query('alter table refills alter column id restart with 500000');
  await client.query('alter table webhook_endpoints alter column id restart with 700000');
  await client.end();
}

type Args = Record<string, unknown>;
type Ask = (call: string, args?: Args) => Promise<Outcome>;

const driverOf = (name: string) => drivers.get(name) as Driver;

const asking = (name: string, key: string, client: Args = {}): Ask => {
  const own = { url: api.origin, key, ...client };
  return (call, args = {}) => driverOf(name).ask({ call, args, client: own });
};

const numberOf = (id: unknown): number => Number(String(id).replace(/\D/g, ''));

const NOBODYS = 2_147_483_647;

/** A customer's day. Ids differ from run to run: each is named by its first appearance. */
async function day(ask: Ask, tag: string, buyer: Buyer): Promise<unknown[]> {
  const heard: unknown[] = [];
  const say = async (call: string, args: Args = {}) => {
    const outcome = await ask(call, args);
    heard.push([call, outcome]);
    return outcome.value as Record<string, unknown> & string;
  };
  const order = { service: service.id, link: 'https://example.com/post', quantity: 1_000 };
  const listed = await say('services');
  assert.ok(Array.isArray(listed) && listed.length >= 2);
  await say('balance');

  const first = { ...order, request_id: `${tag}-1` };
  const placed = await say('add', first);
  const again = await say('add', first);
  assert.deepEqual([again.order, again['replayed']], [placed['order'], true]);
  await say('add', { ...first, quantity: 500 }); // belongs to a different request
  const second = await say('add', { ...order, request_id: `${tag}-2` });
  await say('add', { ...order, quantity: 5 }); // too few
  await say('add', { ...order, service: NOBODYS });
  await say('add', { ...order, link: 'nonsense' });
  await say('add', { ...order, quantity: 10_000 }); // too dear
  await say('add', { service: service.id, link: order.link }); // without a quantity
  await say('status', { order: second['order'] });
  await say('status', { order: NOBODYS });

  await say('cancel', { order: second['order'] });
  await say('cancel', { order: second['order'] });
  await say('cancels', { orders: [second['order'], NOBODYS] });
  await say('statuses', { orders: [placed['order'], second['order'], NOBODYS] });
  await say('refill', { order: placed['order'] }); // not delivered yet

  await deliver(desk.app, numberOf(placed['order']), 400);
  await say('status', { order: placed['order'] });
  const refill = await say('refill', { order: placed['order'] });
  assert.equal(await say('refill', { order: placed['order'] }), refill);
  await say('refills', { orders: [placed['order'], NOBODYS] });
  await say('refill_status', { refill });
  await say('refill_statuses', { refills: [refill, NOBODYS] });

  const url = `${desk.receiver.url}/${tag}`;
  const hook = await say('add_webhook', { url, events: ['order.completed', 'balance.low'] });
  await say('add_webhook', { url: 'https://192.168.1.1/', events: ['order.completed'] });
  await say('webhooks');
  const message = await say('test_webhook', { webhook: hook['webhook'] });
  await desk.deliver();
  const { headers, body, at } = desk.receiver.received.at(-1) ?? {};
  const verifying = { secrets: hook['secret'], headers, body, now: Math.floor((at ?? 0) / 1_000) };
  const verified = (await ask('verify_webhook', verifying)).value as { id: string; type: string };
  assert.deepEqual([verified.id, verified.type], [message, 'webhook.test']);
  await say('remove_webhook', { webhook: hook['webhook'] });
  await say('remove_webhook', { webhook: hook['webhook'] });
  await say('balance');

  const reader = await openKey(desk.app, buyer.accountId, { scopes: ['read'] });
  const reading = asking(tag.split('-')[0] as string, reader);
  heard.push(['add', await reading('add', first)]);
  heard.push(['balance', await asking(tag.split('-')[0] as string, 'np_live_x')('balance')]);
  return heard;
}

const ID = /^(?:ord_|ref_|wh_)?(\d{6,})$/;
const SAID_OTHERWISE = /^(call_id|message|waits|reason)$/;

/** The same story with ids named by their first appearance, and what is made by its kind. */
function retold(heard: readonly unknown[], tag: string): unknown {
  const names = new Map<string, string>();
  const named = (text: string): string => {
    const [, number] = ID.exec(text) ?? [];
    if (number === undefined) return text.replaceAll(tag, 'TAG');
    if (!names.has(number)) names.set(number, `id ${names.size}`);
    return names.get(number) as string;
  };
  const walk = (value: unknown, field = ''): unknown => {
    if (Array.isArray(value)) return value.map((one) => walk(one));
    if (typeof value === 'object' && value !== null) {
      const known = Object.entries(value).filter(
        ([name, one]) => one !== null && !SAID_OTHERWISE.test(name),
      );
      return Object.fromEntries(known.map(([name, one]) => [named(name), walk(one, name)]));
    }
    if (typeof value !== 'string') return value;
    if (value.startsWith('whsec_')) return 'a secret';
    if (value.startsWith('tst_')) return 'a test';
    return field === 'request_id' && !value.startsWith(tag) ? 'made' : named(value);
  };
  return walk(heard);
}

describe('a day at a real panel', () => {
  for (const dialect of ['notpanel', 'classic'] as const) {
    test(`${dialect}: every SDK hears and makes the same`, async () => {
      const stories = [];
      for (const { name } of runnable) {
        const buyer = await openBuyer(desk.app, '20');
        const tag = `${name}-${dialect}`;
        const heard = await day(asking(name, buyer.keys[dialect]), tag, buyer);
        stories.push({ name, story: retold(heard, tag) });
      }
      const [first, ...others] = stories;
      assert.ok(first);
      for (const { name, story } of others) assert.deepEqual(story, first.story, name);
      const text = JSON.stringify(first.story);
      for (const kind of [
        ...['RequestIdConflictError', 'InvalidParameterError', 'ServiceNotFoundError'],
        ...['InsufficientBalanceError', 'OrderNotFoundError', 'RefillNotFoundError'],
        ...['RefusedError', 'WebhookNotFoundError', 'InvalidKeyError', 'ScopeMissingError'],
      ]) {
        assert.ok(text.includes(kind), `nobody met a ${kind}`);
      }
    });
  }

  test('both dialects are read as the same story, but for their texts and ids', async () => {
    const [sdk] = runnable;
    assert.ok(sdk);
    const told = async (dialect: Dialect) => {
      const buyer = await openBuyer(desk.app, '20');
      const tag = `${sdk.name}-again-${dialect}`;
      const heard = (await day(asking(sdk.name, buyer.keys[dialect]), tag, buyer)) as [
        string,
        Outcome,
      ][];
      return heard.map(([call, { value, error }]) => {
        const isRead = /^(balance|status|refill_status)$/.test(call);
        return [call, error ? 'refused' : isRead ? value : 'done'];
      });
    };
    assert.deepEqual(await told('classic'), await told('notpanel'));
  });

  test('an order of one SDK is repeated by another: one order, one charge', async () => {
    const buyer = await openBuyer(desk.app, '10');
    const link = 'https://example.com/ü?a=1&b=2';
    const args = { service: service.id, link, quantity: 1_000, request_id: 'shared 17/ü' };
    const placed = [];
    for (const dialect of ['notpanel', 'classic'] as const) {
      for (const { name } of runnable) {
        const { value, error } = await asking(name, buyer.keys[dialect])('add', args);
        assert.equal(error, undefined, JSON.stringify(error));
        placed.push(value as { order: string; replayed: boolean });
      }
    }
    assert.equal(new Set(placed.map(({ order }) => numberOf(order))).size, 1);
    const [first, ...rest] = placed.map(({ replayed }) => replayed);
    assert.deepEqual([first, new Set(rest)], [false, new Set([true])]);
    const [{ name } = { name: '' }] = runnable;
    const { value } = await asking(name, buyer.keys.notpanel)('balance');
    assert.deepEqual(value, { balance: '7.50', currency: 'USD' });
  });
});

for (const sdk of SDKS) {
  describe(`the ${sdk.name} SDK at a real panel`, { skip: whyNot(sdk) }, () => {
    test('an order whose answer is lost is placed once, and found again', async () => {
      const buyer = await openBuyer(desk.app, '10');
      await using proxy = await openFaultProxy({
        target: api.origin,
        rules: [{ fault: 'reset', after: 0, connections: [1] }],
      });
      const ask = asking(sdk.name, buyer.keys.notpanel, { url: proxy.url });
      const order = { service: service.id, link: 'https://example.com/lost', quantity: 1_000 };
      const { value, waits } = await ask('add', order);
      assert.equal((value as { replayed: boolean }).replayed, true);
      assert.equal(waits.length, 1);
      const { value: wallet } = await ask('balance');
      assert.deepEqual(wallet, { balance: '7.50', currency: 'USD' });
    });

    test('hundreds of orders are asked for in calls of a hundred', async () => {
      const buyer = await openBuyer(desk.app);
      const orders = Array.from({ length: 250 }, (_, at) => NOBODYS - at);
      const { value } = await asking(sdk.name, buyer.keys.notpanel)('statuses', { orders });
      assert.equal(Object.keys(value as object).length, 250);
      const refills = { refills: orders };
      const found = await asking(sdk.name, buyer.keys.classic)('refill_statuses', refills);
      assert.equal(Object.keys(found.value as object).length, 250);
    });

    test('a spent limit says whose it is and when it ends', async () => {
      await using app = await openTestApp();
      await using limited = await startApi(app);
      const key = await openKey(app, await openAccount(app), { requestsPerMinute: 1 });
      const ask = asking(sdk.name, key, { url: limited.url, retries: 0 });
      assert.equal((await ask('balance')).error, undefined);
      const { error } = await ask('balance');
      const {
        type,
        denied_by: deniedBy,
        limit,
        reset_at: resetAt,
        retry_after: wait,
      } = error ?? {};
      assert.deepEqual([type, deniedBy, limit], ['RateLimitedError', 'key', 1]);
      assert.ok(Number(wait) >= 1 && Number(wait) <= 60, String(wait));
      assert.equal(Number(resetAt) % 60, 0);
    });

    test('a message is verified with either secret while it is rotated, and not after', async () => {
      const { account } = desk;
      const url = `${desk.receiver.url}/rotated-${sdk.name}`;
      const { id, secret: old } = await desk.add(['order.created'], url);
      const { secret } = await rotateSecret(desk.app, { endpointId: id, accountId: account });
      await desk.order();
      await desk.deliver();
      const verify = async (secrets: string | string[], change: Args = {}) => {
        const received = desk.receiver.received.findLast(({ to }) => to.endsWith(sdk.name));
        assert.ok(received);
        const { headers, body, at } = received;
        const args = { secrets, headers, body, now: Math.floor(at / 1_000), ...change };
        return driverOf(sdk.name).ask({ call: 'verify_webhook', args });
      };
      for (const secrets of [old, secret, [old, secret]]) {
        const { value, error } = await verify(secrets);
        assert.equal(
          (value as { type: string } | undefined)?.type,
          'order.created',
          JSON.stringify(error),
        );
      }
      await rotateSecret(desk.app, { endpointId: id, accountId: account, overlapMs: 0 });
      await desk.order();
      await desk.deliver();
      for (const secrets of [old, secret]) {
        const { error } = await verify(secrets);
        assert.equal(error?.['message'], 'no signature is right');
      }
    });
  });
}
