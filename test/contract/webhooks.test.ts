import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ACTIONS } from '#api/actions/index.ts';
import { openBuyer, openKey, startApi, type Buyer, type TestApi } from '#test/support/api.ts';
import { verify, openWebhookDesk, type WebhookDesk } from '#test/support/webhook-desk.ts';

let desk: WebhookDesk;
let api: TestApi;
let buyer: Buyer;
before(async () => {
  desk = await openWebhookDesk();
  api = await startApi(desk.app);
});
after(async () => {
  await api[Symbol.asyncDispose]();
  await desk[Symbol.asyncDispose]();
});

type Fields = Record<string, string | number>;
type Added = { webhook: string | number; secret: string };

const ask = (key: string, fields: Fields) => api.post({ key, ...fields });

/** The answer, held against the schema that OpenAPI shows. */
async function answered(key: string, fields: Fields): Promise<unknown> {
  const { status, json, text } = await ask(key, fields);
  assert.equal(status, 200, text);
  const read = ACTIONS.get(String(fields['action']))?.returns.safeParse(json);
  assert.ok(read?.success, `${text} ${read?.error}`);
  return json;
}

async function refused(key: string, fields: Fields): Promise<[number, string]> {
  const { status, json } = await ask(key, fields);
  return [status, (json as { error: string }).error];
}

const at = (path: string) => `${desk.receiver.url}/${path}`;

describe('webhooks by the API', () => {
  for (const dialect of ['notpanel', 'classic'] as const) {
    test(`are added, listed, tested and removed in the ${dialect} dialect`, async () => {
      buyer = await openBuyer(desk.app);
      const key = buyer.keys[dialect];
      const events = 'order.completed, order.canceled';
      const url = at(dialect);
      const added = (await answered(key, { action: 'webhook.add', url, events })) as Added;
      const { webhook, secret } = added;
      assert.match(String(webhook), dialect === 'notpanel' ? /^wh_\d+$/ : /^\d+$/);
      assert.equal(typeof webhook, dialect === 'notpanel' ? 'string' : 'number');
      assert.deepEqual(await answered(key, { action: 'webhook.list' }), [
        {
          webhook,
          url,
          events: ['order.completed', 'order.canceled'],
          status: 'active',
          reason: null,
        },
      ]);
      const tested = (await answered(key, { action: 'webhook.test', webhook })) as {
        message: string;
      };
      await desk.deliver();
      const last = desk.receiver.received.at(-1);
      assert.equal(last?.headers['webhook-id'], tested.message);
      assert.ok(last && verify(secret, last));
      const removed = await answered(key, { action: 'webhook.remove', webhook });
      assert.deepEqual(removed, { webhook, removed: true });
      assert.deepEqual(await answered(key, { action: 'webhook.list' }), []);
      const [status, error] = await refused(key, { action: 'webhook.remove', webhook });
      const expected = [dialect === 'notpanel' ? 400 : 200, 'Webhook not found'];
      assert.deepEqual([status, error], expected);
    });
  }

  test('hear of everything unless told otherwise; ids are read with and without prefix', async () => {
    buyer = await openBuyer(desk.app);
    const key = buyer.keys.notpanel;
    const { webhook } = (await answered(key, { action: 'webhook.add', url: at('a') })) as Added;
    const [listed] = (await answered(key, { action: 'webhook.list' })) as { events: string[] }[];
    assert.equal(listed?.events.length, 11);
    const number = Number(String(webhook).replace('wh_', ''));
    await answered(key, { action: 'webhook.remove', webhook: number });
  });

  test('take a list of events as JSON has it', async () => {
    buyer = await openBuyer(desk.app);
    const body = {
      ...{ key: buyer.keys.notpanel, action: 'webhook.add', url: at('json') },
      events: ['order.partial', 'balance.low'],
    };
    const { status, text } = await api.send({
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    assert.equal(status, 200, text);
  });

  test('are refused with what would be right', async () => {
    buyer = await openBuyer(desk.app);
    const add = (fields: Fields) =>
      refused(buyer.keys.notpanel, { action: 'webhook.add', ...fields });
    assert.deepEqual(await add({}), [400, 'Missing required parameter: url']);
    const advice = 'use an https address such as https://shop.example/webhooks';
    assert.deepEqual(await add({ url: 'shop.example' }), [
      400,
      `Invalid parameter: url (${advice})`,
    ]);
    for (const [url, why] of [
      ['https://192.168.1.1/', 'the address is not public'],
      ['https://169.254.169.254/latest/meta-data', 'the address is not public'],
      ['http://93.184.216.34/', 'use an https address'],
      ['https://93.184.216.34:22/', 'use port 443, 80, or one from 1024'],
    ] as const) {
      assert.deepEqual(await add({ url }), [400, `Invalid parameter: url (${why})`]);
    }
    const [status, error] = await add({ url: at('b'), events: 'order.exploded' });
    assert.equal(status, 400);
    assert.match(error, /^Invalid parameter: events \(one or more of order\.created, /);
    assert.deepEqual(await refused(buyer.keys.classic, { action: 'webhook.add', url: 'x' }), [
      200,
      'Incorrect request',
    ]);
  });

  test('are five of a key, and one of an address', async () => {
    buyer = await openBuyer(desk.app);
    const key = buyer.keys.notpanel;
    const add = (n: number) => ({ action: 'webhook.add', url: at(String(n)) });
    for (let n = 1; n <= 4; n += 1) await answered(key, add(n));
    assert.deepEqual(await refused(key, add(1)), [
      400,
      'A webhook with this address is there already',
    ]);
    await answered(key, add(5));
    const most = [400, 'A key has at most 5 webhooks: remove one first'];
    assert.deepEqual(await refused(key, add(6)), most);
    await answered(buyer.keys.classic, add(6));
  });

  test('need the scope, and are nobody else’s', async () => {
    const owner = await openBuyer(desk.app);
    const stranger = await openBuyer(desk.app);
    const fields = { action: 'webhook.add', url: at('mine') };
    const { webhook } = (await answered(owner.keys.notpanel, fields)) as Added;
    const reader = await openKey(desk.app, owner.accountId, { scopes: ['read', 'order'] });
    const [status, error] = await refused(reader, { action: 'webhook.list' });
    assert.deepEqual([status, /scope webhook/.test(error)], [403, true]);
    for (const action of ['webhook.remove', 'webhook.test']) {
      const missing = [400, 'Webhook not found'];
      const key = stranger.keys.notpanel;
      assert.deepEqual(await refused(key, { action, webhook }), missing);
      assert.deepEqual(await refused(key, { action, webhook: 'wh_99999999999' }), missing);
      assert.deepEqual(await refused(key, { action }), [
        400,
        'Missing required parameter: webhook',
      ]);
    }
  });
});
