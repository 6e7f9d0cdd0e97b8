import { setTimeout as pause } from 'node:timers/promises';
import { UNIQUE, type LoadPlan } from './load.ts';
import type { Shop } from './shop.ts';

export type Goal = { perSecond?: number; p50Ms?: number; p99Ms?: number };

/** One kind of call, repeated by a number of connections. */
export type Scenario = {
  name: string;
  connections: number;
  requests: string[];
  expect: LoadPlan['expect'];
  goal: Goal;
  /** Looks closely at one answer before the load, which only glances at each. */
  check(answer: Answer): boolean;
};

export type Answer = { status: number; headers: Headers; body: unknown };

const PATH = '/api/v2';
const CONNECTIONS = 64; // as the issue states the goals
const BATCH = 100; // ids in one status call, the API's most
const SINGLES = 20; // different ids per buyer, so that no row is asked for again at once

const PLACED = { status: 200, bodyStart: '{"order":"ord_', minBytes: 17 };
const ORDER = /^ord_\d+$/;

/** A POST as a lean client sends it. */
export function post(fields: Record<string, string>, headers: string[] = []): string {
  const body = new URLSearchParams(fields)
    .toString()
    .replaceAll(encodeURIComponent(UNIQUE), UNIQUE);
  return [
    `POST ${PATH} HTTP/1.1`,
    'Host: 127.0.0.1',
    'User-Agent: notpanel-bench',
    'Accept: */*',
    'Content-Type: application/x-www-form-urlencoded',
    `Content-Length: ${body.length}`,
    ...headers,
    '',
    body,
  ].join('\r\n');
}

export function addScenarios(shop: Shop): Scenario[] {
  const requests = shop.buyers.map(({ key }, index) => {
    const article = shop.articles[index % shop.articles.length];
    if (!article) throw new Error('the shop sells nothing');
    return post({
      key,
      action: 'add',
      service: String(article.serviceId),
      link: `https://example.com/post/${index}`,
      quantity: String(article.quantity),
      request_id: UNIQUE,
    });
  });
  const add = { expect: PLACED, check: ({ body }: Answer) => ORDER.test(field(body, 'order')) };
  return [
    {
      ...add,
      name: 'add',
      connections: CONNECTIONS,
      requests,
      goal: { perSecond: 10_000, p99Ms: 50 },
    },
    {
      ...add,
      name: 'add, one account',
      connections: CONNECTIONS,
      requests: requests.slice(0, 1),
      goal: { perSecond: 6_000 },
    },
    { ...add, name: 'add, one connection', connections: 1, requests, goal: { p50Ms: 4 } },
  ];
}

export function readScenarios(shop: Shop, orders: ReadonlyMap<number, number[]>): Scenario[] {
  const owned = shop.buyers.map(({ key, accountId }) => ({
    key,
    ids: orders.get(accountId) ?? [],
  }));
  const batches = owned.map(({ key, ids }) =>
    post({ key, action: 'status', orders: ids.slice(0, BATCH).join(',') }),
  );
  const singles = Array.from({ length: SINGLES }, (_, index) =>
    owned.map(({ key, ids }) =>
      post({ key, action: 'status', order: `ord_${ids[(index * 5) % ids.length]}` }),
    ),
  ).flat();
  const balances = owned.map(({ key }) => post({ key, action: 'balance' }));
  return [
    {
      name: 'status, 100 ids',
      connections: CONNECTIONS,
      requests: batches,
      expect: { status: 200, bodyStart: '{"', minBytes: BATCH * 60 },
      goal: { perSecond: 2_000 },
      check: ({ body }) =>
        Object.values(body as object).filter((one) => field(one, 'status') !== '').length === BATCH,
    },
    {
      name: 'status, 1 id',
      connections: CONNECTIONS,
      requests: singles,
      expect: { status: 200, bodyStart: '{"status":"', minBytes: 60 },
      goal: { perSecond: 10_000 },
      check: ({ body }) => field(body, 'currency') === 'USD',
    },
    {
      name: 'balance',
      connections: CONNECTIONS,
      requests: balances,
      expect: { status: 200, bodyStart: '{"balance":"', minBytes: 20 },
      goal: { perSecond: 10_000 },
      check: ({ body }) => Number(field(body, 'balance')) > 0,
    },
  ];
}

export function serviceScenarios(shop: Shop, etag: string): Scenario[] {
  const list = (headers: string[]) =>
    shop.buyers.map(({ key }) => post({ key, action: 'services' }, headers));
  const complete = (coding: string) => (answer: Answer) =>
    answer.headers.get('content-encoding') === coding &&
    (answer.body as unknown[]).length === shop.services;
  const common = { connections: CONNECTIONS, goal: { perSecond: 5_000 } };
  const expect = { status: 200, bodyStart: '', minBytes: shop.services };
  return [
    {
      ...common,
      name: 'services, brotli',
      requests: list(['Accept-Encoding: gzip, deflate, br']),
      expect,
      check: complete('br'),
    },
    {
      ...common,
      name: 'services, gzip',
      requests: list(['Accept-Encoding: gzip']),
      expect,
      check: complete('gzip'),
    },
    {
      ...common,
      name: 'services, 304',
      requests: list(['Accept-Encoding: gzip', `If-None-Match: ${etag}`]),
      expect: { status: 304, bodyStart: '', minBytes: 0 },
      check: ({ status }) => status === 304,
    },
  ];
}

const PROBES = 50; // brotli is made in the background and gzip stands in for it at first
const PROBE_PAUSE_MS = 200;

/** Sends the scenario's first request by itself until its answer passes; throws if it never does. */
export async function probe(port: number, scenario: Scenario): Promise<void> {
  let answer: Answer | undefined;
  for (let index = 0; index < PROBES; index += 1) {
    answer = await send(port, scenario.requests[0] as string, `probe${index}`);
    if (answer.status === scenario.expect.status && scenario.check(answer)) return;
    await pause(PROBE_PAUSE_MS);
  }
  const body = JSON.stringify(answer?.body).slice(0, 500);
  throw new Error(`${scenario.name}: not the answer that was expected: ${answer?.status} ${body}`);
}

/** One prepared request through `fetch`, decoded. */
export async function send(port: number, request: string, unique: string): Promise<Answer> {
  const [head = '', body = ''] = request.split('\r\n\r\n');
  const headers = new Headers();
  for (const line of head.split('\r\n').slice(1)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon);
    if (name !== 'Host' && name !== 'Content-Length') headers.set(name, line.slice(colon + 2));
  }
  const answer = await fetch(`http://127.0.0.1:${port}${PATH}`, {
    method: 'POST',
    headers,
    body: body.replace(UNIQUE, `${unique}-${Date.now()}`),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    body: text === '' ? null : (JSON.parse(text) as unknown),
  };
}

function field(value: unknown, name: string): string {
  const found = (value as Record<string, unknown> | null)?.[name];
  return typeof found === 'string' ? found : '';
}
