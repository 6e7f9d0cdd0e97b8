import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { test, type TestContext } from 'node:test';
import { load, UNIQUE, type LoadPlan } from './load.ts';
import { post } from './scenarios.ts';

async function listen(t: TestContext, listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return (server.address() as AddressInfo).port;
}

const planFor = (port: number): LoadPlan => ({
  port,
  connections: 4,
  warmupMs: 20,
  windowMs: 80,
  requests: [post({ action: 'add', request_id: UNIQUE })],
  expect: { status: 200, bodyStart: '{"order":', minBytes: 10 },
});

test('every request carries an id of its own, and every answer is counted', async (t) => {
  const ids: string[] = [];
  const port = await listen(t, (request, response) => {
    void text(request).then((body) => {
      ids.push(new URLSearchParams(body).get('request_id') ?? '');
      response.setHeader('Content-Length', 11);
      response.end('{"order":1}');
    });
  });
  const edges: string[] = [];
  const result = await load(planFor(port), (edge) => edges.push(edge));
  assert.deepEqual(edges, ['opened', 'closed']);
  assert.equal(result.errors, 0, String(result.firstError));
  assert.ok(result.answers > 0 && result.answers <= result.accepted);
  assert.equal(result.accepted, ids.length);
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(ids.every((id) => /^[0-9a-z]{16}$/.test(id)));
});

test('an answer that comes in pieces is one answer', async (t) => {
  const body = `{"order":"${'x'.repeat(200_000)}"}`;
  const port = await listen(t, (request, response) => {
    request.resume();
    response.setHeader('Content-Length', body.length);
    response.write(body.slice(0, 5));
    setImmediate(() => response.end(body.slice(5)));
  });
  const result = await load(planFor(port), () => {});
  assert.equal(result.errors, 0, String(result.firstError));
  assert.ok(result.answers > 0);
  assert.ok(result.bytes > 100_000);
});

test('another status, another shape and a short body are errors, with the first one named', async (t) => {
  const answers: [status: number, body: string, complaint: RegExp][] = [
    [503, '{"error":"Service unavailable"}', /status 503: .*unavailable/],
    [200, '{"error":"no"}', /status 200: .*no/],
    [200, '{"order":', /9 bytes/],
  ];
  for (const [status, body, complaint] of answers) {
    const port = await listen(t, (request, response) => {
      request.resume();
      response.writeHead(status, { 'Content-Length': body.length }).end(body);
    });
    const result = await load(planFor(port), () => {});
    assert.ok(result.errors > 0);
    assert.equal(result.accepted, 0);
    assert.match(String(result.firstError), complaint);
  }
});

test('a server that closes its connections is an error', async (t) => {
  const port = await listen(t, (request) => request.socket.destroy());
  const result = await load(planFor(port), () => {});
  assert.equal(result.answers, 0);
  assert.match(String(result.firstError), /closed a connection|ECONNRESET/);
});
