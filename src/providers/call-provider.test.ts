import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import type { App } from '#platform/app.ts';
import { openVault } from '#platform/vault.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { addProvider } from './add-provider.ts';
import { callProvider } from './call-provider.ts';
import { listProviders } from './list-providers.ts';
import type { Provider } from './provider.ts';

const KEY = 'sk-secret-of-the-provider';

let app: TestApp;
before(async () => {
  app = await openTestApp();
});
after(() => app[Symbol.asyncDispose]());

async function serve(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/api/v2`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function providerAt(shop: App, url: string, timeoutMs = 1_000): Promise<Provider> {
  const { id } = await addProvider(shop, { url, key: KEY, name: crypto.randomUUID(), timeoutMs });
  const provider = (await listProviders(shop.db)).find((one) => one.id === id);
  assert.ok(provider);
  return provider;
}

describe('a call to a provider', () => {
  test('posts a form with the key and reads JSON', async () => {
    let body = '';
    await using server = await serve((request, response) => {
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => response.end('\uFEFF{"order":1}'));
    });
    const provider = await providerAt(app, server.url);
    const reply = await callProvider(app, provider, 'add', { link: 'https://a.b/ü&x' });
    assert.deepEqual(reply.kind === 'json' && reply.body, { order: 1 });
    assert.equal(body, `key=${KEY}&action=add&link=https%3A%2F%2Fa.b%2F%C3%BC%26x`);
  });

  test('keeps the digits that a float would lose', async () => {
    const text = '{"order":12345678901234567890,"balance":100.84292012345678901,"a":1.0,"b":1e3}';
    await using server = await serve((_, response) => response.end(text));
    const reply = await callProvider(app, await providerAt(app, server.url), 'balance', {});
    assert.deepEqual(reply.kind === 'json' && reply.body, {
      order: '12345678901234567890',
      balance: '100.84292012345678901',
      a: 1,
      b: 1_000,
    });
  });

  test('takes a long list of services, and no other long answer', async () => {
    const text = JSON.stringify(Array.from({ length: 9_000 }, (_, id) => ({ service: id + 1 })));
    await using server = await serve((_, response) => response.end(text));
    const provider = await providerAt(app, server.url);
    assert.equal((await callProvider(app, provider, 'services', {})).kind, 'json');
    assert.equal((await callProvider(app, provider, 'status', {})).kind, 'unknown');
  });

  test('that is answered with brackets without end knows nothing, and does not break', async () => {
    await using server = await serve((_, response) =>
      response.end(`{"error":${'['.repeat(30_000)}${']'.repeat(30_000)}}`),
    );
    const provider = await providerAt(app, server.url);
    assert.equal((await callProvider(app, provider, 'status', {})).kind, 'unknown');
  });

  test('reads what JSON may escape and Postgres cannot store as what can be', async () => {
    const error = 'a\0b\ud800c';
    await using server = await serve((_, response) => response.end(JSON.stringify({ error })));
    const reply = await callProvider(app, await providerAt(app, server.url), 'add', {});
    assert.deepEqual(reply.kind === 'json' && reply.body, { error: 'ab\ufffdc' });
  });

  test('whose key cannot be opened sends nothing and says why', async () => {
    const provider = await providerAt(app, 'http://127.0.0.1:9/');
    const reply = await callProvider({ ...app, vault: openVault('another') }, provider, 'add', {});
    assert.equal(reply.kind, 'never_sent');
    assert.match(reply.error, /NOTPANEL_SECRET/);
  });

  test('keeps the key out of what it keeps', async () => {
    await using server = await serve((_, response) =>
      response.end(JSON.stringify({ error: `Invalid key ${KEY}` })),
    );
    const reply = await callProvider(app, await providerAt(app, server.url), 'add', {});
    assert.doesNotMatch(JSON.stringify(reply), /secret/);
    assert.equal(reply.kind === 'json' && reply.text, '{"error":"Invalid key [key]"}');
  });

  test('knows it again as PHP writes it, in a form, and by its codes in what is read', async () => {
    const key = 'a+b/c=';
    const said = ['a+b\\/c=', 'a%2Bb%2Fc%3D', 'a\\u002bb/c='];
    await using server = await serve((_, response) =>
      response.end(`{"error":"${said.slice(0, 2).join(' ')}","odd":"${said[2]}"}`),
    );
    const { id } = await addProvider(app, { url: server.url, key, name: crypto.randomUUID() });
    const provider = (await listProviders(app.db)).find((one) => one.id === id) as Provider;
    const reply = await callProvider(app, provider, 'add', {});
    assert.deepEqual(reply.kind === 'json' && reply.body, { error: '[key] [key]', odd: '[key]' });
    assert.match(reply.kind === 'json' ? reply.text : '', /^\{"error":"\[key\] \[key\]"/);
  });

  test('stores the key sealed', async () => {
    const { keySealed } = await providerAt(app, 'https://provider.example/api/v2');
    assert.doesNotMatch(keySealed.toString('latin1'), /secret/);
    assert.equal(app.vault.open(keySealed), KEY);
  });

  test('does not follow a redirect', async () => {
    let calls = 0;
    await using server = await serve((_, response) => {
      calls += 1;
      response.writeHead(307, { location: '/api/v2' }).end();
    });
    const reply = await callProvider(app, await providerAt(app, server.url), 'add', {});
    assert.deepEqual([reply.kind, calls], ['unknown', 1]);
  });

  test('that gets too long an answer, or half of one, knows nothing', async () => {
    await using long = await serve((_, response) => response.end(`"${'x'.repeat(70_000)}"`));
    const tooLong = await callProvider(app, await providerAt(app, long.url), 'status', {});
    assert.deepEqual(
      [tooLong.kind, tooLong.kind === 'unknown' && tooLong.error],
      ['unknown', 'the answer is too long'],
    );
    await using half = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{"order":1}', () => response.destroy());
    });
    const cut = await callProvider(app, await providerAt(app, half.url), 'add', {});
    assert.equal(cut.kind, 'unknown');
  });

  test('gives up in time, also when the answer trickles', async () => {
    await using server = await serve((_, response) => {
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(timer));
    });
    const started = performance.now();
    const reply = await callProvider(app, await providerAt(app, server.url), 'add', {});
    assert.equal(reply.kind, 'unknown');
    assert.ok(performance.now() - started < 3_000);
  });

  test('to a name or port that is not there was never sent', async () => {
    for (const url of ['http://127.0.0.1:9/', 'http://nowhere.invalid/', 'https://127.0.0.1:9/']) {
      const reply = await callProvider(app, await providerAt(app, url), 'add', {});
      assert.equal(reply.kind, 'never_sent', url);
    }
  });

  test('over TLS to a server that speaks none was never sent', async () => {
    await using server = await serve((_, response) => response.end('{}'));
    const url = server.url.replace('http:', 'https:');
    const reply = await callProvider(app, await providerAt(app, url), 'add', {});
    assert.equal(reply.kind, 'never_sent');
  });
});

describe('adding a provider', () => {
  test('refuses what is no address, an empty key and a name that is taken', async () => {
    const add = (url: string, key = KEY, name = 'twice') => addProvider(app, { url, key, name });
    for (const url of ['ftp://a.b', 'a.b/api', 'https://user:word@a.b/']) {
      await assert.rejects(add(url), { code: 'invalid_parameter', parameter: 'url' });
    }
    await assert.rejects(add('https://a.b', ' '), { code: 'invalid_parameter', parameter: 'key' });
    await add('https://a.b');
    await assert.rejects(add('https://a.c'), { code: 'conflict' });
  });
});
