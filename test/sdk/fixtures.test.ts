import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import {
  ACTIONS,
  ANSWERED_CODES,
  classic,
  ERROR_TEXTS,
  errorOf,
  notpanel,
  type AnsweredCode,
} from '#api/index.ts';
import { AppError } from '#lib/errors.ts';
import { ORDER_PARAMS } from '#orders/index.ts';
import { startFixtureServer, type Answer, type FixtureServer } from './fixture-server.ts';
import {
  buildTypescript,
  NOW_S,
  SDKS,
  startDriver,
  whyNot,
  type Driver,
  type Sdk,
} from './sdks.ts';

type Fields = Record<string, string>;
type Case = {
  name: string;
  call: string;
  args?: Record<string, unknown>;
  client?: Record<string, unknown>;
  random?: number;
  path?: string;
  exchanges?: { sends: Fields; answer: Answer }[];
  value?: unknown;
  error?: Record<string, unknown>;
  /** An error of the language's own. */
  fails?: true;
  waits?: number[];
};
type OrderCase = { type: string; args: Record<string, unknown>; sends?: Fields };
type ErrorCase = {
  code: AnsweredCode;
  dialect: 'notpanel' | 'classic';
  message?: string;
  about?: string;
  status: number;
  text: string;
  error: { type: string; parameter?: string };
};

const read = async <T>(name: string): Promise<T> => {
  const file = new URL(`../../sdk/fixtures/${name}.json`, import.meta.url);
  return JSON.parse(await readFile(file, 'utf8')) as T;
};

const errors = await read<ErrorCase[]>('errors');
const orders = await read<OrderCase[]>('orders');
const money = await read<Omit<Case, 'name'>[]>('money');
const cases: Case[] = [
  ...(await read<Case[]>('calls')),
  ...(await read<Case[]>('retries')),
  ...(await read<Case[]>('webhooks')),
  ...orders.map(asCase),
  ...errors.map(errorCase),
  ...money.map((one) => ({ ...one, name: `${one.call} of ${JSON.stringify(one.args)}` })),
];

function asCase({ type, args, sends = {} }: OrderCase): Case {
  const written = Object.entries(args).map(([name, value]) => [name, String(value)]);
  const fields = { service: '7', request_id: 'r-1', ...Object.fromEntries(written), ...sends };
  return {
    name: `an order of the type ${type}`,
    call: 'add',
    args: { service: 7, request_id: 'r-1', ...args },
    exchanges: [{ sends: { action: 'add', ...fields }, answer: { json: { order: 'ord_1' } } }],
    value: { order: 'ord_1', request_id: 'r-1', replayed: false },
  };
}

function errorCase({ code, dialect, status, text, error }: ErrorCase): Case {
  const answer = { status, json: { error: text }, headers: { 'X-Request-Id': 'req_1' } };
  return {
    name: `${code} in the ${dialect} dialect: ${text}`,
    call: 'status',
    args: { order: 1 },
    client: { retries: 0 },
    exchanges: [{ sends: { action: 'status', order: '1' }, answer }],
    error: { ...error, status, text, action: 'status', call_id: 'req_1' },
  };
}

const MADE = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/;

/**
 * What is absent or null counts for nothing, and a made id is whatever was sent. The message of an
 * error is the panel's text; where it has none, a language's own.
 */
function plain(value: unknown, made?: string, keepsMessage = false): unknown {
  // PHP knows no difference between an empty list and an empty map.
  if (Array.isArray(value) && value.length > 0) return value.map((one) => plain(one, made));
  if (value === '$made') return made;
  if (typeof value !== 'object' || value === null) return value;
  const { message, ...rest } = value as Record<string, unknown>;
  const isApiError = 'text' in rest && 'type' in rest;
  if (isApiError && message !== undefined) assert.equal(message, rest['text']);
  const fields = isApiError || !keepsMessage ? rest : value;
  const known = Object.entries(fields).filter(([, one]) => one !== null && one !== undefined);
  return Object.fromEntries(known.map(([name, one]) => [name, plain(one, made)]));
}

async function hold(one: Case, driver: Driver, server: FixtureServer, sdk: string): Promise<void> {
  const { exchanges = [], value, error, fails, waits = [], path = '' } = one;
  const received = server.play(exchanges.map(({ answer }) => answer));
  const client = { ...one.client, url: server.origin + path };
  const outcome = await driver.ask({ ...one, client });
  const made = received[0]?.fields['request_id'];
  const said = JSON.stringify(outcome);

  assert.equal(received.length, exchanges.length, `${received.length} requests came: ${said}`);
  for (const [at, { method, path, headers, fields }] of received.entries()) {
    const { sends } = exchanges[at] as { sends: Fields };
    if (sends['request_id'] === '$made') assert.match(String(made), MADE);
    assert.deepEqual(plain(fields, made), plain({ key: 'np_live_fixture', ...sends }, made));
    assert.deepEqual([method, path.replace(/\/$/, '')], ['POST', '/api/v2']);
    assert.match(headers['content-type'] ?? '', /^application\/x-www-form-urlencoded/);
    assert.match(headers['user-agent'] ?? '', new RegExp(`^notpanel-${sdk}/\\d+\\.\\d+\\.\\d+$`));
    assert.match(headers.accept ?? '', /application\/json/);
  }
  if (fails) assert.ok(outcome.error, said);
  else if (error) {
    const keeps = 'message' in error;
    assert.deepEqual(plain(outcome.error, made, keeps), plain(error, made, keeps), said);
  } else {
    assert.equal(outcome.error, undefined, said);
    assert.deepEqual(plain(outcome.value ?? undefined, made), plain(value, made));
  }
  assert.deepEqual(outcome.waits, waits);
  assert.doesNotMatch(JSON.stringify(outcome.error ?? {}), /np_live_fixture/);
}

