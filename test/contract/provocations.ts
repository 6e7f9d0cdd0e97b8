import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { suspendAccount } from '#accounts/index.ts';
import { reloadCatalog } from '#catalog/index.ts';
import { createCoupon } from '#coupons/index.ts';
import { parseMoney } from '#lib/money.ts';
import { setSpendLimits, type NewSpendLimits } from '#orders/index.ts';
import type { AnsweredCode } from '#api/index.ts';
import type { Dialect } from '#keys/index.ts';
import {
  openBuyer,
  openKey,
  startApi,
  type ApiAnswer,
  type Buyer,
  type TestApi,
} from '#test/support/api.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { eventually } from '#test/support/eventually.ts';
import { addService } from '#test/support/shop.ts';
import type { ErrorShop } from './error-shop.ts';

type Fields = Record<string, string | number>;

/** A buyer with a key of the dialect, and ways to call with it. */
export type Scene = {
  app: TestApp;
  api: TestApi;
  shop: ErrorShop;
  buyer: Buyer;
  dialect: Dialect;
  key: string;
  ask(fields: Fields): Promise<ApiAnswer>;
  /** An order that would be taken, but for these fields. */
  add(fields?: Fields): Promise<ApiAnswer>;
  /** Places it; answers its number. */
  place(fields?: Fields): Promise<string>;
};

type Provoke = (scene: Scene) => Promise<ApiAnswer>;

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';
const LINK = 'https://example.com/post';

const adding =
  (fields: Fields): Provoke =>
  ({ add }) =>
    add(fields);
const asking =
  (fields: Fields): Provoke =>
  ({ ask }) =>
    ask(fields);
const hooking = (url: string, events = 'order.completed'): Provoke =>
  asking({ action: 'webhook.add', url, events });

const sending =
  (
    body: string | Uint8Array<ArrayBuffer>,
    type: string,
    headers: Record<string, string> = {},
  ): Provoke =>
  ({ api }) =>
    api.send({ method: 'POST', body, headers: { 'content-type': type, ...headers } });

const subscribing =
  (fields: Fields): Provoke =>
  ({ ask, shop }) =>
    ask({
      ...{ action: 'add', request_id: randomUUID(), service: shop.services.subscription.id },
      ...{ username: 'launch', min: 10, max: 20, delay: 0, ...fields },
    });

const at =
  (service: keyof ErrorShop['services'], fields: Fields = {}): Provoke =>
  ({ add, shop }) =>
    add({ service: shop.services[service].id, ...fields });

/** An order of the refillable service as it is after an ending. */
async function ended(
  { app, place, shop }: Scene,
  status: 'completed' | 'partial',
  daysAgo = 0,
): Promise<string> {
  const order = await place({ service: shop.services.refilled.id });
  const finished = new Date(app.clock.now() - daysAgo * 86_400_000);
  await app.transact((tx) =>
    tx
      .updateTable('orders')
      .set({
        status,
        remains: 0,
        created_at: finished,
        started_at: finished,
        finished_at: finished,
      })
      .where('id', '=', Number(order.replace('ord_', '')))
      .execute(),
  );
  return order;
}

const INVALID: Record<string, Provoke> = {
  'a whole number': adding({ quantity: 'many' }),
  'the charge is too large': at('dear', { quantity: 2_000_000_000 }),
  'a number such as 23501': adding({ service: 'best' }),
  'an id such as 23501 or ord_23501': asking({ action: 'status', order: 'x' }),
  '1 to 100 ids with commas between them': asking({ action: 'status', orders: '1,'.repeat(101) }),
  'an id such as 23501 or ref_23501': asking({ action: 'refill_status', refill: 'x' }),
  'one line of at most 1000 characters': adding({ link: `${LINK}/${'a'.repeat(1_000)}` }),
  'lines of text': at('comments', { comments: 'a\0b' }),
  'a whole number from 0 to 1000': at('dripFeed', { runs: 1_001, interval: 1 }),
  'this service takes no runs and no interval': adding({ runs: 2, interval: 1 }),
  'a whole number from 0 to 10080': at('dripFeed', { runs: 2, interval: 10_081 }),
  'a number from 10 to 10000': subscribing({ min: 9 }),
  'a day as d/m/Y': subscribing({ expiry: '2030-12-31' }),
  'a day that is not over': subscribing({ expiry: '31/12/2020' }),
  '1 to 128 characters without control characters': adding({ request_id: 'a'.repeat(129) }),
  'use an https address such as https://shop.example/webhooks': hooking('shop.example'),
  'use an https address': hooking('http://shop.example/webhooks'),
  'use an address without a password': hooking('https://me:secret@shop.example/'),
  'use port 443, 80, or one from 1024': hooking('https://shop.example:22/'),
  'the address is not public': hooking('https://10.0.0.1/'),
  'the host name has no address': hooking('https://nowhere.example/'),
  'the operator has closed this address': hooking('https://closed.example/'),
  'names with commas between them': hooking('https://shop.example/', ' , '),
};

