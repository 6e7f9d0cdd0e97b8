import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import { reloadCatalog, type Service } from '#catalog/index.ts';
import { checkBooks } from '#orders/index.ts';
import { openBuyer, openKey, startApi, type TestApi } from '#test/support/api.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { deliver } from '#test/support/sale.ts';
import { addService } from '#test/support/shop.ts';
import { ROOT, whyNot } from './sdks.ts';

const FOLDER = 'test/sdk/v2-clients';
const CLIENTS = [
  { file: 'php-class.php', name: 'php', program: 'php' },
  { file: 'php-array.php', name: 'php', program: 'php' },
  { file: 'python-form.py', name: 'python', program: 'python3' },
  { file: 'python-get.py', name: 'python', program: 'python3' },
  { file: 'node-json.mjs', name: 'node', program: process.execPath },
  { file: 'node-undefined.mjs', name: 'node', program: process.execPath },
  { file: 'dotnet-expect.mjs', name: 'node', program: process.execPath },
];

let app: TestApp;
let api: TestApi;
let reach: Service;
let comments: Service;

before(async () => {
  app = await openTestApp({ limits: false });
  api = await startApi(app);
  reach = await addService(app, { rate: '0.9', refill: true, cancel: true });
  comments = await addService(app, { rate: '10', type: 'Custom Comments', min: 1 });
  await reloadCatalog(app);
});
after(async () => {
  assert.deepEqual(await checkBooks(app.db), { ok: true, findings: [] });
  await api[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

type Client = AsyncDisposable & {
  ask<Answer>(call: string, ...args: unknown[]): Promise<Answer>;
};

function start({ file, program }: (typeof CLIENTS)[number], key: string): Client {
  const child = spawn(program, [`${FOLDER}/${file}`], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    async ask<Answer>(call: string, ...args: unknown[]) {
      child.stdin.write(`${JSON.stringify({ url: api.url, key, call, args })}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`${file} ended at ${call}`);
      return JSON.parse(value) as Answer;
    },
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await exited;
    },
  };
}

type Status = Record<'charge' | 'start_count' | 'status' | 'remains' | 'currency', string>;
type Failure = { error: string };

const NOBODYS = 2_147_483_647;

for (const client of CLIENTS) {
  describe(`as ${client.file} does it`, { skip: whyNot(client) }, () => {
    test('a whole order, its repeat, its neighbours and its end', async () => {
      const buyer = await openBuyer(app, '10');
      await using it = start(client, buyer.keys.classic);
      assert.deepEqual(await it.ask('balance'), { balance: '10.00', currency: 'USD' });
      const services = await it.ask<Record<string, unknown>[]>('services');
      const own = services.find((one) => one['service'] === String(reach.id));
      const { type, rate, min, max } = own ?? {};
      assert.deepEqual([type, rate, min, max], ['Default', '0.90', '10', '10000']);

      const wanted = {
        ...{ service: own?.['service'], link: `https://example.com/${client.file}?a=1&b=2` },
        quantity: 1_000,
      };
      const { order } = await it.ask<{ order: number }>('order', wanted);
      assert.ok(Number.isInteger(order) && order <= NOBODYS, String(order));
      assert.deepEqual(await it.ask('order', wanted), { order }, 'a repeat is the same order');

      const pending: Status = {
        ...{ charge: '0.90', start_count: '0', status: 'Pending', remains: '1000' },
        currency: 'USD',
      };
      assert.deepEqual(await it.ask('status', order), pending);
      assert.deepEqual(await it.ask('multiStatus', [order, NOBODYS]), {
        [order]: pending,
        [NOBODYS]: { error: 'Incorrect order ID' },
      });
      const early = await it.ask<Failure>('refill', order);
      assert.match(early.error, /completed or partial/);

      await deliver(app, order, 400);
      const ended = await it.ask<Status>('status', order);
      assert.deepEqual([ended.status, ended.remains, ended.charge], ['Partial', '400', '0.54']);
      const { refill } = await it.ask<{ refill: string }>('refill', order);
      assert.match(refill, /^\d+$/);

      const text = 'Très bien 👏\r\nYes & no = maybe?\n\n100 %';
      const spoken = { service: comments.id, link: wanted.link, comments: text };
      const second = await it.ask<{ order: number }>('order', spoken);
      const said = await it.ask<Status>('status', second.order);
      assert.deepEqual([said.remains, said.charge], ['3', '0.03']);
      assert.deepEqual(await it.ask('cancel', [second.order, order, NOBODYS]), [
        { order: second.order, cancel: 1 },
        { order, cancel: { error: 'The order is already partial' } },
        { order: NOBODYS, cancel: { error: 'Incorrect order ID' } },
      ]);
      const { status } = await it.ask<Status>('status', second.order);
      assert.equal(status, 'Canceled');
      assert.deepEqual(await it.ask('balance'), { balance: '9.46', currency: 'USD' });

      const stored = await app.db
        .selectFrom('orders')
        .select('link')
        .where('id', '=', order)
        .executeTakeFirstOrThrow();
      assert.equal(stored.link, wanted.link);
    });

    test('refusals in the words that it compares', async () => {
      const buyer = await openBuyer(app, '0.5');
      await using it = start(client, buyer.keys.classic);
      const wanted = { service: reach.id, link: 'https://example.com/p', quantity: 1_000 };
      const refused = async (change: object) =>
        (await it.ask<Failure>('order', { ...wanted, ...change })).error;
      assert.equal(await refused({}), 'neworder.error.not_enough_funds');
      assert.equal(await refused({ service: NOBODYS }), 'error.incorrect_service_id');
      assert.equal(await refused({ quantity: 5 }), 'neworder.error.min_quantity');
      assert.equal(await refused({ quantity: 50_000 }), 'neworder.error.max_quantity');
      assert.equal(await refused({ link: 'not a link' }), 'neworder.error.link');
      assert.deepEqual(await it.ask('status', NOBODYS), { error: 'Incorrect order ID' });

      const reader = await openKey(app, buyer.accountId, { dialect: 'classic', scopes: ['read'] });
      await using reading = start(client, reader);
      const { error } = await reading.ask<Failure>('order', wanted);
      assert.match(error, /lacks the scope order/);
      await using stranger = start(client, 'np_live_nobody');
      assert.deepEqual(await stranger.ask('balance'), { error: 'Invalid API key' });
    });
  });
}
