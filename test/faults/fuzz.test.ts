import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { SERVICE_TYPES } from '#catalog/index.ts';
import { createCoupon } from '#coupons/index.ts';
import { checkBooks } from '#orders/index.ts';
import { openBuyer, type Buyer } from '#test/support/api.ts';
import { fieldsOf, flowsOf, type ApiDocument, type Flow } from '#test/support/flows.ts';
import { startPanel, type PanelProcess } from '#test/support/panel-process.ts';
import { makePanelFolder, type PanelFolder } from '#test/support/panel.ts';
import { addService } from '#test/support/shop.ts';

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 1_200);
const RAW_AT_ONCE = 32;
const LONGEST_MS = 3_000; // reliability.md 10.4 has 1 s; other tests run beside this one
const CANARY = 'canary-9d2f7c41';

let folder: PanelFolder;
let panel: PanelProcess;
let said = '';
let buyer: Buyer;
let poor: Buyer;
let flows: Flow[];
const placed = new Set<string>();

// A real process whose log is read to the end, at the level that says the most.
before(async () => {
  folder = await makePanelFolder({ LOG_LEVEL: 'trace' });
  panel = await startPanel(folder.env, ['serve', '--no-worker']);
  panel.child.stderr?.on('data', (bytes: Buffer) => (said += bytes.toString()));
  await folder.work(async (app) => {
    const services = new Map<string, number>();
    for (const type of SERVICE_TYPES) {
      services.set(type, (await addService(app, { type, min: 1, dripfeed: true })).id);
    }
    await app.transact((tx) => createCoupon(tx, { code: 'FLOW', discountBp: 100 }));
    buyer = await openBuyer(app, '1000000');
    poor = await openBuyer(app, '0');
    const document = await fetch(`${panel.started.url}/api/openapi.json`);
    flows = flowsOf((await document.json()) as ApiDocument, services);
  });
});
after(async () => {
  panel.child.kill('SIGKILL');
  await folder[Symbol.asyncDispose]();
});

type Pair = [name: string, value: fc.JsonValue];
type Change =
  | { kind: 'drop'; at: number }
  | { kind: 'set'; at: number; value: fc.JsonValue }
  | { kind: 'twice'; at: number; value: fc.JsonValue }
  | { kind: 'list'; at: number; suffix: string }
  | { kind: 'add'; name: string; value: fc.JsonValue };

const ODD_TEXTS = [
  '',
  ' ',
  '0',
  '-1',
  '1e9',
  '1e400',
  '9'.repeat(60),
  'null',
  'undefined',
  'true',
  '__proto__',
  'constructor',
  'a\0b',
  '\ud800',
  '\ufffd',
  '\r\n',
  'x'.repeat(3_000),
  '1,'.repeat(150),
  'https://[::1',
  'https://user:pass@example.com/',
  `https://example.com/${CANARY}`,
  'javascript:alert(1)',
  'ord_1',
  '2147483648',
  '31/02/2030',
];
const ODD_NAMES = ['__proto__', 'constructor', 'key', 'action', 'toString', 'a[b]', '[]', 'é', ''];

const value: fc.Arbitrary<fc.JsonValue> = fc.oneof(
  fc.constantFrom(...ODD_TEXTS),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.integer(),
  fc.double(),
  fc.jsonValue({ maxDepth: 3 }),
);
const at = fc.nat(20);
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant('drop' as const), at }),
  fc.record({ kind: fc.constant('set' as const), at, value }),
  fc.record({ kind: fc.constant('set' as const), at, value }),
  fc.record({ kind: fc.constant('twice' as const), at, value }),
  fc.record({
    kind: fc.constant('list' as const),
    at,
    suffix: fc.constantFrom('[]', '[0]', '[x]'),
  }),
  fc.record({ kind: fc.constant('add' as const), name: fc.constantFrom(...ODD_NAMES), value }),
);

const call = fc.record({
  flow: fc.nat(100),
  dialect: fc.constantFrom('notpanel', 'classic'),
  encoding: fc.constantFrom('form', 'json', 'multipart', 'query'),
  method: fc.constantFrom('POST', 'POST', 'POST', 'POST', 'GET', 'PUT', 'DELETE', 'PATCH'),
  changes: fc.array(change, { maxLength: 3 }),
});
type Call = typeof call extends fc.Arbitrary<infer Value> ? Value : never;