const MALFORMED: Record<string, Provoke> = {
  'The body is not valid JSON': sending('{', JSON_TYPE),
  'The JSON body must be an object': sending('[]', JSON_TYPE),
  'The JSON body nests deeper than 32': sending('['.repeat(33), JSON_TYPE),
  'The body must be application/x-www-form-urlencoded, multipart/form-data or application/json':
    sending('<a/>', 'text/xml'),
  'The form is not percent-encoded UTF-8': sending('a=%ff', FORM),
  'The body is not UTF-8': sending(new Uint8Array([0x61, 0x3d, 0xff]), FORM),
  'The body must be UTF-8': sending('a=1', `${FORM}; charset=latin1`),
  'The body must not be compressed': sending(new Uint8Array(gzipSync('a=1')), FORM, {
    'content-encoding': 'gzip',
  }),
  'The body is larger than 262144 bytes': sending('a'.repeat(262_145), FORM),
  'The query is longer than 8192 characters': ({ api }) =>
    api.send({ method: 'POST' }, `/api/v2?a=${'a'.repeat(8_192)}`),
  'The request has more than 256 fields': sending('a&'.repeat(257), FORM),
  'The request has more than one request_id': sending('request_id=1&request_id=2', FORM),
  'The multipart body names no boundary': sending('x', 'multipart/form-data'),
  'The multipart body is broken': sending('x', 'multipart/form-data; boundary=b'),
  'Files are not taken': ({ api }) => {
    const body = new FormData();
    body.set('file', new Blob(['x']), 'x.txt');
    return api.send({ method: 'POST', body });
  },
  'GET is not taken: use POST': ({ api }) => api.send({ method: 'GET' }),
  'PUT is not taken: use POST': ({ api }) => api.send({ method: 'PUT' }),
  'The Host is missing': async ({ api }) => {
    const answer = await api.raw('POST /api/v2 HTTP/1.1\r\nConnection: close\r\n\r\n');
    const [head = '', text = ''] = answer.split('\r\n\r\n');
    const status = Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]);
    return { status, text, json: JSON.parse(text), headers: new Headers() };
  },
};

const COUPONS: Record<string, Provoke> = {
  'the coupon is not known': adding({ coupon: 'NONE' }),
  'the coupon is not valid yet': adding({ coupon: 'EARLY' }),
  'the coupon has expired': adding({ coupon: 'LATE' }),
  'the coupon is not for this service': adding({ coupon: 'OTHER' }),
  'the coupon is for orders of at least 5.00': adding({ coupon: 'LARGE' }),
  'the coupon is used up': async ({ app, place, add }) => {
    const coupon = `ONE-${randomUUID().slice(0, 8)}`;
    await app.transact((tx) =>
      createCoupon(tx, { code: coupon, amount: parseMoney('0.1'), maxUses: 1 }),
    );
    await place({ coupon });
    return add({ coupon });
  },
  'the coupon is used up for this account': async ({ place, add }) => {
    await place({ coupon: 'MINE' });
    return add({ coupon: 'MINE' });
  },
  'a coupon of a fixed amount is not for subscriptions': subscribing({ coupon: 'FIXED' }),
  'a coupon with a minimum charge is not for subscriptions': subscribing({ coupon: 'LARGE' }),
};

