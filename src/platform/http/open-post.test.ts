import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import http, { type RequestListener } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openEgress } from './egress.ts';
import { openPost } from './open-post.ts';
import type { PostRequest } from './post.ts';

type Listening = AsyncDisposable & { url: URL; connections(): number };

async function listen(server: net.Server): Promise<Listening> {
  let connections = 0;
  const open = new Set<net.Socket>();
  server.on('connection', (socket: net.Socket) => {
    connections += 1;
    open.add(socket);
    socket.on('close', () => open.delete(socket)).on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`),
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

const serve = (answer: RequestListener) => listen(http.createServer(answer));

const post = openPost(openEgress({ allow: ['127.0.0.0/8'] }));
const asked = (url: URL, rest: Partial<PostRequest> = {}): PostRequest => ({
  url,
  headers: {},
  body: 'hello',
  timeoutMs: 2_000,
  maxBytes: 100,
  ...rest,
});

describe('connections', () => {
  test('are made anew for each call, unless they are to be kept', async () => {
    await using server = await serve((_, res) => res.end('ok'));
    for (const keepAlive of [false, false, true, true, true]) {
      const reply = await post(asked(server.url, { keepAlive }));
      assert.equal(reply.kind, 'answer');
    }
    assert.equal(server.connections(), 3);
  });

  test('are not used again after a second of rest', async (t) => {
    await using server = await serve((_, res) => res.end('ok'));
    await post(asked(server.url, { keepAlive: true }));
    const now = performance.now.bind(performance);
    t.mock.method(performance, 'now', () => now() + 1_001);
    await post(asked(server.url, { keepAlive: true }));
    assert.equal(server.connections(), 2);
  });

  test('of customers are not handed to providers, whose networks may differ', async () => {
    await using server = await serve((_, res) => res.end('ok'));
    await post(asked(server.url, { keepAlive: true, reach: 'public' }));
    await post(asked(server.url, { keepAlive: true, reach: 'provider' }));
    assert.equal(server.connections(), 2);
  });

  test('that were used and then break may have carried the request', async () => {
    let calls = 0;
    await using server = await listen(
      net.createServer((socket) => {
        socket.on('data', () => {
          calls += 1;
          if (calls === 1) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
          else socket.destroy();
        });
      }),
    );
    assert.equal((await post(asked(server.url, { keepAlive: true }))).kind, 'answer');
    assert.equal((await post(asked(server.url, { keepAlive: true }))).kind, 'broken');
    assert.deepEqual([server.connections(), calls], [1, 2]);
  });

  test('that are refused have carried nothing', async () => {
    const server = await serve((_, res) => res.end());
    await server[Symbol.asyncDispose]();
    for (const keepAlive of [false, true]) {
      const reply = await post(asked(server.url, { keepAlive }));
      assert.deepEqual(reply, { kind: 'never_sent', error: 'ECONNREFUSED' });
    }
  });
});

describe('answers', () => {
  test('that are too long are broken, or read no further when nobody minds', async () => {
    await using server = await serve((_, res) => res.writeHead(201).end('x'.repeat(500_000)));
    assert.equal((await post(asked(server.url))).kind, 'broken');
    const reply = await post(asked(server.url, { whenLonger: 'cut', keepAlive: true }));
    assert.ok(reply.kind === 'answer');
    assert.deepEqual([reply.status, reply.text], [201, 'x'.repeat(100)]);
  });

  test('that send elsewhere are not followed', async () => {
    await using target = await serve((_, res) => res.end());
    await using server = await serve((_, res) =>
      res.writeHead(302, { location: target.url.href }).end(),
    );
    const reply = await post(asked(server.url, { reach: 'public' }));
    assert.ok(reply.kind === 'answer');
    assert.deepEqual([reply.status, target.connections()], [302, 0]);
  });

  test('that do not come, or come half, are broken', async () => {
    await using silent = await serve(() => {});
    await using half = await serve((_, res) => {
      res.writeHead(200, { 'content-length': 10 }).write('half');
      setImmediate(() => res.destroy());
    });
    const late = await post(asked(silent.url, { timeoutMs: 50 }));
    assert.deepEqual(late, { kind: 'broken', error: 'no answer in time', text: '' });
    const cut = await post(asked(half.url));
    assert.ok(cut.kind === 'broken');
    assert.equal(cut.text, 'half');
  });

  test('that change the protocol are broken', async () => {
    await using server = await listen(
      net.createServer((socket) => {
        const head =
          'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n';
        socket.on('data', () => socket.write(head));
      }),
    );
    assert.equal((await post(asked(server.url))).kind, 'broken');
  });
});

test('no proxy of the environment is used', async () => {
  await using proxy = await serve((_, res) => res.end('proxied'));
  await using server = await serve((_, res) => res.end('direct'));
  const through = proxy.url.origin;
  const child = spawn(process.execPath, ['--input-type=module', '-e', SENDER], {
    cwd: fileURLToPath(new URL('../../..', import.meta.url)),
    env: { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: through, http_proxy: through, TO: server.url.href },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  assert.deepEqual([await text(child.stdout), proxy.connections()], ['direct direct', 0]);
});

const SENDER = `
  const { openEgress, openPost } = await import('#platform/http/index.ts');
  const post = openPost(openEgress({ allow: ['127.0.0.0/8'] }));
  const request = { headers: {}, body: '', timeoutMs: 2_000, maxBytes: 100 };
  const url = new URL(process.env.TO);
  const replies = [await post({ ...request, url }), await post({ ...request, url, keepAlive: true })];
  process.stdout.write(replies.map(({ text }) => text).join(' '));`;
