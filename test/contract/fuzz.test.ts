import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { ACTIONS } from '#api/actions/index.ts';
import { ORDER_PARAMS } from '#orders/index.ts';
import { SERVICE_TYPES } from '#catalog/index.ts';
import { openBuyer, startApi, type Buyer, type TestApi } from '#test/support/api.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { addService } from '#test/support/shop.ts';

let app: TestApp;
let api: TestApi;
let buyer: Buyer;

before(async () => {
  app = await openTestApp({ limits: false });
  api = await startApi(app);
  buyer = await openBuyer(app, '1000000');
  const everything = { min: 1, max: 2_147_483_647, dripfeed: true };
  for (const type of SERVICE_TYPES) await addService(app, { ...everything, type, rate: '0.01' });
  await addService(app, { ...everything, rate: '999999999' });
});
after(async () => {
  await api[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

const NAMES = [
  'request_id',
  'order',
  'orders',
  'refill',
  'refills',
  ...new Set(Object.values(ORDER_PARAMS).flatMap(({ shape }) => Object.keys(shape))),
];

/** Right for every type, before something in it is replaced. */
const RIGHT = {
  ...Object.fromEntries(NAMES.slice(5).map((name) => [name, '2'])),
  link: 'https://example.com/post',
  quantity: '10',
  max: '20',
  expiry: '31/12/2099',
  coupon: '',
  runs: '',
  interval: '',
};

const service = fc.integer({ min: 0, max: SERVICE_TYPES.length + 2 });
const action = fc.constantFrom('add', 'add', 'add', ...ACTIONS.keys(), 'constructor', '');

const plausible = fc.constantFrom(
  'https://example.com/post',
  '1',
  '10',
  '1000',
  '2147483647',
  '2147483648',
  'one\ntwo',
  '31/12/2030',
  'WELCOME',
  '1,2,3',
  'undefined',
);
const nasty = fc.constantFrom(
  '',
  '0',
  '-1',
  '1e999',
  '99999999999999999999999999',
  '1.5',
  'NaN',
  '\0',
  'a\0b',
  '\ufffd\uffff',
  '💡'.repeat(500),
  '\r\n\r\n',
  ',,,,',
  '1,'.repeat(200),
  '__proto__',
  "'; select 1 --",
  `https://example.com/${'%F0'.repeat(100)}`,
  'https://[::1]:99999/',
  'http://user:pass@host/',
  'https://xn--/',
  '29/2/2031',
);
const value = fc.oneof(plausible, nasty, fc.string({ unit: 'binary', maxLength: 40 }));
const jsonValue = fc.oneof(
  value,
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constant('\ud800'),
  fc.array(fc.oneof(value, fc.integer()), { maxLength: 5 }),
  fc.jsonValue({ maxDepth: 3 }),
);

const fieldsOf = <Value>(arbitrary: fc.Arbitrary<Value>) =>
  fc.dictionary(fc.constantFrom(...NAMES), arbitrary, { maxKeys: 4 });

async function neverOurFault(init: RequestInit, dialect: keyof Buyer['keys']): Promise<void> {
  const { status, json, text } = await api.send({ method: 'POST', ...init });
  const allowed = dialect === 'classic' ? [200] : [200, 400];
  assert.ok(allowed.includes(status), `${status} ${text}`);
  const { error } = json as { error?: unknown };
  if (status === 400) assert.match(String(error), /^[A-Z]/);
  else if (dialect === 'notpanel') assert.equal(error, undefined);
}

const callOf = (dialect: keyof Buyer['keys'], name: string) => ({
  ...RIGHT,
  key: buyer.keys[dialect],
  action: name,
  request_id: randomUUID(),
});

const RUNS = { numRuns: 400 };

for (const dialect of ['notpanel', 'classic'] as const) {
  test(`${dialect}: no form is answered with our fault`, async () => {
    const well = value.map((text) => text.toWellFormed());
    await fc.assert(
      fc.asyncProperty(service, action, fieldsOf(well), async (id, name, fields) => {
        const call = { ...callOf(dialect, name), service: String(id), ...fields };
        await neverOurFault({ body: new URLSearchParams(call) }, dialect);
      }),
      RUNS,
    );
  });

  test(`${dialect}: no JSON is answered with our fault`, async () => {
    const headers = { 'content-type': 'application/json' };
    await fc.assert(
      fc.asyncProperty(service, action, fieldsOf(jsonValue), async (id, name, fields) => {
        const call = { ...callOf(dialect, name), service: id, ...fields };
        await neverOurFault({ body: JSON.stringify(call), headers }, dialect);
      }),
      RUNS,
    );
  });
}

test('no bytes at all are answered with our fault', async () => {
  const types = [
    'application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom(...types),
      async (bytes, type) => {
        const init = { body: new Uint8Array(bytes), headers: { 'content-type': type } };
        const { status } = await api.send({ method: 'POST', ...init });
        assert.equal(status, 400);
      },
    ),
    RUNS,
  );
});

test('what was sent made orders of every type', async () => {
  const made = await app.db.selectFrom('orders').select('service_id').distinct().execute();
  assert.ok(made.length >= SERVICE_TYPES.length);
});