const REFILLS: Record<string, Provoke> = {
  'This service has no refill': async ({ ask, place }) =>
    ask({ action: 'refill', order: await place() }),
  'Only a completed or partial order can be refilled': async ({ ask, place, shop }) =>
    ask({ action: 'refill', order: await place({ service: shop.services.refilled.id }) }),
  'The guarantee of 30 days is over': async (scene) =>
    scene.ask({ action: 'refill', order: await ended(scene, 'completed', 31) }),
  'This order was refilled 3 times already': async (scene) => {
    const order = await ended(scene, 'completed');
    for (let time = 0; time < 3; time += 1) {
      await scene.ask({ action: 'refill', order });
      await scene.app.transact((tx) =>
        tx
          .updateTable('refills')
          .set({ status: 'completed', finished_at: new Date(scene.app.clock.now()) })
          .where('status', '=', 'pending')
          .execute(),
      );
    }
    return scene.ask({ action: 'refill', order });
  },
  'Ask for refills of the runs of this order': async ({ ask, place, shop }) => {
    const service = shop.services.refilled.id;
    return ask({ action: 'refill', order: await place({ service, runs: 2, interval: 1 }) });
  },
  'Ask for refills of the posts of this order': async (scene) => {
    const { json } = await subscribing({})(scene);
    return scene.ask({ action: 'refill', order: String((json as { order: string }).order) });
  },
};

/** So many webhooks there are, five to a key; the one too many is added by a key with room, if any. */
const hooks =
  (count: number, again: string): Provoke =>
  async ({ app, api, buyer, dialect, key }) => {
    const another = () => openKey(app, buyer.accountId, { dialect });
    const keys = [key, await another(), await another()];
    const add = (by: number, url: string) =>
      api.post({ key: keys[by] ?? '', action: 'webhook.add', url });
    for (let hook = 0; hook < count; hook += 1) {
      await add(Math.floor(hook / 5), `https://shop.example/${hook}`);
    }
    return add(count === 10 ? 2 : 0, again);
  };

const withKey =
  (settings: Parameters<typeof openKey>[2], fields: (scene: Scene) => Fields): Provoke =>
  async (scene) => {
    const { app, api, buyer, dialect } = scene;
    const key = await openKey(app, buyer.accountId, { dialect, ...settings });
    return api.post({ key, ...fields(scene) });
  };

const withLimits =
  ({ daily, monthly }: { daily?: string; monthly?: string }): Provoke =>
  async (scene) => {
    const { app, buyer } = scene;
    const limits = {
      daily: daily === undefined ? null : parseMoney(daily),
      monthly: monthly === undefined ? null : parseMoney(monthly),
    };
    const set = (wanted: NewSpendLimits) =>
      app.transact((tx) => setSpendLimits(tx, buyer.accountId, wanted, new Date()));
    await set(limits);
    const answer = await withKey({}, anOrder)(scene);
    await set({ daily: null, monthly: null });
    return answer;
  };

const anOrder = ({ shop }: Scene): Fields => ({
  ...{ action: 'add', request_id: randomUUID() },
  ...shop.order,
});

