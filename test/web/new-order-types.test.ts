import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { ServiceType } from '#catalog/index.ts';
import { openKey, startApi, type TestApi } from '#test/support/api.ts';
import { LINK, openOrderDesk, orderAt, type OrderDesk } from '#test/support/order-desk.ts';

// The order form as a browser without scripts sends it, and the API with the same parameters.

let desk: OrderDesk;
let api: TestApi;
before(async () => {
  desk = await openOrderDesk();
  api = await startApi(desk.app);
});
after(async () => {
  await api[Symbol.asyncDispose]();
  await desk[Symbol.asyncDispose]();
});

const LINES = Array.from({ length: 12 }, (_, n) => `line ${n + 1}`);

/** What a browser sends for each type, and what of it the API is sent. */
const FORMS: Readonly<Record<ServiceType, Record<string, string>>> = {
  Default: { link: LINK, quantity: '100', runs: '3', interval: '60' },
  Package: { link: LINK },
  SEO: { link: LINK, quantity: '100', keywords: 'spring\r\noffer' },
  'Custom Comments': { link: LINK, comments: LINES.join('\r\n') },
  'Custom Comments Package': { link: LINK, comments: 'one\r\ntwo' },
  'Mentions with Hashtags': {
    link: LINK,
    quantity: '100',
    usernames: 'a\r\nb',
    hashtags: 'x\r\ny',
  },
  'Mentions Custom List': { link: LINK, usernames: LINES.join('\r\n') },
  'Mentions Hashtag': { link: LINK, quantity: '100', hashtag: 'spring' },
  'Mentions User Followers': { link: LINK, quantity: '100', username: 'brand' },
  'Mentions Media Likers': { link: LINK, quantity: '100', media: 'https://example.com/media' },
  'Comment Likes': { link: LINK, quantity: '100', username: 'brand' },
  'Comment Replies': { link: LINK, username: 'brand', comments: LINES.join('\r\n') },
  Poll: { link: LINK, quantity: '100', answer_number: '2' },
  'Invites from Groups': { link: LINK, quantity: '100', groups: 'https://example.com/g' },
  Subscriptions: {
    ...{ username: 'brand', min: '20', max: '40', delay: '5' },
    ...{ posts: '3', old_posts: '1', expiry: '2099-12-31' },
  },
  'Web Traffic': {
    ...{ link: LINK, quantity: '100', country: 'US', device: '5', type_of_traffic: '1' },
    ...{ google_keyword: 'spring', runs: '2', interval: '10' },
  },
};

const requestIn = (html: string): string => /name="request" value="([^"]+)"/.exec(html)?.[1] ?? '';

describe('each type of service', () => {
  for (const [type, form] of Object.entries(FORMS) as [ServiceType, Record<string, string>][]) {
    test(`${type} is ordered by its form as the API orders it`, async () => {
      const { app } = desk;
      const service = await desk.sell({ type, rate: '1.234567', dripfeed: 'runs' in form });
      const one = await desk.buyer();
      const page = await one.visit.get(`/dashboard/new?service=${service.id}`);
      assert.equal(page.status, 200);
      for (const name of Object.keys(form)) {
        assert.match(page.text, new RegExp(`name="${name}"`), `the form asks for ${name}`);
      }
      const sent = { ...form, service: String(service.id), request: requestIn(page.text) };
      const priced = await one.visit.post('/dashboard/new', { ...sent, intent: 'price' });
      assert.equal(priced.status, 200, priced.text.slice(0, 300));
      const placed = await one.visit.post('/dashboard/new', { ...sent, intent: 'place' });
      assert.equal(placed.status, 303);
      assert.match(placed.to ?? '', /\?done=placed$/);

      const key = await openKey(app, one.accountId);
      const expiry = form['expiry']?.split('-').reverse().join('/');
      const call = { ...form, ...(expiry && { expiry }), service: String(service.id) };
      const asked = { key, action: 'add', request_id: randomUUID(), ...call };
      const byApi = Number(/ord_(\d+)/.exec((await api.post(asked)).text)?.[1]);
      assert.deepEqual(await desk.order(orderAt(placed.to)), await desk.order(byApi));
    });
  }

  test('Every type has its form', () => {
    assert.equal(Object.keys(FORMS).length, 16);
  });
});
