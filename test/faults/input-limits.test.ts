import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { reloadCatalog, SERVICE_TYPES } from '#catalog/index.ts';
import { createCoupon } from '#coupons/index.ts';
import { checkBooks } from '#orders/index.ts';
import {
  openBuyer,
  startApi,
  type ApiAnswer,
  type Buyer,
  type TestApi,
} from '#test/support/api.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { fieldsOf, flowsOf, type ApiDocument, type Flow } from '#test/support/flows.ts';
import { forEachAtOnce } from '#test/support/load.ts';
import { countRows } from '#test/support/sale.ts';
import { addService } from '#test/support/shop.ts';

const LONGEST_MS = 3_000; // reliability.md 10.4 has 1 s; other tests run beside this one
const BODY_BYTES = 262_144; // contract 2
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const JSON_TYPE = { 'content-type': 'application/json' };

let app: TestApp;
let api: TestApi;
let buyer: Buyer;
let flows: Flow[];

before(async () => {
  app = await openTestApp({ limits: false });
  api = await startApi(app);
  const services = new Map<string, number>();
  for (const type of SERVICE_TYPES) {
    const row = { type, min: 1, dripfeed: true };
    services.set(type, (await addService(app, row)).id);
  }
  await reloadCatalog(app);
  await app.transact((tx) => createCoupon(tx, { code: 'FLOW', discountBp: 100 }));
  buyer = await openBuyer(app, '100000');
  const document = await api.send({}, '/api/openapi.json');
  flows = flowsOf(document.json as ApiDocument, services);
});
after(async () => {
  assert.equal((await countRows(app)).orders, placed.size, 'refusals place nothing');
  assert.deepEqual(await checkBooks(app.db), { ok: true, findings: [] });
  await api[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

const placed = new Set<unknown>();

async function post(
  body: NonNullable<RequestInit['body']>,
  headers: Record<string, string> = {},
): Promise<ApiAnswer> {
  const answer = await api.send({ method: 'POST', body, headers });
  const { order } = Object(answer.json) as { order?: string };
  if (order !== undefined) placed.add(order);
  return answer;
}

const orderOf = (type: string, extra: Record<string, string>): Record<string, string> => {
  const flow = flows.find((one) => one.name === `add ${type}`) as Flow;
  const required = { ...flow, optional: {} };
  return { ...fieldsOf(buyer.keys.notpanel, required), ...extra };
};

const padded = (fields: Record<string, string>, bytes: number): string => {
  const text = `${new URLSearchParams(fields).toString()}&pad=`;
  return text + 'a'.repeat(bytes - text.length);
};

describe('what is exactly as large as it may be is taken, and one more is refused', () => {
  const balance = () => ({ key: buyer.keys.notpanel, action: 'balance' });
  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`f${n}`, '']));
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
  const deep = (depth: number) => `${JSON.stringify(balance()).slice(0, -1)},"x":${nested(depth)}}`;
  const ids = (count: number) => Array.from({ length: count }, (_, n) => n + 1).join(',');
  const link = (length: number) => 'https://example.com/'.padEnd(length, 'a');
  const cases: Record<string, (more: 0 | 1) => ReturnType<typeof post>> = {
    'a body of 256 KiB': (more) => post(padded(balance(), BODY_BYTES + more), FORM),
    '256 fields': (more) => post(new URLSearchParams({ ...balance(), ...many(254 + more) })),
    '32 levels of JSON': (more) => post(deep(31 + more), JSON_TYPE),
    '100 orders': (more) =>
      post(new URLSearchParams({ ...balance(), action: 'status', orders: ids(100 + more) })),
    'a link of 1000 characters': (more) =>
      post(new URLSearchParams(orderOf('Default', { link: link(1_000 + more) }))),
    'a request_id of 128 characters': (more) => {
      const request_id = 'é'.repeat(92) + randomUUID() + 'x'.repeat(more);
      return post(new URLSearchParams(orderOf('Default', { request_id })));
    },
    'a request_id of 128 characters outside the first plane': (more) => {
      const request_id = '😀'.repeat(92) + randomUUID() + 'x'.repeat(more);
      return post(new URLSearchParams(orderOf('Default', { request_id })));
    },
    '1000 runs': (more) =>
      post(
        new URLSearchParams(
          orderOf('Default', { quantity: '1', runs: String(1_000 + more), interval: '10' }),
        ),
      ),
    'comments for the most pieces': (more) =>
      post(
        new URLSearchParams(orderOf('Custom Comments', { comments: 'ok\n'.repeat(10_000 + more) })),
      ),
  };
  for (const [what, send] of Object.entries(cases)) {
    test(what, async () => {
      const [fits, exceeds] = [await send(0), await send(1)];
      assert.equal(fits.status, 200, fits.text);
      assert.equal(exceeds.status, 400, exceeds.text);
      assert.match(exceeds.text, /^\{"error":"[^"\n]+"\}$/);
    });
  }

  test('all the comments that fit into a body, however many lines', async () => {
    const comments = '\n'.repeat(200_000);
    const answer = await post(JSON.stringify(orderOf('Custom Comments', { comments })), JSON_TYPE);
    assert.equal(answer.status, 400);
  });
});

// What Postgres, JavaScript and JSON disagree about (reliability.md 10.2).
const HOSTILE: Record<string, string> = {
  'a NUL': 'a\0b',
  'a lone surrogate': 'a\ud800b',
  'a reversed pair': '\udc00\ud800',
  'the replacement character': '\ufffd',
  'a noncharacter': '\uffff\u{10ffff}',
  'control characters': '\u0001\u001b[31m\u007f\u0085',
  'line separators': 'a\u2028b\u2029c',
  'only blanks': ' \t\u00a0\u3000',
  'a number beyond every type': '9'.repeat(400),
  'a number beyond 64 bits': '9223372036854775808',
  'a number beyond 32 bits': '2147483648',
  'a negative number': '-1',
  'a fraction': '1.5',
  'an exponent': '1e9',
  'a huge exponent': '1e400',
  'no number': 'NaN',
  infinity: 'Infinity',
  'digits of another script': '١٢٣',
  hexadecimal: '0x10',
  'a prototype': '__proto__',
  'a quote': `'; drop table orders; --`,
  'a backslash': '\\u0000\\',
  'a template': '${7*7}{{7*7}}%s%n',
  'a day that is none': '31/02/2030',
  'a long text': 'a'.repeat(100_000),
  'many lines': 'a\n'.repeat(20_000),
  'many commas': ','.repeat(20_000),
  'many ids': '1,'.repeat(20_000),
};

describe('in any parameter', () => {
  for (const [index, [what, value]] of Object.entries(HOSTILE).entries()) {
    test(`${what}: it is taken or refused, in every kind of body, and never our fault`, async () => {
      // Every parameter with every value, in the actions that take it by turns.
      const flowsOf = Map.groupBy(
        flows.flatMap((flow) => Object.keys(fieldsOf('', flow)).map((name) => ({ name, flow }))),
        ({ name }) => name,
      );
      const cases = [...flowsOf].map(([name, all]) => ({ name, ...all[index % all.length] }));
      await forEachAtOnce(cases, 4, async ({ name, flow }) => {
        const fields = { ...fieldsOf(buyer.keys.notpanel, flow as Flow), [name]: value };
        const form = new FormData();
        for (const [field, text] of Object.entries(fields)) form.append(field, text);
        for (const send of [
          () => post(new URLSearchParams(fields)),
          () => post(form),
          () => post(JSON.stringify(fields), JSON_TYPE),
          () => post(JSON.stringify({ ...fields, [name]: [value, value] }), JSON_TYPE),
        ]) {
          const asked = performance.now();
          const { status, json, text } = await send();
          const about = `${flow?.name}, ${name}: ${text}`;
          assert.ok(performance.now() - asked < LONGEST_MS, about);
          assert.ok(status === 200 || status === 400, about);
          if (status === 400) assert.deepEqual(Object.keys(json as object), ['error'], about);
        }
      });
    });
  }
});

test('five hundred connections that never finish their request hold nobody up', async () => {
  const soon = { headersTimeout: 1_000, requestTimeout: 1_500, connectionsCheckingInterval: 100 };
  await using impatient = await startApi(app, {}, soon);
  const { port } = new URL(impatient.origin);
  let timedOut = 0;
  const closed = Array.from({ length: 500 }, (_, n) => {
    const socket = connect(Number(port), '127.0.0.1');
    const head = 'POST /api/v2 HTTP/1.1\r\nHost: panel\r\n';
    socket.write(n % 2 === 0 ? head : `${head}Content-Length: 100\r\n\r\nkey=`);
    socket.on('data', (bytes) => (timedOut += bytes.toString().startsWith('HTTP/1.1 408') ? 1 : 0));
    return new Promise<void>((resolve) =>
      socket.on('close', () => resolve()).on('error', () => {}),
    );
  });
  for (let n = 0; n < 50; n += 1) {
    const asked = performance.now();
    const answer = await impatient.post({ key: buyer.keys.notpanel, action: 'balance' });
    assert.equal(answer.status, 200);
    assert.ok(performance.now() - asked < LONGEST_MS);
  }
  await Promise.all(closed);
  assert.equal(timedOut, 500);
});