const published = await mkdtemp(join(tmpdir(), 'notpanel-sdk-'));
after(() => rm(published, { recursive: true }));

type Subject = Sdk & { title: string; env?: () => Promise<NodeJS.ProcessEnv> };
const SUBJECTS: Subject[] = [
  ...SDKS.map((sdk) => ({ ...sdk, title: `the ${sdk.name} SDK` })),
  {
    ...(SDKS[0] as Sdk),
    title: 'the TypeScript SDK as it is published',
    env: async () => ({ NOTPANEL_SDK: await buildTypescript(published) }),
  },
];

for (const { title, env, ...sdk } of SUBJECTS) {
  describe(title, { skip: whyNot(sdk) }, () => {
    let driver: Driver;
    let server: FixtureServer;
    before(async () => {
      server = await startFixtureServer();
      driver = startDriver(sdk, await env?.());
    });
    after(async () => {
      await driver[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    });
    for (const one of cases) test(one.name, () => hold(one, driver, server, sdk.name));

    test('every other text of the server becomes the class of its kind', async () => {
      const kindOf = (dialect: string, code: string, about?: string) => {
        const own = errors.filter((one) => one.dialect === dialect && one.code === code);
        return (own.find((one) => one.about === about) ?? own[0])?.error.type;
      };
      for (const dialect of [notpanel, classic]) {
        for (const [code, texts] of Object.entries(ERROR_TEXTS)) {
          for (const said of texts) {
            const refusal = errorOf(code as AnsweredCode, said);
            const { status, text } = dialect.errors[code as AnsweredCode];
            server.play([{ status, json: { error: text(refusal) } }]);
            const client = { url: server.origin, retries: 0 };
            const { error } = await driver.ask({ call: 'balance', client });
            const kind = kindOf(dialect.name, code, said.parameter);
            assert.equal(error?.['type'], kind, text(refusal));
          }
        }
      }
    });

    test('signs for the moment when none is named', async () => {
      const body = '{"type":"a","timestamp":"b","data":{}}';
      const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
      const before = Math.floor(Date.now() / 1_000);
      const signed = await driver.ask({ call: 'sign_webhook', args: { secret, id: 'x', body } });
      const headers = signed.value as Record<string, string>;
      const at = Number(headers['webhook-timestamp']);
      assert.ok(at >= before && at <= Date.now() / 1_000, String(at));
      const args = { secrets: secret, headers, body, now: at };
      const { value } = await driver.ask({ call: 'verify_webhook', args });
      assert.equal((value as { id: string }).id, 'x');
    });
  });
}

describe('the fixtures', () => {
  test('have every error of the server, in its very words, in both dialects', () => {
    for (const dialect of [notpanel, classic]) {
      for (const code of ANSWERED_CODES) {
        const { status, text } = dialect.errors[code];
        const own = errors.filter((one) => one.code === code && one.dialect === dialect.name);
        assert.ok(own.length > 0, `${dialect.name}: no ${code}`);
        for (const { message = '', about, ...one } of own) {
          const options = about === undefined ? {} : { parameter: about };
          const said = text(new AppError(one.code, message, options));
          assert.deepEqual([status, said], [one.status, one.text]);
        }
      }
    }
  });

  test('have every parameter of every type of service', () => {
    const known = Object.fromEntries(orders.map(({ type, args }) => [type, Object.keys(args)]));
    const wanted = Object.entries(ORDER_PARAMS).map(([type, schema]) => [
      type,
      Object.keys(schema.shape).sort(),
    ]);
    const found = Object.entries(known).map(([type, names]) => [type, names.sort()]);
    assert.deepEqual(Object.fromEntries(found), Object.fromEntries(wanted));
  });

  test('have every action of the server', () => {
    const called = cases.flatMap(({ exchanges = [] }) =>
      exchanges.map(({ sends }) => sends['action']),
    );
    assert.deepEqual(new Set(called), new Set(ACTIONS.keys()));
  });

  test('are of one moment', () => {
    for (const { call, args } of cases) {
      if (call === 'verify_webhook') assert.equal(args?.['now'], NOW_S);
    }
  });
});