/** How to have the server say each text, by code and message. */
export const PROVOCATIONS: Record<AnsweredCode, Record<string, Provoke>> = {
  missing_parameter: {
    'Missing required parameter: service': asking({ action: 'add', request_id: 'a' }),
  },
  invalid_parameter: INVALID,
  malformed_request: MALFORMED,
  invalid_key: { 'Invalid API key': ({ api }) => api.post({ key: 'x', action: 'balance' }) },
  invalid_action: { 'Invalid action': asking({ action: 'orders' }) },
  service_not_found: { 'Service not found': at('off') },
  invalid_link: {
    'an http or https address of at most 1000 characters': adding({ link: 'ftp://example.com' }),
  },
  link_active: {
    'An order for this link is still active': async ({ place, add, shop }) => {
      const service = shop.services.guarded.id;
      await place({ service });
      return add({ service });
    },
  },
  quantity_too_small: { 'at least 10': adding({ quantity: 9 }) },
  quantity_too_large: {
    'at most 10000': adding({ quantity: 10_001 }),
    'fewer runs, or less in each': async ({ app, add }) => {
      const { id } = await addService(app, { dripfeed: true, max: 2_000_000_000 });
      await reloadCatalog(app);
      return add({ service: id, quantity: 2_000_000_000, runs: 1_000, interval: 1 });
    },
  },
  comments_missing: {
    'Missing required parameter: comments': at('comments', { comments: '\n' }),
  },
  invalid_coupon: COUPONS,
  insufficient_balance: {
    'Insufficient balance': async ({ app, api, dialect, shop }) => {
      const { keys } = await openBuyer(app, '0.99');
      return api.post({
        ...{ key: keys[dialect], action: 'add', request_id: randomUUID() },
        ...shop.order,
      });
    },
  },
  order_not_found: { 'Order not found': asking({ action: 'status', order: 'ord_2147483647' }) },
  refill_not_found: {
    'Refill not found': asking({ action: 'refill_status', refill: 'ref_2147483647' }),
  },
  webhook_not_found: {
    'Webhook not found': asking({ action: 'webhook.remove', webhook: 'wh_2147483647' }),
  },
  refill_refused: REFILLS,
  cancel_refused: {
    'The order is already completed': async (scene) =>
      scene.ask({ action: 'cancel', order: await ended(scene, 'completed') }),
    'The order is already partial': async (scene) =>
      scene.ask({ action: 'cancel', order: await ended(scene, 'partial') }),
  },
  request_id_conflict: {
    'This request_id belongs to a different request': async ({ place, add }) => {
      await place({ request_id: 'taken' });
      return add({ request_id: 'taken', quantity: 500 });
    },
  },
  conflict: {
    'A webhook with this address is there already': hooks(1, 'https://shop.example/0'),
    'A key has at most 5 webhooks: remove one first': hooks(5, 'https://shop.example/new'),
    'An account has at most 10 webhooks: remove one first': hooks(10, 'https://shop.example/new'),
  },
  scope_missing: {
    'This key may not add: it lacks the scope order': withKey({ scopes: ['read'] }, anOrder),
  },
  ip_not_allowed: {
    'This key may not be used from 203.0.113.7': async ({ app, buyer, dialect }) => {
      await using behind = await startApi(app, { trustedProxies: ['127.0.0.1'] });
      const allowedIps = ['192.0.2.0/24'];
      const key = await openKey(app, buyer.accountId, { dialect, allowedIps });
      const body = new URLSearchParams({ key, action: 'balance' });
      return await behind.send({
        method: 'POST',
        body,
        headers: { 'x-forwarded-for': '203.0.113.7' },
      });
    },
  },
  spend_cap_reached: {
    'The spend cap of this key is reached for today': withKey(
      { dailySpendCap: parseMoney('0.5') },
      anOrder,
    ),
    'The spend limit of this account is reached for today': withLimits({ daily: '0.5' }),
    'The spend limit of this account is reached for this month': withLimits({ monthly: '0.5' }),
  },
  account_suspended: {
    'Account suspended': async ({ app, ask, buyer }) => {
      await app.transact((tx) => suspendAccount(tx, buyer.accountId, 'a test'));
      let answer = await ask({ action: 'balance' });
      await eventually(async () => {
        answer = await ask({ action: 'balance' });
        return answer.text.includes('error');
      }, 5_000);
      return answer;
    },
  },
  rate_limited: {
    'Rate limit exceeded': async ({ dialect }) => {
      await using limited = await openTestApp();
      await using api = await startApi(limited);
      const { accountId } = await openBuyer(limited);
      const key = await openKey(limited, accountId, { dialect, requestsPerMinute: 1 });
      let answer = await api.post({ key, action: 'balance' });
      // The minute may turn between two calls, not between three.
      for (let call = 0; call < 2 && answer.status === 200; call += 1) {
        answer = await api.post({ key, action: 'balance' });
      }
      return answer;
    },
  },
  internal: {
    'Internal server error': async ({ app, key }) => {
      const broken = { ...app, transact: () => Promise.reject(new Error('a fault')) } as TestApp;
      await using api = await startApi(broken);
      return await api.post({ key, action: 'webhook.remove', webhook: 'wh_1' });
    },
  },
  unavailable: {
    'Service unavailable': async ({ app, key }) => {
      await using api = await startApi({ ...app, draining: AbortSignal.abort() });
      return await api.post({ key, action: 'balance' });
    },
  },
};
