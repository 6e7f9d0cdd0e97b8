import assert from 'node:assert/strict';
import { once } from 'node:events';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import tls, { type TLSSocket } from 'node:tls';
import { after, before, describe, test } from 'node:test';
import { makeCertificate } from '#test/support/certificate.ts';
import { dial } from './dial.ts';
import { openEgress } from './egress.ts';
import { openPost } from './open-post.ts';

describe('a connection', () => {
  test('that reaches another address than the one that was vetted carries nothing', async (t) => {
    let bytes = 0;
    const elsewhere = net.createServer((socket) => {
      socket.on('data', (data) => (bytes += data.length)).on('error', () => {});
    });
    elsewhere.listen(0, '127.0.0.2');
    await once(elsewhere, 'listening');
    const { port } = elsewhere.address() as AddressInfo;
    const connect = net.connect;
    t.mock.method(net, 'connect', () => connect({ host: '127.0.0.2', port }));
    const dialled = dial({ addresses: ['127.0.0.1'], port, secureHost: undefined, timeoutMs: 500 });
    await assert.rejects(dialled, /^Error: reached 127\.0\.0\.2 in place of 127\.0\.0\.1$/);
    elsewhere.close();
    await once(elsewhere, 'close');
    assert.equal(bytes, 0);
  });

  test('tries the next vetted address, and gives up in time', async () => {
    const server = net.createServer((socket) => socket.end());
    server.listen(0, '127.0.0.3');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const at = (addresses: string[]) =>
      dial({ addresses, port, secureHost: undefined, timeoutMs: 1_000 });
    assert.equal((await at(['127.0.0.4', '::1', '127.0.0.3'])).remoteAddress, '127.0.0.3');
    server.close();
    await assert.rejects(at(['127.0.0.4', '127.0.0.5']), { code: 'ECONNREFUSED' });
  });
});

describe('an https call', () => {
  const mine = makeCertificate({ dns: ['hooks.test'], ips: ['127.0.0.1'] });
  const before_ = tls.getCACertificates('default');
  const asked: { name: string | false | null; host: string | undefined }[] = [];
  let connections = 0;
  let server: https.Server;
  let port = 0;

  before(async () => {
    server = https.createServer(mine, (request, response) => {
      const { servername } = request.socket as TLSSocket;
      asked.push({ name: servername ?? null, host: request.headers.host });
      response.end('ok');
    });
    server.on('connection', () => (connections += 1));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  });
  after(() => {
    tls.setDefaultCACertificates(before_);
    server.closeAllConnections();
    server.close();
  });

  const post = openPost(openEgress({ allow: ['127.0.0.1'], resolve: async () => ['127.0.0.1'] }));
  const send = (host: string, keepAlive = false) =>
    post({
      url: new URL(`https://${host}:${port}/`),
      ...{ headers: {}, body: '{}', timeoutMs: 2_000, maxBytes: 100, reach: 'public', keepAlive },
    });

  test('to a server whose certificate nobody signed sends nothing', async () => {
    const reply = await send('hooks.test');
    assert.deepEqual(reply, { kind: 'never_sent', error: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    assert.deepEqual(asked, []);
  });

  test('names the host to the server, at the address that was vetted', async () => {
    tls.setDefaultCACertificates([...before_, mine.cert]);
    assert.equal((await send('hooks.test')).kind, 'answer');
    assert.deepEqual(asked.pop(), { name: 'hooks.test', host: `hooks.test:${port}` });
    assert.equal((await send('127.0.0.1')).kind, 'answer');
    assert.deepEqual(asked.pop(), { name: false, host: `127.0.0.1:${port}` });
  });

  test('to a server that is somebody else sends nothing', async () => {
    const reply = await send('other.test');
    assert.deepEqual(reply, { kind: 'never_sent', error: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    assert.deepEqual(asked, []);
  });

  test('keeps its connection for the next one', async () => {
    const from = connections;
    for (let n = 0; n < 3; n += 1) assert.equal((await send('hooks.test', true)).kind, 'answer');
    assert.equal(connections, from + 1);
  });
});
