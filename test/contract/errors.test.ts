import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { suspendAccount } from '#accounts/index.ts';
import { reloadCatalog } from '#catalog/index.ts';
import { parseMoney } from '#lib/money.ts';
import { revokeKey, type Dialect, type KeySettings } from '#keys/index.ts';
import {
  openBuyer,
  openKey,
  startApi,
  type ApiAnswer,
  type Buyer,
  type TestApi,
} from '#test/support/api.ts';
import { openTestApp, shutDatabase, type TestApp } from '#test/support/database.ts';
import { addService, openAccount } from '#test/support/shop.ts';

let app: TestApp;
let api: TestApi;
let serviceId: number;

before(async () => {
  app = await openTestApp({ limits: false });
  api = await startApi(app);
  serviceId = (await addService(app)).id;
});
after(async () => {
  await api[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

type Fields = Record<string, string | number>;

const order = (extra: Fields = {}): Fields => ({
  action: 'add',
  service: serviceId,
  link: 'https://example.com/post',
  quantity: 1_000,
  request_id: randomUUID(),
  ...extra,
});

async function place(key: string, extra: Fields = {}): Promise<string> {
  const { json, text } = await api.post({ key, ...order(extra) });
  const { order: id } = json as { order?: string | number };
  assert.ok(id !== undefined, text);
  return String(id);
}

type Case = {
  when: string;
  call(buyer: Buyer, dialect: Dialect): Promise<ApiAnswer>;
  notpanel: [status: number, text: string | RegExp];
  classic: [status: number, text: string | RegExp];
};

/** A call by an ordinary buyer's key. */
const sending = (fields: () => Fields) => (buyer: Buyer, dialect: Dialect) =>
  api.post({ key: buyer.keys[dialect], ...fields() });

const keyOf = (buyer: Buyer, dialect: Dialect, settings: KeySettings) =>
  openKey(app, buyer.accountId, { dialect, ...settings });

const without = (name: string) => () => {
  const fields = order();
  delete fields[name];
  return fields;
};

const CASES: Case[] = [
  {
    when: 'a required parameter is absent',
    call: sending(without('service')),
    notpanel: [400, 'Missing required parameter: service'],
    classic: [200, 'Incorrect request'],
  },
  {
    when: 'a required parameter of the type is absent',
    call: sending(without('link')),
    notpanel: [400, 'Missing required parameter: link'],
    classic: [200, 'Incorrect request'],
  },
  {
    when: 'a required parameter is empty',
    call: sending(() => order({ quantity: '' })),
    notpanel: [400, 'Missing required parameter: quantity'],
    classic: [200, 'Incorrect request'],
  },
  {
    when: 'there is no action',
    call: sending(() => ({})),
    notpanel: [400, 'Missing required parameter: action'],
    classic: [200, 'Incorrect request'],
  },
  {
    when: 'no order is named',
    call: sending(() => ({ action: 'status' })),
    notpanel: [400, 'Missing required parameter: order'],
    classic: [200, 'Incorrect request'],
  },
  {
    when: 'a number is none',
    call: sending(() => order({ quantity: 'many' })),
    notpanel: [400, 'Invalid parameter: quantity (a whole number)'],
    classic: [200, 'Incorrect request'],
  },
  {
    when: 'there are fewer pieces than the service takes',
    call: sending(() => order({ quantity: 9 })),
    notpanel: [400, 'Invalid parameter: quantity (at least 10)'],
    classic: [200, 'neworder.error.min_quantity'],
  },
  {
    when: 'there are more pieces than the service takes',
    call: sending(() => order({ quantity: '9'.repeat(40) })),
    notpanel: [400, 'Invalid parameter: quantity (at most 10000)'],
    classic: [200, 'neworder.error.max_quantity'],
  },
  {
    when: 'the link is none',
    call: sending(() => order({ link: 'ftp://example.com' })),
    notpanel: [400, /^Invalid parameter: link \(.+\)$/],
    classic: [200, 'neworder.error.link'],
  },
  {
    when: 'the link is too long',
    call: sending(() => order({ link: `https://example.com/${'a'.repeat(1_000)}` })),
    notpanel: [400, /^Invalid parameter: link \(.+\)$/],
    classic: [200, 'neworder.error.link'],
  },
  {
    when: 'a coupon is unknown',
    call: sending(() => order({ coupon: 'NONE' })),
    notpanel: [400, /^Invalid parameter: coupon \(.+\)$/],
    classic: [200, /coupon/i],
  },
  {
    when: 'an id is none',
    call: sending(() => ({ action: 'status', order: 'x' })),
    notpanel: [400, 'Invalid parameter: order (an id such as 23501 or ord_23501)'],
    classic: [200, 'Incorrect order ID'],
  },
  {
    when: 'there are more than 100 ids',
    call: sending(() => ({ action: 'status', orders: '1,'.repeat(101) })),
    notpanel: [400, /^Invalid parameter: orders \(1 to 100 ids/],
    classic: [200, 'Incorrect request'],
  },
  {
    when: 'the action is unknown',
    call: sending(() => ({ action: 'toString' })),
    notpanel: [400, 'Invalid action'],
    classic: [200, 'Incorrect request'],
  },
  {
    when: 'the service is unknown',
    call: sending(() => order({ service: 2_000_000_000 })),
    notpanel: [400, 'Service not found'],
    classic: [200, 'error.incorrect_service_id'],
  },
  {
    when: 'the service is no number',
    call: sending(() => order({ service: 'best' })),
    notpanel: [400, 'Invalid parameter: service (a number such as 23501)'],
    classic: [200, 'error.incorrect_service_id'],
  },
  {
    when: 'the service is off',
    async call(buyer, dialect) {
      const { id } = await addService(app, { active: false });
      await reloadCatalog(app);
      return sending(() => order({ service: id }))(buyer, dialect);
    },
    notpanel: [400, 'Service not found'],
    classic: [200, 'error.incorrect_service_id'],
  },
  {
    when: 'the charge is above the balance',
    async call(_, dialect) {
      return sending(() => order())(await openBuyer(app, '0.99'), dialect);
    },
    notpanel: [400, 'Insufficient balance'],
    classic: [200, 'neworder.error.not_enough_funds'],
  },
  ...['status', 'refill', 'cancel'].map((action): Case => ({
    when: `${action} names the order of another account`,
    async call(buyer, dialect) {
      const other = await openBuyer(app);
      const theirs = await place(other.keys.notpanel);
      const answer = await sending(() => ({ action, order: theirs }))(buyer, dialect);
      return action === 'cancel' && dialect === 'classic' ? unlisted(answer) : answer;
    },
    notpanel: [400, 'Order not found'],
    classic: [200, 'Incorrect order ID'],
  })),
  {
    when: 'the refill is of nobody',
    call: sending(() => ({ action: 'refill_status', refill: 'ref_2147483647' })),
    notpanel: [400, 'Refill not found'],
    classic: [200, 'Refill not found'],
  },
  {
    when: 'the order is not refillable',
    async call(buyer, dialect) {
      const id = await place(buyer.keys[dialect]);
      return sending(() => ({ action: 'refill', order: id }))(buyer, dialect);
    },
    notpanel: [400, /refill/],
    classic: [200, /refill/],
  },
  {
    when: 'the request_id belongs to another order',
    async call(buyer, dialect) {
      const key = buyer.keys[dialect];
      const requestId = randomUUID();
      await place(key, { request_id: requestId });
      return api.post({ key, ...order({ request_id: requestId, quantity: 500 }) });
    },
    notpanel: [400, 'This request_id belongs to a different request'],
    classic: [200, 'This request_id belongs to a different request'],
  },
  {
    when: 'an order for the link is active and the service is guarded',
    async call(buyer, dialect) {
      const { id } = await addService(app, { link_guard: true });
      await reloadCatalog(app);
      await place(buyer.keys[dialect], { service: id });
      return sending(() => order({ service: id }))(buyer, dialect);
    },
    notpanel: [400, 'An order for this link is still active'],
    classic: [200, 'neworder.error.link_duplicate'],
  },
  {
    when: 'the key lacks the scope',
    async call(buyer, dialect) {
      const key = await keyOf(buyer, dialect, { scopes: ['read'] });
      return api.post({ key, ...order() });
    },
    notpanel: [403, 'This key may not add: it lacks the scope order'],
    classic: [200, 'This key may not add: it lacks the scope order'],
  },
  {
    when: "the address is not on the key's list",
    async call(buyer, dialect) {
      const key = await keyOf(buyer, dialect, { allowedIps: ['203.0.113.0/24', '2001:db8::/32'] });
      return api.post({ key, action: 'balance' });
    },
    notpanel: [403, 'This key may not be used from 127.0.0.1'],
    classic: [200, 'This key may not be used from 127.0.0.1'],
  },
  {
    when: "the key's spend cap is reached",
    async call(buyer, dialect) {
      const key = await keyOf(buyer, dialect, { dailySpendCap: parseMoney('1.5') });
      await place(key);
      return api.post({ key, ...order() });
    },
    notpanel: [403, /spend cap/],
    classic: [200, /spend cap/],
  },
  {
    when: 'the account is suspended',
    async call(buyer, dialect) {
      await app.transact((tx) => suspendAccount(tx, buyer.accountId, 'a test'));
      return until(
        () => sending(() => ({ action: 'balance' }))(buyer, dialect),
        ({ text }) => text.includes('error'),
      );
    },
    notpanel: [403, 'Account suspended'],
    classic: [200, 'Account suspended'],
  },
];

/** The classic dialect answers a single cancel with a list of one. */
function unlisted(answer: ApiAnswer): ApiAnswer {
  const [row] = answer.json as { cancel: unknown }[];
  return { ...answer, json: row?.cancel };
}

/** Memory in the process hears of a change by notification, within a second. */
async function until(
  ask: () => Promise<ApiAnswer>,
  isDone: (answer: ApiAnswer) => boolean,
): Promise<ApiAnswer> {
  const deadline = performance.now() + 1_000;
  for (;;) {
    const answer = await ask();
    if (isDone(answer) || performance.now() > deadline) return answer;
  }
}

for (const dialect of ['notpanel', 'classic'] as const) {
  for (const { when, call, ...expected } of CASES) {
    test(`${dialect}: ${when}`, async () => {
      const { status, json, headers } = await call(await openBuyer(app), dialect);
      const [wantedStatus, wantedText] = expected[dialect];
      const { error, ...rest } = json as { error: string };
      if (typeof wantedText === 'string') assert.equal(error, wantedText);
      else assert.match(error, wantedText);
      assert.doesNotMatch(error, /\n/);
      assert.deepEqual(rest, {});
      assert.equal(status, wantedStatus);
      assert.match(headers.get('x-request-id') ?? '', /^req_/);
    });
  }
}

test('a missing, malformed, unknown, revoked or expired key is answered byte for byte the same', async () => {
  const accountId = await openAccount(app);
  const revoked = await openKey(app, accountId, { dialect: 'classic' });
  const { id } = await app.db
    .selectFrom('api_keys')
    .select('id')
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  await app.transact((tx) => revokeKey(tx, id));
  const expiresAt = new Date(Date.now() + 60_000);
  const expired = await openKey(app, accountId, { expiresAt });
  await app.transact((tx) =>
    tx
      .updateTable('api_keys')
      .set({ expires_at: new Date(Date.now() - 1_000) })
      .where('account_id', '=', accountId)
      .where('revoked_at', 'is', null)
      .execute(),
  );
  const unknown = `np_live_${'a'.repeat(43)}`;
  for (const key of [undefined, '', 'x', '\0', unknown, 'x'.repeat(10_000), revoked, expired]) {
    const fields = key === undefined ? {} : { key };
    const { status, text, headers } = await api.post({ ...fields, action: 'balance' });
    assert.equal(status, 400);
    assert.equal(text, '{"error":"Invalid API key"}');
    const names = [...headers.keys()].filter((name) => !['date', 'x-request-id'].includes(name));
    assert.deepEqual(names, [
      'cache-control',
      'connection',
      'content-length',
      'content-type',
      'keep-alive',
      'x-content-type-options',
    ]);
  }
});

test('what we did wrong is a 500 in both dialects, with the stack in the log only', async () => {
  await using broken = await openTestApp({ limits: false });
  const reported: { error: unknown; requestId: string }[] = [];
  const reportError = (error: unknown, { requestId }: { requestId: string }) =>
    reported.push({ error, requestId });
  await using own = await startApi(broken, { reportError });
  const buyer = await openBuyer(broken);
  const client = new pg.Client({ connectionString: broken.ownerUrl });
  await client.connect();
  await client.query('drop table wallets cascade');
  await client.end();
  for (const key of Object.values(buyer.keys)) {
    const answer = await own.post({ key, action: 'balance' });
    assert.equal(answer.status, 500);
    assert.equal(answer.text, '{"error":"Internal server error"}');
    assert.equal(reported.pop()?.requestId, answer.headers.get('x-request-id'));
  }
});

test('while the panel shuts down calls are told to come back, and connections end', async () => {
  await using own = await startApi({ ...app, draining: AbortSignal.abort() });
  const { keys } = await openBuyer(app);
  for (const key of Object.values(keys)) {
    const { status, text, headers } = await own.post({ key, action: 'balance' });
    assert.equal(status, 503);
    assert.equal(text, '{"error":"Service unavailable"}');
    assert.match(headers.get('retry-after') ?? '', /^[1-9]\d*$/);
    assert.equal(headers.get('connection'), 'close');
  }
  assert.equal((await own.send({}, '/readyz')).status, 503);
  assert.equal((await own.send({}, '/healthz')).status, 200);
});

test('while the database is away calls are told to come back, and then they pass', async () => {
  await using own = await openTestApp({ limits: false });
  await using api = await startApi(own);
  const { keys } = await openBuyer(own);
  const database = await shutDatabase(own);
  for (const key of Object.values(keys)) {
    const { status, text, headers } = await api.post({ key, action: 'balance' });
    assert.equal(text, '{"error":"Service unavailable"}');
    assert.equal(status, 503);
    assert.match(headers.get('retry-after') ?? '', /^[1-9]\d*$/);
  }
  assert.equal((await api.send({}, '/readyz')).status, 503);
  await database.open();
  for (const key of Object.values(keys)) {
    assert.equal((await api.post({ key, action: 'balance' })).status, 200);
  }
});
