import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { request, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { ACTIONS } from '#api/actions/index.ts';
import { reloadCatalog, type Service } from '#catalog/index.ts';
import { parseRate } from '#lib/money.ts';
import { setOwnRate } from '#pricing/index.ts';
import { openBuyer, startApi, type Buyer, type TestApi } from '#test/support/api.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { addService } from '#test/support/shop.ts';

let app: TestApp;
let api: TestApi;
let buyer: Buyer;
let service: Service;

before(async () => {
  app = await openTestApp({ limits: false });
  api = await startApi(app);
  buyer = await openBuyer(app);
  service = await addService(app, { rate: '0.9', description: 'Grüße 💡', average_minutes: 42 });
});
after(async () => {
  await api[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer };

/** Without fetch, which hides how an answer travelled. */
async function list(key: string, headers: Record<string, string> = {}): Promise<Answer> {
  const body = new URLSearchParams({ key, action: 'services' }).toString();
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  return new Promise((resolve, reject) => {
    const asking = request(api.url, { method: 'POST', headers: { ...type, ...headers } });
    asking.on('response', (answer) => {
      const { statusCode: status = 0, headers: told } = answer;
      buffer(answer).then((bytes) => resolve({ status, headers: told, body: bytes }), reject);
    });
    asking.on('error', reject).end(body);
  });
}

type Row = Record<string, unknown>;

async function rowOf(key: string, id: number): Promise<Row | undefined> {
  const rows = JSON.parse((await list(key)).body.toString()) as Row[];
  assert.ok(ACTIONS.get('services')?.returns.safeParse(rows).success);
  return rows.find((row) => Number(row['service']) === id);
}

test('a service shows what the contract names, its number as the dialect writes it', async () => {
  const shown = {
    name: 'A service',
    type: 'Default',
    category: service.category,
    rate: '0.90',
    min: '10',
    max: '10000',
    refill: false,
    cancel: false,
    dripfeed: false,
    description: 'Grüße 💡',
    average_time: 42,
    delivery: 'Paid ads',
  };
  assert.deepEqual(await rowOf(buyer.keys.notpanel, service.id), {
    service: service.id,
    ...shown,
  });
  assert.deepEqual(await rowOf(buyer.keys.classic, service.id), {
    service: String(service.id),
    ...shown,
  });
});

test('a package is priced per 1000 in notpanel, and as one piece in classic', async () => {
  const { id } = await addService(app, { type: 'Package', rate: '2', min: 250, max: 500 });
  await reloadCatalog(app);
  const ours = await rowOf(buyer.keys.notpanel, id);
  assert.deepEqual([ours?.['rate'], ours?.['min'], ours?.['max']], ['2.00', '250', '500']);
  const theirs = await rowOf(buyer.keys.classic, id);
  assert.deepEqual([theirs?.['rate'], theirs?.['min'], theirs?.['max']], ['0.50', '1', '1']);
});

test('delivery in words of its own is shown as such, and what is off is not shown', async () => {
  const described = await addService(app, { delivery: 'other', delivery_note: 'By mail' });
  const off = await addService(app, { active: false });
  await reloadCatalog(app);
  assert.equal((await rowOf(buyer.keys.notpanel, described.id))?.['delivery'], 'By mail');
  assert.equal(await rowOf(buyer.keys.notpanel, off.id), undefined);
});

test("an account's own rate is in its list, and in no other", async () => {
  const other = await openBuyer(app);
  await rowOf(other.keys.notpanel, service.id);
  const own = { rate: parseRate('0.123456') };
  const change = { accountId: other.accountId, serviceId: service.id, own };
  await app.transact((tx) => setOwnRate(tx, change));
  const deadline = performance.now() + 1_000;
  const rate = async () => (await rowOf(other.keys.notpanel, service.id))?.['rate'];
  while ((await rate()) !== '0.123456') assert.ok(performance.now() < deadline);
  assert.equal((await rowOf(buyer.keys.notpanel, service.id))?.['rate'], '0.90');
});

test('the list travels as it is asked for, each form with a tag of its own', async () => {
  const key = buyer.keys.notpanel;
  const plain = await list(key);
  assert.equal(plain.headers['content-encoding'], undefined);
  const zipped = await list(key, { 'accept-encoding': 'deflate, GZIP;q=0.5' });
  assert.equal(zipped.headers['content-encoding'], 'gzip');
  assert.deepEqual(gunzipSync(zipped.body), plain.body);
  const deadline = performance.now() + 5_000;
  let brotli = await list(key, { 'accept-encoding': 'gzip, br' });
  while (brotli.headers['content-encoding'] !== 'br') {
    assert.equal(brotli.headers['content-encoding'], 'gzip');
    assert.ok(performance.now() < deadline);
    brotli = await list(key, { 'accept-encoding': 'gzip, br' });
  }
  assert.deepEqual(brotliDecompressSync(brotli.body), plain.body);
  const refused = await list(key, { 'accept-encoding': 'br;q=0, gzip;q=0.0' });
  assert.equal(refused.headers['content-encoding'], undefined);
  const tags = [plain, zipped, brotli].map(({ headers }) => headers.etag);
  assert.equal(new Set(tags).size, 3);
  for (const { headers } of [plain, zipped, brotli]) {
    assert.equal(headers.vary, 'Accept-Encoding');
    assert.match(headers.etag ?? '', /^"[\w-]+"$/);
  }
});

test('a list that the caller has is not sent again, until it changes', async () => {
  const key = buyer.keys.notpanel;
  const { headers } = await list(key);
  const etag = headers.etag ?? '';
  for (const tag of [etag, `W/${etag}`, `"x", ${etag}`, '*', etag.replace(/"$/, '-gzip"')]) {
    const { status, body, headers: told } = await list(key, { 'if-none-match': tag });
    assert.equal(status, 304, tag);
    assert.equal(body.length, 0);
    assert.equal(told.etag, etag);
    assert.match(String(told['x-request-id']), /^req_/);
  }
  assert.equal((await list(key, { 'if-none-match': '"x"' })).status, 200);
  assert.equal((await list(buyer.keys.classic, { 'if-none-match': etag })).status, 200);
  await addService(app);
  await reloadCatalog(app);
  assert.equal((await list(key, { 'if-none-match': etag })).status, 200);
});