function pairsOf({ flow, dialect, changes }: Call, who: Buyer): Pair[] {
  const chosen = flows[flow % flows.length] as Flow;
  const pairs: Pair[] = Object.entries(fieldsOf(who.keys[dialect as keyof Buyer['keys']], chosen));
  for (const one of changes) {
    if (one.kind === 'add') {
      pairs.push([one.name, one.value]);
      continue;
    }
    const index = one.at % Math.max(1, pairs.length);
    const pair = pairs[index];
    if (!pair) continue;
    if (one.kind === 'drop') pairs.splice(index, 1);
    else if (one.kind === 'set') pair[1] = one.value;
    else if (one.kind === 'twice') pairs.push([pair[0], one.value]);
    else pair[0] += one.suffix;
  }
  return pairs;
}

const textOf = (one: fc.JsonValue) => (typeof one === 'string' ? one : JSON.stringify(one));

function encode(pairs: readonly Pair[], encoding: string): { body: string; type: string } {
  if (encoding === 'json') {
    const fields = pairs.map(([name, one]) => `${JSON.stringify(name)}:${JSON.stringify(one)}`);
    return { body: `{${fields.join(',')}}`, type: 'application/json' };
  }
  if (encoding === 'multipart') {
    const parts = pairs.map(
      ([name, one]) =>
        `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${textOf(one)}\r\n`,
    );
    return { body: `${parts.join('')}--b--\r\n`, type: 'multipart/form-data; boundary=b' };
  }
  const fields = new URLSearchParams();
  for (const [name, one] of pairs) fields.append(name, textOf(one));
  const body = fields.toString();
  return { body, type: 'application/x-www-form-urlencoded' };
}

type Heard = { status: number; json: unknown; replayed: boolean; tookMs: number };

async function send(asked: Call, who: Buyer): Promise<Heard> {
  const { body, type } = encode(pairsOf(asked, who), asked.encoding);
  const hasBody = asked.method !== 'GET' && asked.encoding !== 'query';
  const query = hasBody ? '' : `?${body}`;
  const from = performance.now();
  const answer = await fetch(`${panel.started.url}/api/v2${query}`, {
    method: asked.method,
    ...(hasBody && { body, headers: { 'content-type': type } }),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    json: JSON.parse(text),
    replayed: answer.headers.has('idempotent-replayed'),
    tookMs: performance.now() - from,
  };
}

async function balance(): Promise<string> {
  const body = new URLSearchParams({ key: buyer.keys.notpanel, action: 'balance' });
  const answer = await fetch(`${panel.started.url}/api/v2`, { method: 'POST', body });
  assert.equal(answer.status, 200);
  return ((await answer.json()) as { balance: string }).balance;
}

test('calls that are wrong in any way are refused in words and change nothing', async (t) => {
  let before = await balance();
  let taken = 0;
  let slowestMs = 0;
  await fc.assert(
    fc.asyncProperty(call, async (asked) => {
      const { status, json, replayed, tookMs } = await send(asked, buyer);
      slowestMs = Math.max(slowestMs, tookMs);
      assert.ok(tookMs < LONGEST_MS, `answered after ${tookMs} ms`);
      assert.ok([200, 400, 403, 429].includes(status), `${status} ${JSON.stringify(json)}`);
      const { error, order } = Object(json) as { error?: unknown; order?: string | number };
      if (status !== 200)
        assert.deepEqual([Object.keys(Object(json)), typeof error], [['error'], 'string']);
      const now = await balance();
      if (error !== undefined || replayed) assert.equal(now, before);
      else taken += 1;
      if (order !== undefined) placed.add(String(order).replace('ord_', ''));
      before = now;
    }),
    { numRuns: RUNS },
  );
  t.diagnostic(`${RUNS} calls, ${taken} taken, slowest ${Math.round(slowestMs)} ms`);
  assert.ok(taken > RUNS / 20, 'the flows work before they are changed');
});

type Cut =
  | { kind: 'flip'; at: number; byte: number }
  | { kind: 'insert'; at: number; token: string }
  | { kind: 'delete'; at: number; length: number }
  | { kind: 'end'; at: number };

const TOKENS = [
  '\r\n',
  '\r\n\r\n',
  '\n',
  '\0',
  ' ',
  ':',
  '%',
  '%ff',
  '\r\nContent-Length: 3',
  '\r\nTransfer-Encoding: chunked',
  '\r\nContent-Encoding: gzip',
  '\r\nExpect: 100-continue',
  '\r\nUpgrade: h2c',
  '\r\nHost: other',
  `\r\nX: ${'a'.repeat(20_000)}`,
  '/'.repeat(9_000),
];
const place = fc.nat(2_000);
const cut: fc.Arbitrary<Cut> = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: place, byte: fc.nat(255) }),
  fc.record({ kind: fc.constant('insert' as const), at: place, token: fc.constantFrom(...TOKENS) }),
  fc.record({
    kind: fc.constant('delete' as const),
    at: place,
    length: fc.integer({ min: 1, max: 40 }),
  }),
  fc.record({ kind: fc.constant('end' as const), at: place }),
);
const raw = fc.record({ asked: call, cuts: fc.array(cut, { minLength: 1, maxLength: 4 }) });

