import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, test } from 'node:test';
import { openSimulator, startSimulator, type SimulationOptions } from '#simulator/index.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { addProvider, findProvider, type NewProvider } from '../index.ts';
import { checkProvider, saveProven, type Conformance } from './check-provider.ts';

type Answering = (params: Record<string, string>) => unknown;

const SERVICES = [
  { service: '1', name: 'Followers', rate: '0.50', min: 10, max: 1_000 },
  { service: '2', name: 'Likes', rate: '0.20', min: 10, max: 1_000 },
];

async function add(
  app: TestApp,
  url: string,
  key = 'simulated',
  settings: Partial<NewProvider> = {},
) {
  const { id } = await addProvider(app, { url, key, name: crypto.randomUUID(), ...settings });
  return findProvider(app.db, id);
}

async function checkSimulated(options: SimulationOptions, settings: Partial<NewProvider> = {}) {
  const simulator = openSimulator({ services: SERVICES, balance: '50', ...options });
  await using app = await openTestApp({ post: (request) => simulator.post(request) });
  const provider = await add(app, simulator.url, simulator.key, settings);
  return { ...(await checkProvider(app, provider)), orders: simulator.orders() };
}

/** What a panel of somebody's own making is found to be. */
async function checkAnswering(answering: Answering): Promise<Conformance> {
  await using app = await openTestApp({
    post: ({ body }) => {
      const answer = answering(Object.fromEntries(new URLSearchParams(body)));
      const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
      return Promise.resolve({ kind: 'answer', status: 200, headers: {}, text });
    },
  });
  return checkProvider(app, await add(app, 'https://provider.example/api/v2'));
}

const verdicts = ({ findings }: Conformance) =>
  Object.fromEntries(findings.map(({ probe, verdict }) => [probe, verdict]));

const finding = ({ findings }: Conformance, probe: string) => {
  const found = findings.find((one) => one.probe === probe);
  assert.ok(found, probe);
  return found;
};

describe('the check of a provider', () => {
  test('finds nothing to say of one that does as the field does, and orders nothing', async () => {
    const checked = await checkSimulated({});
    assert.deepEqual(verdicts(checked), {
      balance: 'ok',
      'wrong key': 'ok',
      'time-out': 'ok',
      'unknown action': 'ok',
      services: 'ok',
      'impossible order': 'ok',
      'batch of orders': 'ok',
      'unknown order': 'ok',
      'refill of nothing': 'ok',
      'refill_status of nothing': 'ok',
      'cancel of nothing': 'ok',
    });
    assert.deepEqual(checked.proven, {});
    assert.deepEqual(checked.orders, []);
    for (const one of checked.findings) {
      assert.match(one.means, /^[A-Z].*\.$/, one.probe);
      assert.doesNotMatch(one.seen, /simulated/, 'the key is told to nobody');
    }
  });

  test('proves nothing of one that refuses our key', async () => {
    const checked = await checkAnswering(() => ({ error: 'Invalid API key' }));
    assert.deepEqual(verdicts(checked), { balance: 'bad' });
    assert.match(finding(checked, 'balance').means, /Give it the right one/);
    assert.deepEqual(checked.proven, {}, 'that no list was answered says nothing about lists');
  });

  test('finds our own software to be as our contract says', async () => {
    const checked = await checkSimulated({ kind: 'notpanel' }, { kind: 'notpanel' });
    assert.deepEqual(new Set(Object.values(verdicts(checked))), new Set(['ok']));
    assert.deepEqual(checked.proven, {});
    assert.deepEqual(checked.orders, []);
  });

  test('proves which actions a SmartPanel has not', async () => {
    const checked = await checkSimulated({ kind: 'smartpanel' });
    assert.deepEqual(checked.proven, { refill: false, cancel: false });
    assert.match(finding(checked, 'cancel of nothing').means, /no way to cancel/);
    assert.equal(finding(checked, 'services').verdict, 'ok');
  });

  test('does not take misses that are left out for a small batch', async () => {
    const checked = await checkSimulated({ kind: 'cmsnt' });
    assert.deepEqual(checked.proven, {});
    assert.equal(finding(checked, 'batch of orders').verdict, 'odd');
  });

  test('saves what it has proven, and nothing else', async () => {
    const simulator = openSimulator({ kind: 'smartpanel', services: SERVICES });
    await using app = await openTestApp({ post: (request) => simulator.post(request) });
    const provider = await add(app, simulator.url);
    await saveProven(app, provider, (await checkProvider(app, provider)).proven);
    const saved = await findProvider(app.db, provider.id);
    assert.deepEqual(saved, { ...provider, refill: false, cancel: false });
  });

  test('stops at one that cannot be reached', async () => {
    await using app = await openTestApp();
    const checked = await checkProvider(app, await add(app, 'http://127.0.0.1:9/'));
    assert.deepEqual(verdicts(checked), { balance: 'bad' });
    assert.match(finding(checked, 'balance').means, /cannot be reached/);
  });

  test('says over real HTTP what a client that gives up leaves behind', async () => {
    const simulator = await startSimulator({ latencyMs: 40, services: SERVICES, balance: '5' });
    await using app = await openTestApp();
    const provider = await add(app, simulator.url, simulator.key);
    const checked = await checkProvider(app, provider);
    assert.match(finding(checked, 'time-out').seen, /no answer in time|nothing was sent/);
    assert.match(finding(checked, 'time-out').means, /never sent again by itself|Nothing was sent/);
    await simulator.close();
  });
});

