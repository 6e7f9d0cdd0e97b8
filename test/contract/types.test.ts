import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { reloadCatalog, type Service, type ServiceType } from '#catalog/index.ts';
import { openBuyer, startApi, type ApiAnswer, type TestApi } from '#test/support/api.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { addService } from '#test/support/shop.ts';

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

const LINK = 'https://example.com/post';
const LINES = 'one\r\n\r\ntwo\nthree';
const TRAFFIC = { country: 'DE', device: 5, type_of_traffic: 1 };

type Fields = Record<string, string | number>;
type Expected = { quantity: number; kind?: string; details?: object };

/** What is required, what is optional, and the order that comes of both (contract 5). */
const TYPES: Record<ServiceType, { required: Fields; optional?: Fields; makes: Expected }> = {
  Default: {
    required: { link: LINK, quantity: 20 },
    optional: { runs: 3, interval: 60 },
    makes: { quantity: 60, kind: 'drip_feed' },
  },
  Package: { required: { link: LINK }, optional: { quantity: 77 }, makes: { quantity: 2 } },
  SEO: {
    required: { link: LINK, quantity: 20, keywords: LINES },
    makes: { quantity: 20, details: { keywords: ['one', 'two', 'three'] } },
  },
  'Custom Comments': {
    required: { link: LINK, comments: LINES },
    optional: { quantity: 99 },
    makes: { quantity: 3, details: { comments: ['one', 'two', 'three'] } },
  },
  'Custom Comments Package': {
    required: { link: LINK, comments: LINES },
    makes: { quantity: 2, details: { comments: ['one', 'two', 'three'] } },
  },
  'Mentions with Hashtags': {
    required: { link: LINK, quantity: 20, usernames: 'a\nb', hashtags: 'c\nd' },
    makes: { quantity: 20, details: { usernames: ['a', 'b'], hashtags: ['c', 'd'] } },
  },
  'Mentions Custom List': {
    required: { link: LINK, usernames: LINES },
    makes: { quantity: 3, details: { usernames: ['one', 'two', 'three'] } },
  },
  'Mentions Hashtag': {
    required: { link: LINK, quantity: 20, hashtag: 'one' },
    makes: { quantity: 20, details: { hashtag: 'one' } },
  },
  'Mentions User Followers': {
    required: { link: LINK, quantity: 20, username: 'one' },
    makes: { quantity: 20, details: { username: 'one' } },
  },
  'Mentions Media Likers': {
    required: { link: LINK, quantity: 20, media: `${LINK}/media` },
    makes: { quantity: 20, details: { media: `${LINK}/media` } },
  },
  'Comment Likes': {
    required: { link: LINK, quantity: 20, username: 'one' },
    makes: { quantity: 20, details: { username: 'one' } },
  },
  'Comment Replies': {
    required: { link: LINK, username: 'one', comments: LINES },
    makes: { quantity: 3, details: { username: 'one', comments: ['one', 'two', 'three'] } },
  },
  Poll: {
    required: { link: LINK, quantity: 20, answer_number: 7 },
    makes: { quantity: 20, details: { answer_number: '7' } },
  },
  'Invites from Groups': {
    required: { link: LINK, quantity: 20, groups: 'a\nb' },
    makes: { quantity: 20, details: { groups: ['a', 'b'] } },
  },
  Subscriptions: {
    required: { username: 'one', min: 10, max: 20, delay: 30 },
    optional: { posts: 5, old_posts: 2, expiry: '31/12/2030' },
    makes: { quantity: 0, kind: 'subscription', details: { username: 'one' } },
  },
  'Web Traffic': {
    required: { link: LINK, quantity: 20, ...TRAFFIC },
    optional: { google_keyword: 'shoes', referring_url: LINK, runs: 3, interval: 60 },
    makes: {
      quantity: 60,
      kind: 'drip_feed',
      details: { ...TRAFFIC, google_keyword: 'shoes', referring_url: LINK },
    },
  },
};

async function serviceOf(type: ServiceType): Promise<Service> {
  const isDripFeed = type === 'Default' || type === 'Web Traffic';
  const service = await addService(app, { type, min: 2, max: 1_000, dripfeed: isDripFeed });
  await reloadCatalog(app);
  return service;
}

const orderId = ({ json, text }: ApiAnswer): number => {
  const { order } = json as { order?: string | number };
  assert.ok(order !== undefined, text);
  return Number(String(order).replace('ord_', ''));
};

