import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { asService } from '#test/support/shelf.ts';
import type { Service, ServiceType } from '#catalog/index.ts';
import { draftOrder } from './draft-order.ts';
import type { OrderParams } from './order-params.ts';

const service = (type: ServiceType, more: Partial<Service> = {}): Service =>
  asService({ id: 1, type, platform: 'Test', min: 2, max: 100, ...more });

const link = 'https://example.com/post';
const lines = ['one', 'two', 'three'];

const PIECES: [ServiceType, OrderParams, number][] = [
  ['Default', { link, quantity: 50 }, 50],
  ['Package', { link, quantity: 50 }, 2],
  ['Package', { link }, 2],
  ['SEO', { link, quantity: 50, keywords: lines }, 50],
  ['Custom Comments', { link, comments: lines, quantity: 50 }, 3],
  ['Custom Comments Package', { link, comments: lines }, 2],
  ['Mentions with Hashtags', { link, quantity: 50, usernames: lines, hashtags: lines }, 50],
  ['Mentions Custom List', { link, usernames: lines }, 3],
  ['Mentions Hashtag', { link, quantity: 50, hashtag: 'x' }, 50],
  ['Mentions User Followers', { link, quantity: 50, username: 'x' }, 50],
  ['Mentions Media Likers', { link, quantity: 50, media: link }, 50],
  ['Comment Likes', { link, quantity: 50, username: 'x' }, 50],
  ['Comment Replies', { link, username: 'x', comments: lines }, 3],
  ['Poll', { link, quantity: 50, answerNumber: '7' }, 50],
  ['Invites from Groups', { link, quantity: 50, groups: lines }, 50],
  ['Web Traffic', { link, quantity: 50, country: 'US', device: 1, typeOfTraffic: 3 }, 50],
];

describe('a draft', () => {
  for (const [type, params, pieces] of PIECES) {
    test(`of ${type} with ${Object.keys(params).join(', ')} counts ${pieces} pieces`, () => {
      const draft = draftOrder(service(type), params);
      assert.equal(draft.quantity, pieces);
      assert.equal(draft.subscription, null);
      assert.equal(draft.dripFeed, null);
    });
  }

  test('carries to the provider what its type needs, under the v2 names', () => {
    const params = { link, quantity: 5, answerNumber: '7', username: 'x', hashtags: lines };
    assert.deepEqual(draftOrder(service('Poll'), params).details, {
      hashtags: lines,
      username: 'x',
      answer_number: '7',
    });
    assert.equal(draftOrder(service('Default'), { link, quantity: 5 }).details, null);
  });

  test('is refused for a link that no browser would open', () => {
    for (const bad of ['example.com', 'javascript:alert(1)', '//example.com', 'https://']) {
      assert.throws(() => draftOrder(service('Default'), { link: bad, quantity: 5 }), {
        code: 'invalid_link',
        parameter: 'link',
      });
    }
  });

  test('names what is missing', () => {
    const cases: [ServiceType, OrderParams, string][] = [
      ['Default', { quantity: 5 }, 'link'],
      ['Default', { link }, 'quantity'],
      ['Mentions Custom List', { link }, 'usernames'],
      ['Subscriptions', { min: 2, max: 3, delay: 0 }, 'username'],
      ['Subscriptions', { username: 'x', max: 3, delay: 0 }, 'min'],
      ['Subscriptions', { username: 'x', min: 2, delay: 0 }, 'max'],
      ['Subscriptions', { username: 'x', min: 2, max: 3 }, 'delay'],
    ];
    for (const [type, params, parameter] of cases) {
      assert.throws(() => draftOrder(service(type), params), {
        code: 'missing_parameter',
        message: `Missing required parameter: ${parameter}`,
      });
    }
    for (const type of ['Custom Comments', 'Custom Comments Package', 'Comment Replies'] as const) {
      assert.throws(() => draftOrder(service(type), { link, comments: [] }), {
        code: 'comments_missing',
      });
    }
  });

  test('keeps within the limits of the service, to the piece', () => {
    const one = service('Default', { min: 10, max: 20 });
    for (const quantity of [10, 20]) draftOrder(one, { link, quantity });
    assert.throws(() => draftOrder(one, { link, quantity: 9 }), { code: 'quantity_too_small' });
    assert.throws(() => draftOrder(one, { link, quantity: 21 }), { code: 'quantity_too_large' });
    const few = service('Custom Comments', { min: 4 });
    assert.throws(() => draftOrder(few, { link, comments: lines }), {
      code: 'quantity_too_small',
      parameter: 'comments',
    });
  });

  test('of a drip-feed counts quantity per run', () => {
    const fed = service('Default', { dripfeed: true });
    const draft = draftOrder(fed, { link, quantity: 50, runs: 4, interval: 30 });
    assert.equal(draft.quantity, 200);
    assert.deepEqual(draft.dripFeed, { runs: 4, intervalMinutes: 30, runQuantity: 50 });
  });

  test('takes runs and interval within their bounds, and only where the service does', () => {
    const fed = service('Default', { dripfeed: true });
    const params = { link, quantity: 5 };
    draftOrder(fed, { ...params, runs: 1_000, interval: 10_080 });
    assert.equal(draftOrder(fed, { ...params, runs: 0, interval: 0 }).dripFeed, null);
    assert.equal(draftOrder(fed, { ...params, runs: 1 }).dripFeed, null);
    for (const bad of [
      { runs: 1_001, interval: 1 },
      { runs: 2, interval: 10_081 },
      { runs: 2 },
      { interval: 5 },
    ]) {
      assert.throws(() => draftOrder(fed, { ...params, ...bad }), JSON.stringify(bad));
    }
    assert.throws(() => draftOrder(service('Default'), { ...params, runs: 2, interval: 5 }), {
      code: 'invalid_parameter',
    });
    const poll = service('Poll', { dripfeed: true });
    const answer = { ...params, answerNumber: '1', runs: 2, interval: 5 };
    assert.equal(draftOrder(poll, answer).dripFeed, null);
  });

  test('of a subscription needs no link and holds nothing', () => {
    const standing = service('Subscriptions');
    const draft = draftOrder(standing, {
      username: 'x',
      min: 10,
      max: 20,
      delay: 5,
      posts: 3,
      expiry: '2030-01-31',
    });
    assert.equal(draft.quantity, 0);
    assert.deepEqual(draft.subscription, {
      username: 'x',
      min: 10,
      max: 20,
      delayMinutes: 5,
      posts: 3,
      oldPosts: 0,
      expiresOn: '2030-01-31',
    });
    const bounds = { username: 'x', delay: 5 };
    for (const [min, max] of [
      [1, 20],
      [20, 10],
      [10, 101],
    ] as const) {
      assert.throws(() => draftOrder(standing, { ...bounds, min, max }), {
        code: 'invalid_parameter',
      });
    }
  });

  test('is refused for a service that is off or held', () => {
    for (const state of [{ active: false }, { heldReason: 'it would be sold under cost' }]) {
      assert.throws(() => draftOrder(service('Default', state), { link, quantity: 5 }), {
        code: 'service_not_found',
      });
    }
  });

  test('normalises the link only where the service guards it', () => {
    const params = { link: 'https://www.example.com/A/?utm_source=x', quantity: 5 };
    assert.equal(draftOrder(service('Default'), params).guardedLink, null);
    const guarded = draftOrder(service('Default', { linkGuard: true }), params);
    assert.equal(guarded.guardedLink, 'example.com/A');
    assert.equal(guarded.link, params.link);
  });
});