describe('a panel that is unlike the others', () => {
  const sound: Answering = ({ key, action, service, orders }) => {
    if (key?.startsWith('np_check_')) return { error: 'Invalid API key' };
    const miss = { error: 'Incorrect order ID' };
    const list = { service: 1, name: 'A', type: 'Default', rate: '1', min: 1, max: 9 };
    const answers: Record<string, unknown> = {
      balance: { balance: '5', currency: 'USD' },
      services: [list],
      status: orders ? Object.fromEntries(orders.split(',').map((id) => [id, miss])) : miss,
      add: service === '1' ? { order: 1 } : { error: 'neworder.error.incorrect_service_id' },
      refill: miss,
      refill_status: { error: 'Refill not found' },
      cancel: [{ order: 1, cancel: miss }],
    };
    return answers[action ?? ''] ?? { error: 'Incorrect request' };
  };
  const but =
    (action: string, answer: unknown): Answering =>
    (params) =>
      params['action'] === action && !params['key']?.startsWith('np_check_')
        ? typeof answer === 'function'
          ? (answer as Answering)(params)
          : answer
        : sound(params);

  const cases: [string, Answering, string, string, RegExp][] = [
    [
      'bills in another currency',
      but('balance', { balance: 5, currency: 'EUR' }),
      'balance',
      'bad',
      /--exchange-rate/,
    ],
    [
      'has no money of ours',
      but('balance', { balance: '0.00', currency: 'USD' }),
      'balance',
      'odd',
      /filled up/,
    ],
    [
      'answers a web page',
      but('balance', '<html>Just a moment</html>'),
      'balance',
      'bad',
      /cannot be read/,
    ],
    ['takes any order', but('add', { order: 77 }), 'impossible order', 'bad', /as 77/],
    [
      'refuses in a language of its own',
      but('add', { error: 'Hizmet yok' }),
      'impossible order',
      'odd',
      /waits for you/,
    ],
    [
      'breaks on an order',
      but('add', '<br>Fatal error'),
      'impossible order',
      'bad',
      /never sent again/,
    ],
    [
      'has a list that is none',
      but('services', { error: 'Forbidden' }),
      'services',
      'bad',
      /nothing can be imported/,
    ],
    [
      'has an empty list',
      but('services', { status: 'success', data: 'Empty Data' }),
      'services',
      'odd',
      /sells nothing/,
    ],
    [
      'has rows that are broken',
      but('services', [{ service: 1 }, { service: 2, name: 'B', rate: 1, min: 1, max: 2 }]),
      'services',
      'odd',
      /service 1 has no name/,
    ],
    [
      'sells what we do not',
      but('services', [{ service: 1, name: 'A', type: 'Mystery', rate: 1, min: 1, max: 2 }]),
      'services',
      'odd',
      /Mystery/,
    ],
    [
      'answers no lists',
      but('status', ({ orders }: Record<string, string>) =>
        orders ? { error: 'Incorrect request' } : { error: 'Incorrect order ID' },
      ),
      'batch of orders',
      'odd',
      /call of its own/,
    ],
    [
      'takes at most twenty at a time',
      but('status', ({ orders, order }: Record<string, string>) =>
        orders && orders.split(',').length > 20
          ? { error: 'Too many' }
          : sound({ action: 'status', ...(orders ? { orders } : { order: order ?? '' }) }),
      ),
      'batch of orders',
      'ok',
      /20 at a time/,
    ],
    [
      'passes over the rest',
      but('status', ({ orders }: Record<string, string>) =>
        sound({
          action: 'status',
          ...(orders ? { orders: orders.split(',').slice(0, 50).join(',') } : {}),
        }),
      ),
      'batch of orders',
      'odd',
      /first 50/,
    ],
    [
      'cancels anything',
      but('cancel', [{ order: 1, cancel: 1 }]),
      'cancel of nothing',
      'odd',
      /not there/,
    ],
    [
      'has every order',
      but('status', { status: 'Pending', charge: '1' }),
      'unknown order',
      'odd',
      /not tried/,
    ],
    [
      'says the same to everything',
      ({ action, key }) =>
        action === 'balance' && !key?.startsWith('np_check_')
          ? { balance: 1, currency: 'USD' }
          : { error: 'Bad request' },
      'unknown order',
      'odd',
      /cannot be told/,
    ],
    ['lets anybody in', (params) => sound({ ...params, key: 'any' }), 'wrong key', 'bad', /no key/],
  ];
  for (const [name, answering, probe, verdict, means] of cases) {
    test(name, async () => {
      const checked = await checkAnswering(answering);
      const found = finding(checked, probe);
      assert.equal(found.verdict, verdict, found.seen);
      assert.match(found.means, means);
    });
  }

  test('is asked to cancel nothing when it has an order that should not be there', async () => {
    const asked: string[] = [];
    await checkAnswering((params) => {
      asked.push(params['action'] ?? '');
      return but('status', { status: 'Pending', charge: '1' })(params);
    });
    assert.ok(asked.includes('status') && !asked.includes('cancel') && !asked.includes('refill'));
  });
});

