import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { openErrorReport } from './error-report.ts';
import { openLog } from './log.ts';

type Received = { url: string; headers: IncomingHttpHeaders; body: string };

async function openReceiver(status = 200, headers: Record<string, string> = {}) {
  const received: Received[] = [];
  const server = createServer((req, res) => {
    void text(req).then((body) => {
      received.push({ url: req.url ?? '', headers: req.headers, body });
      res.writeHead(status, headers).end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const report = openErrorReport({
    dsn: `http://publickey@127.0.0.1:${port}/errors/42`,
    release: 'notpanel@1.2.3',
    environment: 'test',
  });
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { report, received, [Symbol.asyncDispose]: close };
}

const eventOf = ({ body }: Received) => JSON.parse(body.split('\n')[2] ?? '');

test('an error arrives as one envelope, with its stack and the id of the request', async () => {
  await using receiver = await openReceiver();
  const log = openLog('error', receiver.report);
  log.error({ err: new TypeError('boom'), requestId: 'req_1' }, 'a request failed');
  await receiver.report.flush(2_000);

  const [sent] = receiver.received;
  assert.ok(sent);
  assert.equal(sent.url, '/errors/api/42/envelope/');
  assert.equal(
    sent.headers['x-sentry-auth'],
    'Sentry sentry_version=7, sentry_client=notpanel/1.2.3, sentry_key=publickey',
  );
  const event = eventOf(sent);
  assert.deepEqual(event.tags, { request_id: 'req_1' });
  assert.equal(event.level, 'error');
  assert.equal(event.release, 'notpanel@1.2.3');
  assert.equal(event.logentry.formatted, 'a request failed');
  const [exception] = event.exception.values;
  assert.equal(exception.type, 'TypeError');
  assert.equal(exception.value, 'boom');
  const innermost = exception.stacktrace.frames.at(-1);
  assert.match(innermost.filename, /error-report\.test\.ts$/);
  assert.equal(innermost.in_app, true);
  assert.ok(innermost.lineno > 0);
});

test('causes come along, innermost first, and secrets do not', async () => {
  await using receiver = await openReceiver();
  const cause = new Error('connect postgres://panel:hunter2@db/shop failed');
  const key = 'np_live_abcDEF0123456789';
  receiver.report.send(new Error(`key=${key} was refused`, { cause }), {
    message: `Authorization: Bearer hunter2, password: "hunter2"`,
  });
  await receiver.report.flush(2_000);
  const [sent] = receiver.received;
  assert.ok(sent);
  assert.doesNotMatch(sent.body, /hunter2|abcDEF/);
  const values = eventOf(sent).exception.values.map((one: { value: string }) => one.value);
  assert.deepEqual(values, ['connect postgres://panel:…@db/shop failed', 'key=… was refused']);
});

test('a receiver that asks for silence gets it', async () => {
  await using receiver = await openReceiver(429, { 'retry-after': '60' });
  receiver.report.send(new Error('one'), {});
  await receiver.report.flush(2_000);
  receiver.report.send(new Error('two'), {});
  await receiver.report.flush(2_000);
  assert.equal(receiver.received.length, 1);
});

test('a receiver that is not there is no trouble, and a flood is cut off', async () => {
  const receiver = await openReceiver();
  for (let count = 0; count < 100; count += 1) receiver.report.send(new Error('again'), {});
  await receiver.report.flush(2_000);
  assert.ok(receiver.received.length <= 20);
  await receiver[Symbol.asyncDispose]();
  receiver.report.send(new Error('nobody hears'), {});
  await receiver.report.flush(2_000);
});
