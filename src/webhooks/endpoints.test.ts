import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createKey, findKey, rotateKey } from '#keys/index.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { openAccount } from '#test/support/shop.ts';
import { openWebhookDesk, verify } from '#test/support/webhook-desk.ts';
import { addEndpoint } from './add-endpoint.ts';
import { EVENTS } from './endpoint.ts';
import { listEndpoints } from './list-endpoints.ts';
import { removeEndpoint } from './remove-endpoint.ts';
import { rotateSecret } from './rotate-secret.ts';

const HOUR = 60 * 60_000;

let app: TestApp;
before(async () => {
  app = await openTestApp();
});
after(() => app[Symbol.asyncDispose]());

const urlOf = (n: number) => `http://127.0.0.1:8080/hook/${n}`;

describe('adding a webhook', () => {
  test('shows a secret of 32 bytes once; what is stored does not hold it', async () => {
    const accountId = await openAccount(app);
    const added = await addEndpoint(app, { accountId, keyId: null, url: urlOf(1) });
    assert.match(added.secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
    assert.equal(Buffer.from(added.secret.slice(6), 'base64').length, 32);
    const row = await app.db
      .selectFrom('webhook_endpoints')
      .selectAll()
      .where('id', '=', added.id)
      .executeTakeFirstOrThrow();
    assert.ok(!JSON.stringify(row).includes(added.secret.slice(6)));
    assert.equal(app.vault.open(row.secret_sealed), added.secret);
    const [listed] = await listEndpoints(app.db, { accountId });
    assert.deepEqual(listed?.events, [...EVENTS]);
    assert.doesNotMatch(JSON.stringify(listed), /whsec/);
  });

  test('keeps the events that were asked for, and refuses what is none', async () => {
    const accountId = await openAccount(app);
    const add = (events: string[], n: number) =>
      addEndpoint(app, { accountId, keyId: null, url: urlOf(n), events });
    const { events } = await add(['order.partial', 'order.created', 'order.partial'], 1);
    assert.deepEqual(events, ['order.created', 'order.partial']);
    for (const wrong of [[], ['order.*'], ['order.created', ''], ['webhook.test']]) {
      const refusal = { code: 'invalid_parameter', parameter: 'events' };
      await assert.rejects(add(wrong, 2), refusal);
    }
  });

  test('refuses addresses that may not be reached, and says what would be right', async () => {
    const accountId = await openAccount(app);
    for (const [url, advice] of [
      ['shop.example', /^use an https address such as/],
      ['http://93.184.216.34/', /^use an https address$/],
      ['https://10.0.0.1/', /not public/],
      ['https://[::ffff:10.0.0.1]/', /not public/],
      ['https://93.184.216.34:25/', /port 443, 80/],
      ['https://me:secret@93.184.216.34/', /without a password/],
      [`https://93.184.216.34/${'x'.repeat(2_100)}`, /2048/],
    ] as const) {
      const adding = addEndpoint(app, { accountId, keyId: null, url });
      await assert.rejects(adding, {
        code: 'invalid_parameter',
        parameter: 'url',
        message: advice,
      });
    }
    assert.deepEqual(await listEndpoints(app.db, { accountId }), []);
  });

  test('stops at five of a key and its rotations, ten of an account, and one of an address', async () => {
    const accountId = await openAccount(app);
    const keyOf = (key: string) => findKey(app, key);
    const first = await app.transact((tx) => createKey(tx, { accountId }));
    const add = async (key: string | null, n: number) => {
      const keyId = key === null ? null : ((await keyOf(key))?.spendKeyId ?? -1);
      return addEndpoint(app, { accountId, keyId, url: urlOf(n) });
    };
    for (const n of [1, 2, 3]) await add(first.key, n);
    const second = await app.transact((tx) => rotateKey(tx, first.id, HOUR));
    for (const n of [4, 5]) await add(second.key, n);
    const tooMany = { code: 'conflict', message: /^A key has at most 5 webhooks/ };
    await assert.rejects(add(second.key, 6), tooMany);
    await assert.rejects(add(first.key, 6), tooMany);
    await assert.rejects(add(null, 1), {
      code: 'conflict',
      message: /this address is there already/,
    });
    const racing = await Promise.allSettled([6, 7, 8, 9, 10, 11, 12].map((n) => add(null, n)));
    assert.equal(racing.filter(({ status }) => status === 'fulfilled').length, 5);
    const all = await listEndpoints(app.db, { accountId });
    assert.equal(all.length, 10);
    const [one] = all;
    await app.transact((tx) =>
      removeEndpoint(tx, { endpointId: one?.id ?? 0, accountId }, new Date()),
    );
    await add(second.key, 1);
  });

  test('is for accounts that there are', async () => {
    const adding = addEndpoint(app, { accountId: 999_999, keyId: null, url: urlOf(1) });
    await assert.rejects(adding, { code: 'not_found' });
  });
});

test("nobody removes or rotates another account's webhook", async () => {
  const accountId = await openAccount(app);
  const stranger = await openAccount(app);
  const { id: endpointId } = await addEndpoint(app, { accountId, keyId: null, url: urlOf(1) });
  const theirs = { endpointId, accountId: stranger };
  const refusal = { code: 'webhook_not_found' };
  await assert.rejects(
    app.transact((tx) => removeEndpoint(tx, theirs, new Date())),
    refusal,
  );
  await assert.rejects(rotateSecret(app, theirs), refusal);
  await assert.rejects(rotateSecret(app, { endpointId, overlapMs: 8 * 24 * HOUR }), {
    code: 'invalid_parameter',
  });
  assert.equal((await listEndpoints(app.db, { accountId })).length, 1);
});

describe('rotating a secret', () => {
  test('fails no verification, whichever of the two a receiver holds, for a day', async () => {
    await using desk = await openWebhookDesk();
    const old = await desk.add(['order.created']);
    const deliver = async () => {
      await desk.order();
      await desk.deliver();
      const last = desk.receiver.received.at(-1);
      assert.ok(last);
      return last;
    };
    assert.ok(verify(old.secret, await deliver()));
    const { secret } = await rotateSecret(desk.app, { endpointId: old.id });
    for (const hours of [0, 12, 11.9]) {
      desk.clock.move(hours * HOUR);
      const received = await deliver();
      assert.ok(verify(secret, received));
      assert.ok(verify(old.secret, received));
      assert.equal(String(received.headers['webhook-signature']).split(' ').length, 2);
    }
    desk.clock.move(0.2 * HOUR);
    const received = await deliver();
    assert.ok(verify(secret, received));
    assert.throws(() => verify(old.secret, received));
    assert.equal(String(received.headers['webhook-signature']).split(' ').length, 1);
  });

  test('ends the old one at once where that is asked for', async () => {
    await using desk = await openWebhookDesk();
    const old = await desk.add(['order.created']);
    const { secret } = await rotateSecret(desk.app, { endpointId: old.id, overlapMs: 0 });
    await desk.order();
    await desk.deliver();
    const [received] = desk.receiver.received;
    assert.ok(received);
    assert.ok(verify(secret, received));
    assert.throws(() => verify(old.secret, received));
  });
});
