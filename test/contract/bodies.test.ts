import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBuyer, startApi, type Buyer, type TestApi } from '#test/support/api.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { addService } from '#test/support/shop.ts';

let app: TestApp;
let api: TestApi;
let buyer: Buyer;
let serviceId: number;

before(async () => {
  app = await openTestApp({ limits: false });
  api = await startApi(app);
  buyer = await openBuyer(app);
  serviceId = (await addService(app, { type: 'Custom Comments', min: 1 })).id;
});
after(async () => {
  await api[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const JSON_TYPE = { 'content-type': 'application/json' };

const post = (
  body: NonNullable<RequestInit['body']>,
  headers: Record<string, string> = {},
  path?: string,
) => api.send({ method: 'POST', body, headers }, path);

function multipart(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}

const query = (fields: Record<string, string>) =>
  `/api/v2?${new URLSearchParams(fields).toString()}`;

test('form, multipart, JSON and a mix with the query are read alike', async () => {
  const key = buyer.keys.notpanel;
  const all = { key, action: 'balance' };
  const answers = await Promise.all([
    post(new URLSearchParams(all)),
    post(new URLSearchParams(all).toString(), {
      'content-type': 'Application/X-WWW-Form-Urlencoded; charset="UTF-8"',
    }),
    post(new TextEncoder().encode(String(new URLSearchParams(all)))), // no type: a form
    post(multipart(all)),
    post(JSON.stringify(all), JSON_TYPE),
    post(`\uFEFF${JSON.stringify(all)}`, { 'content-type': 'application/json; charset=utf-8' }),
    post(new URLSearchParams({ key }), {}, query({ action: 'balance' })),
    post('', {}, query(all)),
    post(new URLSearchParams(all), {}, query({ key: 'wrong', action: 'services' })),
    api.send({ method: 'POST', body: new URLSearchParams(all) }, '/api/v2/'),
  ]);
  for (const { status, json } of answers) {
    assert.equal(status, 200);
    assert.deepEqual(json, { balance: '100.00', currency: 'USD' });
  }
});

test('classic takes GET, and never lets it be stored', async () => {
  const call = { key: buyer.keys.classic, action: 'balance' };
  const { status, headers } = await api.send({}, query(call));
  assert.equal(status, 200);
  assert.equal(headers.get('cache-control'), 'no-store');
});

test('in notpanel GET says that POST is meant, and so does every other method', async () => {
  const call = query({ key: buyer.keys.notpanel, action: 'balance' });
  for (const [method, path] of [
    ['GET', call],
    ['GET', '/api/v2'],
    ['PUT', call],
    ['DELETE', call],
    ['PATCH', call],
    ['OPTIONS', call],
  ] as const) {
    const { status, json } = await api.send({ method }, path);
    assert.equal(status, 400);
    assert.deepEqual(json, { error: `${method} is not taken: use POST` });
  }
  const head = await api.send({ method: 'HEAD' }, call);
  assert.equal(head.status, 400);
});

test('JSON numbers, lists and form lists are the texts and comma lists that they stand for', async () => {
  const key = buyer.keys.notpanel;
  const status = { key, action: 'status' };
  const answers = await Promise.all([
    post(JSON.stringify({ ...status, orders: [1, 'ord_2'] }), JSON_TYPE),
    post(JSON.stringify({ ...status, orders: '1,ord_2' }), JSON_TYPE),
    post(
      new URLSearchParams([...Object.entries(status), ['orders[0]', '1'], ['orders[1]', 'ord_2']]),
    ),
    post(
      new URLSearchParams([...Object.entries(status), ['orders[]', '1'], ['orders[]', 'ord_2']]),
    ),
    post(new URLSearchParams({ ...status, orders: ' 1, ord_2,' })),
  ]);
  for (const { json } of answers) assert.deepEqual(Object.keys(json as object), ['1', 'ord_2']);
});

test('comments arrive as they were written, in every kind of body', async () => {
  const comments = ['Grüße 💡', 'a+b & c=d %41', '"quoted" \\ tab\t'];
  const order = {
    key: buyer.keys.classic,
    action: 'add',
    service: String(serviceId),
    link: 'https://example.com/post',
    comments: comments.join('\r\n'),
  };
  const sent = [
    (id: string) => post(new URLSearchParams({ ...order, request_id: id })),
    (id: string) => post(multipart({ ...order, request_id: id })),
    (id: string) => post(JSON.stringify({ ...order, request_id: id }), JSON_TYPE),
    (id: string) => post(JSON.stringify({ ...order, comments, request_id: id }), JSON_TYPE),
  ];
  for (const [index, send] of sent.entries()) {
    const { json, text } = await send(`comments ${index}`);
    const { order: id } = json as { order: number };
    assert.ok(id, text);
    const { details } = await app.db
      .selectFrom('orders')
      .select('details')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    assert.deepEqual(details, { comments });
  }
});

const key = () => buyer.keys.notpanel;
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

const REFUSED: Record<string, () => ReturnType<typeof post>> = {
  'a body of more than 256 KiB': () => post('a'.repeat(262_145), FORM),
  'a body that says it is 5 MB': () => post('a'.repeat(5_000_000), FORM),
  '257 fields': () => post('a=1&'.repeat(256) + 'b=1', FORM),
  '257 fields over query and body': () =>
    post(
      Array.from({ length: 200 }, (_, i) => `f${i}=1`).join('&'),
      FORM,
      query(Object.fromEntries(Array.from({ length: 57 }, (_, i) => [`q${i}`, '1']))),
    ),
  '257 parts': () =>
    post(multipart(Object.fromEntries(Array.from({ length: 257 }, (_, i) => [`f${i}`, '1'])))),
  '257 JSON fields': () =>
    post(
      JSON.stringify(Object.fromEntries(Array.from({ length: 257 }, (_, i) => [i, 1]))),
      JSON_TYPE,
    ),
  'a long query': () => post('', {}, `/api/v2?a=${'a'.repeat(8_192)}`),
  'another type': () => post('{}', { 'content-type': 'text/plain' }),
  'another charset': () =>
    post('a=1', { 'content-type': 'application/x-www-form-urlencoded; charset=iso-8859-1' }),
  'a compressed body': () => post('a=1', { ...FORM, 'content-encoding': 'gzip' }),
  'bytes that are no UTF-8': () => post(new Uint8Array([0x61, 0x3d, 0xff]), FORM),
  'bytes that are no UTF-8, in JSON': () =>
    post(new Uint8Array([0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x7d]), JSON_TYPE),
  'escaped bytes that are no UTF-8': () => post('a=%ff', FORM),
  'broken JSON': () => post('{"key":', JSON_TYPE),
  'a JSON list': () => post('[]', JSON_TYPE),
  'deep JSON': () => post(`{"key":"${key()}","x":${nested(100_000)}}`, JSON_TYPE),
  'two keys': () => post(`key=${key()}&key=${key()}&action=balance`, FORM),
  'two actions in JSON': () =>
    post(`{"key":"${key()}","action":"balance","action":"services"}`, JSON_TYPE),
  'a file': () => {
    const form = multipart({ key: key(), action: 'balance' });
    form.append('link', new Blob(['x']), 'x.txt');
    return post(form);
  },
  'multipart without a boundary': () => post('x', { 'content-type': 'multipart/form-data' }),
  'multipart without an end': () =>
    post('--x\r\nContent-Disposition: form-data; name="key"\r\n\r\nvalue', {
      'content-type': 'multipart/form-data; boundary=x',
    }),
  'a lone surrogate': () =>
    post(`{"key":"${key()}","action":"status","order":"\\ud800"}`, JSON_TYPE),
  'an object as a field': () =>
    post(`{"key":"${key()}","action":"status","order":{"id":1}}`, JSON_TYPE),
  'an integer that JSON cannot carry': () =>
    post(`{"key":"${key()}","action":"status","order":9007199254740993}`, JSON_TYPE),
  'a NUL in the request_id': () =>
    post(new URLSearchParams({ key: key(), action: 'add', service: '1', request_id: 'a\0' })),
  'a request_id of 129 characters': () =>
    post(
      new URLSearchParams({ key: key(), action: 'add', service: '1', request_id: 'a'.repeat(129) }),
    ),
  'an undefined request_id': () =>
    post(new URLSearchParams({ key: key(), action: 'add', service: '1', request_id: 'undefined' })),
};

for (const [what, send] of Object.entries(REFUSED)) {
  test(`${what} is refused with 400 and one sentence`, async () => {
    const { status, json } = await send();
    assert.equal(status, 400);
    const { error } = json as { error: string };
    assert.match(error, /^[A-Z][^\n]+$/);
    assert.doesNotMatch(error, /Invalid API key/);
  });
}

test('2 MB of keys without values are answered at once', async () => {
  const start = performance.now();
  const { status } = await post('a&'.repeat(1_000_000), FORM);
  assert.equal(status, 400);
  assert.ok(performance.now() - start < 1_000);
});

test('unknown fields change nothing, whatever they hold', async () => {
  const noise = `"__proto__":{"a":1},"constructor":[[]],"is_test":null,"n":1e400,"x":"\\u0000"`;
  const { status } = await post(`{"key":"${key()}","action":"balance",${noise}}`, JSON_TYPE);
  assert.equal(status, 200);
});