for (const [name, { required, optional = {}, makes }] of Object.entries(TYPES)) {
  const type = name as ServiceType;

  for (const dialect of ['notpanel', 'classic'] as const) {
    test(`${dialect}: ${type} takes what it requires and what is optional`, async () => {
      const service = await serviceOf(type);
      const { keys, accountId } = await openBuyer(app);
      const key = keys[dialect];
      const add = (fields: Fields) =>
        api.post({ key, action: 'add', service: service.id, request_id: randomUUID(), ...fields });
      orderId(await add(required));
      const id = orderId(await add({ ...required, ...optional }));

      const order = await app.db
        .selectFrom('orders')
        .select(['account_id', 'quantity', 'kind', 'details', 'charge'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      assert.deepEqual(order, {
        account_id: accountId,
        quantity: makes.quantity,
        kind: makes.kind ?? 'single',
        details: makes.details ?? null,
        charge: service.rate * BigInt(makes.quantity),
      });
      const status = await api.post({ key, action: 'status', order: id });
      const { status: word, charge, ...rest } = status.json as Record<string, string>;
      assert.match(String(word), /^(pending|active)$/i);
      assert.equal(Number(charge) * 1_000, makes.quantity);
      assert.equal(rest['remains'], String(makes.quantity));
    });
  }

  for (const missing of Object.keys(required)) {
    test(`${type} says that ${missing} is missing`, async () => {
      const service = await serviceOf(type);
      const { keys } = await openBuyer(app);
      const fields: Fields = { ...required, action: 'add', service: service.id, request_id: 'a' };
      delete fields[missing];
      const { status, json } = await api.post({ ...fields, key: keys.notpanel });
      assert.equal(status, 400);
      assert.deepEqual(json, { error: `Missing required parameter: ${missing}` });
      const classic = await api.post({ ...fields, key: keys.classic });
      assert.equal(classic.status, 200);
      const text = missing === 'comments' ? 'neworder.error.comment' : 'Incorrect request';
      assert.deepEqual(classic.json, { error: text });
    });
  }
}

test('the first missing parameter is named in documented order', async () => {
  const service = await serviceOf('Web Traffic');
  const { keys } = await openBuyer(app);
  const sent: Fields = { key: keys.notpanel, action: 'add' };
  const steps: Fields = {
    service: service.id,
    request_id: 'a',
    link: LINK,
    quantity: 5,
    ...TRAFFIC,
  };
  for (const [name, value] of Object.entries(steps)) {
    const { json } = await api.post(sent);
    assert.deepEqual(json, { error: `Missing required parameter: ${name}` });
    sent[name] = value;
  }
  orderId(await api.post(sent));
});

const OUT_OF_RANGE: [ServiceType, Fields, parameter: string][] = [
  ['Default', { runs: 1_001, interval: 1 }, 'runs'],
  ['Default', { runs: 2, interval: 10_081 }, 'interval'],
  ['Default', { runs: 'x', interval: 1 }, 'runs'],
  ['Web Traffic', { device: 6 }, 'device'],
  ['Web Traffic', { device: 0 }, 'device'],
  ['Web Traffic', { type_of_traffic: 4 }, 'type_of_traffic'],
  ['Subscriptions', { expiry: '2030-12-31' }, 'expiry'],
  ['Subscriptions', { expiry: '31/02/2030' }, 'expiry'],
  ['Subscriptions', { min: 1 }, 'min'],
  ['Subscriptions', { max: 1_001 }, 'max'],
  ['Subscriptions', { min: 20, max: 10 }, 'max'],
  ['Subscriptions', { max: 9_999_999_999 }, 'max'],
  ['Subscriptions', { delay: -1 }, 'delay'],
  ['Subscriptions', { posts: 1.5 }, 'posts'],
  ['Mentions Hashtag', { hashtag: 'a\nb' }, 'hashtag'],
  ['Mentions Hashtag', { hashtag: 'a'.repeat(201) }, 'hashtag'],
  ['SEO', { keywords: 'a\0b' }, 'keywords'],
];

for (const [type, fields, parameter] of OUT_OF_RANGE) {
  test(`${type} refuses ${JSON.stringify(fields).slice(0, 60)}`, async () => {
    const service = await serviceOf(type);
    const { keys } = await openBuyer(app);
    const call = { key: keys.notpanel, action: 'add', service: service.id, request_id: 'a' };
    const { status, json } = await api.post({ ...call, ...TYPES[type].required, ...fields });
    assert.equal(status, 400);
    assert.match(
      (json as { error: string }).error,
      new RegExp(`^Invalid parameter: ${parameter} `),
    );
  });
}

test('a drip-feed that a client does not mean is none', async () => {
  const service = await serviceOf('Default');
  const { keys } = await openBuyer(app);
  for (const value of ['undefined', 'null', '', '0']) {
    const call = {
      key: keys.classic,
      action: 'add',
      service: service.id,
      link: LINK,
      quantity: 20,
    };
    const id = orderId(await api.post({ ...call, runs: value, interval: value }));
    const { kind } = await app.db
      .selectFrom('orders')
      .select('kind')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    assert.equal(kind, 'single');
  }
});
