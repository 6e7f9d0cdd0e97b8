import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SERVER_OPTIONS } from '#api/index.ts';
import { startApi, type TestApi } from '#test/support/api.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';

let app: TestApp;
let api: TestApi;

before(async () => {
  app = await openTestApp({ limits: false });
  api = await startApi(app);
});
after(async () => {
  await api[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

const post = (headers: string[], body = '') =>
  ['POST /api/v2 HTTP/1.1', 'Host: panel', 'Connection: close', ...headers, '', body].join('\r\n');

const FORM = 'Content-Type: application/x-www-form-urlencoded';

const MALFORMED: Record<string, string | Buffer> = {
  'no HTTP': 'hello\r\n\r\n',
  'TLS on the plain port': Buffer.from('16030100a501', 'hex'),
  'an unknown version': 'POST /api/v2 HTTP/9.9\r\nHost: panel\r\n\r\n',
  'an unknown method': 'BREW /api/v2 HTTP/1.1\r\nHost: panel\r\n\r\n',
  'a header without a colon': post(['Nonsense']),
  'a header with a space before the colon': post(['X-Space : 1']),
  'a NUL in a header': post(['X-Nul: a\0b']),
  'headers of more than 16 kB': post([`X-Long: ${'a'.repeat(17_000)}`]),
  'length and chunks at once': post(
    [FORM, 'Content-Length: 5', 'Transfer-Encoding: chunked'],
    '0\r\n\r\n',
  ),
  'two lengths': post([FORM, 'Content-Length: 1', 'Content-Length: 2'], 'ab'),
  'a negative length': post([FORM, 'Content-Length: -1']),
  'a chunk size that is none': post([FORM, 'Transfer-Encoding: chunked'], 'xyz\r\n'),
  'no Host': 'POST /api/v2 HTTP/1.1\r\nConnection: close\r\n\r\n',
  'an expectation that nobody meets': post(['Expect: 200-ok']),
};

for (const [what, bytes] of Object.entries(MALFORMED)) {
  test(`${what} is answered 400, in JSON, and the connection ends`, async () => {
    const answer = await api.raw(bytes);
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    assert.match(head, /^HTTP\/1\.1 400 /);
    assert.match(head, /^X-Request-Id: req_/m);
    assert.match(head, /^Content-Type: application\/json/m);
    assert.deepEqual(Object.keys(JSON.parse(body) as object), ['error']);
  });
}

test('HTTP/1.0 without a Host, and chunks, are served', async () => {
  const body = 'action=balance';
  const old = `POST /api/v2 HTTP/1.0\r\n${FORM}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  assert.match(await api.raw(old), /Invalid API key/);
  const chunks = `6\r\naction\r\n8\r\n=balance\r\n0\r\n\r\n`;
  assert.match(
    await api.raw(post([FORM, 'Transfer-Encoding: chunked'], chunks)),
    /Invalid API key/,
  );
});

test('a client that expects 100-continue is told to go on', async () => {
  const bytes = post([FORM, 'Content-Length: 1', 'Expect: 100-continue'], 'a');
  assert.match(await api.raw(bytes), /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 400 /);
});

test('calls that are sent without waiting are answered in order', async () => {
  const call = (body: string, last: boolean) =>
    `POST /api/v2${last ? '/' : ''} HTTP/1.1\r\nHost: p\r\n${FORM}\r\n` +
    `Content-Length: ${body.length}\r\n${last ? 'Connection: close\r\n' : ''}\r\n${body}`;
  const answers = await api.raw(call('key=a', false) + call('a=%', false) + call('', true));
  const errors = [...answers.matchAll(/"error":"([^"]+)"/g)].map(([, text]) => text);
  assert.deepEqual(errors, [
    'Invalid API key',
    'The form is not percent-encoded UTF-8',
    'Invalid API key',
  ]);
});

test('a request that is sent too slowly is answered 408', async () => {
  const soon = { headersTimeout: 200, requestTimeout: 400, connectionsCheckingInterval: 50 };
  await using impatient = await startApi(app, {}, soon);
  const slow = [
    'POST /api/v2 HTTP/1.1\r\nHost: panel\r\n',
    `POST /api/v2 HTTP/1.1\r\nHost: panel\r\n${FORM}\r\nContent-Length: 9\r\n\r\nkey`,
  ];
  for (const answer of await Promise.all(slow.map(impatient.raw))) {
    assert.match(answer, /^HTTP\/1\.1 408 /);
    assert.match(answer, /\r\nX-Request-Id: req_/);
    assert.match(answer, /\{"error":"The request took too long to arrive"\}$/);
  }
});

test('a server takes its limits from here', () => {
  assert.equal(SERVER_OPTIONS.headersTimeout, 10_000);
  assert.equal(SERVER_OPTIONS.requestTimeout, 30_000);
  assert.equal(SERVER_OPTIONS.connectionsCheckingInterval, 2_000);
});
