import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkSignature } from '#lib/signature.ts';
import { eventually } from '#test/support/eventually.ts';
import { startReceiver } from '#test/support/receiver.ts';
import { openTestGateway, type TestGateway } from './open-test-gateway.ts';

const KEY = 'a-key-of-the-shop';
const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const SOON_MS = 5_000;

type Checkout = { id: string; url: string; events: { kind: string; amount: string }[] };

async function open() {
  const stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'notpanel-test-gateway-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const shop = stack.use(await startReceiver());
  let gateway: TestGateway;
  const server: Server = createServer((req, res) => gateway.listener(req, res));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stack.defer(async () => {
    gateway.close();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const start = () => {
    const bookFile = join(folder, 'book.jsonl');
    gateway = openTestGateway({
      ...{ apiKey: KEY, webhookSecret: SECRET, publicUrl: url, bookFile, laterMs: 20 },
    });
  };
  start();
  const call = async (path: string, body?: object) => {
    const answer = await fetch(`${url}/test-gateway/v1${path}`, {
      headers: { authorization: `Bearer ${KEY}` },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    return { status: answer.status, json: (await answer.json()) as Checkout };
  };
  const checkout = (reference: string, more: object = {}) =>
    call('/checkouts', {
      ...{ reference, amount: '20.00', currency: 'USD', description: 'A deposit' },
      ...{ return_url: `${shop.url}/back`, cancel_url: shop.url, events_url: shop.url },
      expires_at: new Date(Date.now() + 3_600_000).toISOString(),
      ...more,
    });
  return {
    ...{ shop, call, checkout },
    restart() {
      gateway.close();
      start();
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

test('What it tells the shop is signed, and says where to look and nothing of the amount', async () => {
  await using desk = await open();
  const { json } = await desk.checkout('pay_1');
  await desk.call(`/checkouts/${json.id}/plays`, { play: 'pay' });
  await eventually(() => desk.shop.received.length === 1, SOON_MS);
  const [{ headers, body } = assert.fail()] = desk.shop.received;
  const plain = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, String(value)]),
  );
  assert.equal(checkSignature(SECRET, plain, body, Math.floor(Date.now() / 1_000)), 'verified');
  const { event, ...rest } = JSON.parse(body) as Record<string, unknown>;
  assert.match(String(event), /^tge_/);
  assert.deepEqual(rest, { type: 'received', checkout: json.id });
});

test('The same reference and address to return to are one checkout', async () => {
  await using desk = await open();
  const [first, again] = [await desk.checkout('pay_1'), await desk.checkout('pay_1')];
  assert.equal(again.json.id, first.json.id);
  const other = await desk.checkout('pay_1', { return_url: 'https://other.example/' });
  assert.notEqual(other.json.id, first.json.id);
});

test('What was not taken is told again after a restart, which forgets nothing', async () => {
  await using desk = await open();
  const { json } = await desk.checkout('pay_1');
  desk.shop.answer(500);
  await desk.call(`/checkouts/${json.id}/plays`, { play: 'pay' });
  await eventually(() => desk.shop.received.length > 0, SOON_MS);
  desk.shop.answer(200);
  desk.restart();
  await eventually(() => desk.shop.received.length > 1, SOON_MS);
  const [first, again] = desk.shop.received;
  assert.equal(again?.headers['webhook-id'], first?.headers['webhook-id']);
  const { events } = (await desk.call(`/checkouts/${json.id}`)).json;
  assert.deepEqual(
    events.map(({ kind, amount }) => [kind, amount]),
    [['received', '20.00']],
  );
});

test('A checkout that nobody pays runs out, and cannot be paid any more', async () => {
  await using desk = await open();
  const expires_at = new Date(Date.now() + 50).toISOString();
  const { json } = await desk.checkout('pay_1', { expires_at });
  await eventually(() => desk.shop.received.length === 1, SOON_MS);
  assert.equal(desk.shop.received[0]?.message.type, 'expired');
  const late = await desk.call(`/checkouts/${json.id}/plays`, { play: 'pay' });
  assert.equal(late.status, 409);
});

test('A refund is made once a reference, and never of more than was paid', async () => {
  await using desk = await open();
  const { json } = await desk.checkout('pay_1');
  const refund = (reference: string, amount: string) =>
    desk.call('/refunds', { checkout: json.id, reference, amount });
  assert.equal((await refund('rfd_1', '5.00')).status, 409);
  await desk.call(`/checkouts/${json.id}/plays`, { play: 'pay' });
  const [first, again] = [await refund('rfd_1', '15.00'), await refund('rfd_1', '15.00')];
  assert.equal(again.json.id, first.json.id);
  assert.equal((await refund('rfd_2', '5.01')).status, 409);
  assert.equal((await refund('rfd_2', '5.00')).status, 200);
});
