import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { test } from 'node:test';
import { addProvider, pauseProvider } from '#providers/index.ts';
import { seeWorker } from '#platform/queue/index.ts';
import { openTestApp } from '#test/support/database.ts';
import { startApi } from '#test/support/api.ts';
import { setClock } from '#test/support/giveaway-desk.ts';
import { addService, openAccount, orderOf } from '#test/support/shop.ts';
import { placeOrder } from '#orders/index.ts';
import { readStatus } from './read-status.ts';
import { runProbes } from './run-probes.ts';
import { MINUTE_MS, type Component, type Probe } from './status.ts';

const of = (probes: readonly Probe[], component: Component): Probe | undefined =>
  probes.find((one) => one.component === component);

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

test('The API is up when it refuses a key that nobody has, in its own words', async () => {
  await using app = await openTestApp();
  await using api = await startApi(app);
  const probes = await runProbes(app, { ownUrl: api.origin });
  assert.equal(of(probes, 'api')?.state, 'up');
  assert.ok(Number(of(probes, 'api')?.tookMs) >= 0);
  // This server has no pages: there is nobody to sign in at.
  assert.equal(of(probes, 'sign_in')?.state, 'down');
  assert.equal(of(probes, 'database')?.state, 'up');
});

test('An API that answers something else, and one that is not there, are down', async (t) => {
  await using app = await openTestApp();
  const listener: RequestListener = (req, res) => {
    const isPage = req.url === '/sign-in';
    res.writeHead(200).end(isPage ? '<form method="post"></form>' : '{"balance":"0.00"}');
  };
  const server = createServer(listener);
  const port = await listening(server);
  t.after(() => server.close());
  const probes = await runProbes(app, { ownUrl: `http://127.0.0.1:${port}` });
  assert.equal(of(probes, 'api')?.state, 'down');
  assert.equal(of(probes, 'sign_in')?.state, 'up');
  const nobody = await runProbes(app, { ownUrl: 'http://127.0.0.1:9' });
  assert.deepEqual(of(nobody, 'api'), { component: 'api', state: 'down', tookMs: null });
});

test('A process that serves nothing says nothing of pages, and one without a mail server nothing of mail', async () => {
  await using app = await openTestApp();
  const probes = await runProbes(app, {});
  assert.deepEqual(
    probes.map(({ component }) => component),
    ['database', 'worker', 'orders', 'webhooks'],
  );
});

test('The worker is up while one was seen within the last minute', async () => {
  const clock = setClock();
  await using app = await openTestApp({ clock });
  assert.equal(of(await runProbes(app, {}), 'worker')?.state, 'down');
  await app.transact((tx) => seeWorker(tx, 'a worker', new Date(clock.at)));
  assert.equal(of(await runProbes(app, {}), 'worker')?.state, 'up');
  clock.at += MINUTE_MS;
  assert.equal(of(await runProbes(app, {}), 'worker')?.state, 'down');
});

test('An order that could leave and does not is late after a minute, and a paused provider’s never', async () => {
  const clock = setClock();
  await using app = await openTestApp({ clock });
  const provider = await addProvider(app, {
    ...{ name: 'Slow', url: 'http://127.0.0.1:9/api/v2', key: 'secret' },
  });
  const service = await addService(app);
  const accountId = await openAccount(app);
  const { orderId } = await placeOrder(app, orderOf(accountId, service));
  await app.transact((tx) =>
    tx
      .updateTable('orders')
      .set({ provider_id: provider.id, due_at: new Date(clock.at) })
      .where('id', '=', orderId)
      .execute(),
  );
  const state = async () => of(await runProbes(app, {}), 'orders')?.state;
  assert.equal(await state(), 'up');
  clock.at += MINUTE_MS;
  assert.equal(await state(), 'degraded');
  clock.at += 9 * MINUTE_MS;
  assert.equal(await state(), 'down');
  await pauseProvider(app, provider.id, true);
  assert.equal(await state(), 'up');
});

test('The pool is well, lacks some or has none left, and none of them is named', async () => {
  const clock = setClock();
  await using app = await openTestApp({ clock });
  const ids: number[] = [];
  for (const name of ['Alpha', 'Beta']) {
    const { id } = await addProvider(app, { name, url: 'http://127.0.0.1:9/api/v2', key: 'k' });
    ids.push(id);
  }
  const callsOf = (providerId: number | undefined, failed: number) =>
    app.transact((tx) =>
      tx
        .insertInto('provider_calls')
        .values({
          ...{ provider_id: providerId ?? 0, minute: new Date(clock.at - MINUTE_MS) },
          ...{ action: 'status', calls: 10, failed, total_ms: 1_000n, slowest_ms: 300 },
        })
        .execute(),
    );
  const pool = async () => of(await runProbes(app, {}), 'providers');
  assert.equal((await pool())?.state, 'up');
  await callsOf(ids[0], 6);
  assert.deepEqual(await pool(), { component: 'providers', state: 'degraded', tookMs: 100 });
  await callsOf(ids[1], 10);
  assert.equal((await pool())?.state, 'down');
  assert.doesNotMatch(JSON.stringify(await readStatus(app.db, new Date(clock.at))), /Alpha|Beta/);
});

test('Mail is up while the server greets, and late mails make it worse', async (t) => {
  const clock = setClock();
  await using app = await openTestApp({ clock });
  const server = createTcpServer((socket) => {
    socket.on('error', () => {});
    socket.write('220 mail.example ESMTP\r\n');
  });
  const port = await listening(server);
  t.after(() => server.close());
  const mailServer = { host: '127.0.0.1', port, secure: false };
  const state = async (one = mailServer) =>
    of(await runProbes(app, { mailServer: one }), 'mail')?.state;
  assert.equal(await state(), 'up');
  assert.equal(await state({ ...mailServer, port: 9 }), 'degraded');
  await app.transact((tx) =>
    tx
      .insertInto('mails')
      .values({
        ...{ kind: 'test', recipient: 'a@example.com', subject: 'A test' },
        ...{ next_at: new Date(clock.at), created_at: new Date(clock.at) },
      })
      .execute(),
  );
  clock.at += 5 * MINUTE_MS;
  assert.equal(await state(), 'degraded');
  clock.at += 60 * MINUTE_MS;
  assert.equal(await state(), 'down');
});