function bytesOf(asked: Call, cuts: readonly Cut[]): Buffer {
  const { body, type } = encode(pairsOf(asked, poor), asked.encoding);
  const head = [
    `${asked.method} /api/v2 HTTP/1.1`,
    'Host: panel',
    'Connection: close',
    `Content-Type: ${type}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  let bytes = Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
  for (const one of cuts) {
    const index = one.at % Math.max(1, bytes.length);
    const [left, right] = [bytes.subarray(0, index), bytes.subarray(index)];
    if (one.kind === 'flip') bytes = Buffer.concat([left, Buffer.of(one.byte), right.subarray(1)]);
    else if (one.kind === 'insert') bytes = Buffer.concat([left, Buffer.from(one.token), right]);
    else if (one.kind === 'delete') bytes = Buffer.concat([left, right.subarray(one.length)]);
    else bytes = left;
  }
  return bytes;
}

const SILENCE_MS = 150; // then the request is taken to be unfinished, and the connection is ended

/** All that comes back. A request that waits for more is ended from our side. */
function exchange(bytes: Buffer): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect(Number(new URL(panel.started.url).port), '127.0.0.1');
    socket.setTimeout(SILENCE_MS, () => socket.end());
    socket.on('data', (part) => (heard += part.toString('latin1')));
    socket.on('error', () => {});
    socket.on('close', () => resolve(heard));
    socket.write(bytes);
  });
}

test('requests whose bytes are broken are answered as HTTP or not at all', async (t) => {
  const heard = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(raw, { minLength: RAW_AT_ONCE, maxLength: RAW_AT_ONCE }),
      async (requests) => {
        const answers = requests.map(({ asked, cuts }) => exchange(bytesOf(asked, cuts)));
        for (const answer of await Promise.all(answers)) {
          const [, status = 'none'] =
            /^HTTP\/1\.1 (?:100 Continue\r\n\r\nHTTP\/1\.1 )?(\d+)/.exec(answer) ?? [];
          heard.set(status, (heard.get(status) ?? 0) + 1);
          // What broken bytes still say may be fine, be a page's other address, or be their sender's fault.
          assert.match(status, /^(none|200|308|4\d\d)$/, answer.slice(0, 500));
          assert.ok(answer === '' || status !== 'none', answer.slice(0, 500));
          assert.doesNotMatch(answer, /^location: (?!\/(?!\/))/im, 'no redirect leaves the panel');
        }
      },
    ),
    { numRuns: Math.ceil(RUNS / RAW_AT_ONCE) },
  );
  t.diagnostic(JSON.stringify(Object.fromEntries(heard)));
});

test('afterwards the panel is alive, the books balance and no secret was said', async () => {
  assert.equal(panel.child.exitCode, null);
  for (const path of ['/healthz', '/readyz']) {
    assert.equal((await fetch(panel.started.url + path)).status, 200);
  }
  await fetch(`${panel.started.url}/api/v2`, {
    method: 'POST',
    body: new URLSearchParams({ key: CANARY, password: CANARY, secret: CANARY, action: CANARY }),
  });
  await folder.work(async (app) => {
    const orders = await app.db
      .selectFrom('orders')
      .select(['id', 'account_id', 'charge'])
      .execute();
    const mine = orders.filter((order) => order.account_id === buyer.accountId);
    assert.deepEqual(new Set(mine.map((order) => String(order.id))), placed);
    const others = orders.filter((order) => order.account_id !== buyer.accountId);
    assert.ok(
      others.every((order) => order.charge === 0n),
      'who has no money has none to pay',
    );
    assert.deepEqual(await checkBooks(app.db), { ok: true, findings: [] });
  });
  assert.equal((await panel.end('SIGTERM')).code, 0);
  assert.match(said, /"level":/);
  for (const secret of [CANARY, ...Object.values(buyer.keys), ...Object.values(poor.keys)]) {
    assert.ok(!said.includes(secret), 'a secret is in the log');
  }
  for (const line of said.split('\n')) assert.doesNotMatch(line, /"level":"(error|fatal)"/);
});