test('The words of our own orders are read too', async () => {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { action, orders, order } = Object.fromEntries(new URLSearchParams(body));
      const known = { status: 'Zugestellt', start_count: '1', remains: 'viele' };
      const miss = { error: 'Incorrect order ID' };
      const of = (id: string) => (id === '55' || id === '56' ? known : miss);
      const status = orders
        ? Object.fromEntries(orders.split(',').map((id) => [id, of(id)]))
        : of(order ?? '');
      const answers: Record<string, unknown> = { status, balance: { balance: 1 } };
      response.end(JSON.stringify(answers[action ?? ''] ?? { error: 'Incorrect request' }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await using app = await openTestApp();
  const provider = await add(app, `http://127.0.0.1:${port}/`);
  const now = new Date();
  await app.transact((tx) =>
    tx
      .insertInto('attempts')
      .values(
        ['55', '56'].map((id, at) => ({
          order_id: at + 1,
          provider_id: provider.id,
          number: 1,
          worker: 'test',
          provider_service: '1',
          outcome: 'accepted' as const,
          provider_order_id: id,
          started_at: now,
          lease_until: now,
          finished_at: now,
        })),
      )
      .execute(),
  );
  const checked = await checkProvider(app, provider);
  const words = finding(checked, 'words of our orders');
  assert.match(words.seen, /^2 of 2 orders: Zugestellt$/);
  assert.match(words.means, /Zugestellt.*not always a count.*does not tell what it charged/);
  assert.equal(words.verdict, 'odd');
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
