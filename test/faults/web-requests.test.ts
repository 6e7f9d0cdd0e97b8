import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, test, type TestContext } from 'node:test';
import { readSession } from '#auth/index.ts';
import { openTestApp, type TestApp } from '#test/support/database.ts';
import { addService } from '#test/support/shop.ts';
import { enter, openPerson, SITE } from '#test/support/sign-in-desk.ts';
import { serveWeb, type WebGet } from '#test/support/web.ts';
import { openWeb } from '#web/server/index.ts';

// What is sent to the pages by somebody who is no browser.

let app: TestApp;
before(async () => {
  app = await openTestApp();
});
after(() => app[Symbol.asyncDispose]());

type Panel = WebGet & { url: string };

/** A request as it is written, which `fetch` would put right. */
async function write({ url }: Panel, target: string, host = new URL(url).host): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let text = '';
  socket.setEncoding('latin1').on('data', (part: string) => (text += part));
  socket.write(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  await once(socket, 'close');
  return text;
}

const send = (panel: Panel, path: string, body: string, type: string) =>
  panel(path, {
    method: 'POST',
    body,
    headers: { origin: panel.url, 'content-type': type },
  });

const ODD_TARGETS = [
  ...['/en//evil.example', '//evil.example/', '/en///evil.example/', '/tr//evil.example/'],
  ...['/en/en//evil.example', '/.//evil.example', '/en/..//evil.example', '///evil.example'],
  ...['/\\evil.example', '/en/\\evil.example', 'http://evil.example//evil.example/'],
];

test('no address of the panel leads to another host', async (t) => {
  const panel = await serveWeb(t, app);
  for (const target of ODD_TARGETS) {
    let from = target;
    for (let hops = 0; hops < 5; hops++) {
      const answer = await write(panel, from);
      const [, to] = /^location: (.*)\r$/im.exec(answer) ?? [];
      if (to === undefined) break;
      assert.match(to, /^\/(?![/\\])/, `${from} leads to ${to}`);
      from = to;
    }
  }
});

test('no form leads to another host afterwards', async (t) => {
  const panel = await serveWeb(t, app);
  const backs = ['//evil.example', '/en//evil.example', '/tr//evil.example', '/\\evil.example'];
  const more = [
    '/.//evil.example',
    '/%09/evil.example',
    '/\t/evil.example',
    'https://evil.example',
  ];
  for (const back of [...backs, ...more]) {
    for (const page of ['/preferences', '/tr/preferences']) {
      const form = new URLSearchParams({ theme: 'dark', back }).toString();
      const { headers } = await send(panel, page, form, 'application/x-www-form-urlencoded');
      const to = headers.get('location') ?? '';
      assert.match(to, /^\/(?![/\\])/, `${back} leads to ${to}`);
    }
  }
});

test('the host that a request names is in no page, whoever gets it afterwards', async (t) => {
  const panel = await serveWeb(t, app, { url: 'https://panel.example' });
  for (const path of ['/faq', '/nowhere', '/sign-in', '/sitemap.xml', '/robots.txt']) {
    assert.doesNotMatch(await write(panel, path, 'evil.example'), /evil\.example/, path);
    assert.doesNotMatch(await write(panel, `http://evil.example${path}`), /evil\.example/, path);
    assert.doesNotMatch((await panel(path)).body, /evil\.example/, path);
  }
  for (const host of ['a b', 'u@evil.example', 'evil.example/x', '']) {
    assert.match(await write(panel, '/nowhere', host), /^HTTP\/1\.1 400 /, host);
  }
});

test('what loaders read stays on the server: a page is its HTML and nothing else', async (t) => {
  const panel = await serveWeb(t, app, {
    readVisitor: (one, headers) => readSession(one, SITE, headers),
  });
  const { id } = await addService(app, { name: 'Marker of a service' });
  const { browser } = await enter(app, await openPerson(app));
  const cookie = browser.headers.get('cookie') ?? '';
  const pages = await openWeb({ origins: [] });
  const paths = pages.paths.filter((path) => !path.startsWith('/dev/'));
  for (const path of [...paths, `/services/${id}`, '/_root', '/tr/pricing', '/contact/ABC']) {
    for (const method of ['GET', 'POST']) {
      const address = `${path === '/' ? '/_root' : path}.data?_routes=root`;
      const { status, body } = await panel(address, {
        method,
        headers: { cookie, origin: panel.url },
      });
      assert.equal(status, 404, `${method} ${address}`);
      assert.doesNotMatch(body, /Marker|visitor|nonce/);
    }
  }
  assert.doesNotMatch((await panel('/__manifest?p=/dashboard')).body, /"routes\//);
});

test('pages are read, and forms are sent by POST', async (t) => {
  const panel = await serveWeb(t, app);
  for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']) {
    for (const path of ['/contact', '/faq', '/preferences', '/sign-out']) {
      const { status, headers } = await panel(path, { method, headers: { origin: panel.url } });
      assert.equal(status, 405, `${method} ${path}`);
      assert.equal(headers.get('allow'), 'GET, HEAD, POST');
    }
  }
});

const FORM_PAGES = ['/contact', '/preferences', '/sign-in', '/sign-up', '/reset', '/verify'];

const BAD_FORMS: readonly [why: string, body: string, type: string][] = [
  ['JSON', '{"email":"a@example.com"}', 'application/json'],
  ['text, as a foreign form can send it', 'email=a@example.com', 'text/plain'],
  ['multipart without a boundary', 'abc', 'multipart/form-data'],
  [
    'multipart that ends early',
    '--x\r\nContent-Disposition: form-d',
    'multipart/form-data; boundary=x',
  ],
  ['a zero byte', 'email=a%00b@example.com&password=x', 'application/x-www-form-urlencoded'],
  ['a thousand fields', 'a=1&'.repeat(1_000), 'application/x-www-form-urlencoded'],
];

test('what is no form is refused before any page sees it', async (t) => {
  const panel = await serveWeb(t, app);
  for (const path of FORM_PAGES) {
    for (const [why, body, type] of BAD_FORMS) {
      const { status } = await send(panel, path, body, type);
      assert.ok([400, 415].includes(status), `${path}: ${why}: ${status}`);
    }
    const { status } = await panel(path, { method: 'POST', headers: { origin: panel.url } });
    assert.ok(status < 500, `${path} without a body: ${status}`);
  }
});

test('a form that is too large is not kept', async (t) => {
  const panel = await serveWeb(t, app);
  const large = `message=${'x'.repeat(300_000)}`;
  const { status } = await send(panel, '/contact', large, 'application/x-www-form-urlencoded');
  assert.equal(status, 413);
  const endless = new ReadableStream({ pull: (stream) => stream.enqueue(Buffer.alloc(65_536)) });
  const headers = { origin: panel.url, 'content-type': 'application/x-www-form-urlencoded' };
  const chunked = { method: 'POST', body: endless, duplex: 'half', headers } as const;
  const refused = await panel('/sign-in', chunked).catch(() => ({ status: 411 }));
  assert.equal(refused.status, 411);
});

test('a zero byte in a question reaches no database', async (t) => {
  const panel = await serveWeb(t, app);
  const paths = [
    '/changes?platform=',
    '/services?q=',
    '/faq?q=',
    '/reset?token=',
    '/pricing?tier=',
  ];
  for (const path of paths) assert.equal((await panel(`${path}%00`)).status, 400, path);
  for (const path of ['/blog/%00', '/services/%00', '/contact/%00', '/giveaway/%00/entries.json']) {
    assert.equal((await panel(path)).status, 404, path);
  }
});

test('every answer tells browsers what it may do, and what is somebody’s is not kept', async (t) => {
  const panel = await serveWeb(t, app, { url: 'https://panel.example' });
  const origin = 'https://panel.example';
  const asked: [path: string, init?: RequestInit][] = [
    ['/faq/'],
    ['/nowhere'],
    ['/faq', { method: 'PUT' }],
    ['/faq', { method: 'POST', headers: { origin: 'https://evil.example' } }],
    ['/contact', { method: 'POST', headers: { origin, 'content-type': 'text/plain' }, body: 'a' }],
    ['/preferences', { method: 'POST', headers: { origin } }],
    ['/dashboard'],
    ['/blog/rss.xml'],
  ];
  for (const [path, init] of asked) {
    const { headers, status } = await panel(path, init);
    const what = `${init?.method ?? 'GET'} ${path}: ${status}`;
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/, what);
    assert.doesNotMatch(headers.get('content-security-policy') ?? '', /unsafe/, what);
    assert.equal(headers.get('x-content-type-options'), 'nosniff', what);
    assert.match(headers.get('strict-transport-security') ?? '', /max-age/, what);
    if (init) assert.match(headers.get('cache-control') ?? '', /no-store/, what);
  }
  const { headers } = await panel('/reset?token=abc');
  assert.equal(headers.get('referrer-policy'), 'same-origin');
});

test('a form that left another site, or this one without TLS, is refused', async (t) => {
  const panel = await serveWeb(t, app, { url: 'https://panel.example' });
  const from = (headers: Record<string, string>) =>
    panel('/preferences', {
      method: 'POST',
      body: new URLSearchParams({ theme: 'dark' }),
      headers,
    });
  assert.equal((await from({ origin: 'https://panel.example' })).status, 303);
  for (const origin of ['http://panel.example', 'https://panel.example:8443', 'null', 'x']) {
    assert.equal((await from({ origin })).status, 400, origin);
  }
  assert.equal((await from({ 'sec-fetch-site': 'same-site' })).status, 400);
});

const languages = async (t: TestContext) => {
  const panel = await serveWeb(t, app);
  const to = async (path: string, init?: RequestInit) =>
    (await panel(path, init)).headers.get('location');
  return { panel, to };
};

test('a redirect keeps the language of the request, once', async (t) => {
  const { panel, to } = await languages(t);
  assert.equal(await to('/tr/dashboard'), '/tr/sign-in?next=%2Fdashboard');
  assert.equal(await to('/ar/prove'), '/ar/sign-in');
  assert.equal(await to('/tr/two-factor'), '/tr/sign-in');
  assert.equal(await to('/ar/verify?change=abc'), '/ar/sign-in?next=%2Fverify%3Fchange%3Dabc');
  const email = new URLSearchParams({ email: 'nobody@customer.example' });
  const post = { method: 'POST', body: email, headers: { origin: panel.url } };
  assert.equal(await to('/tr/reset', post), '/tr/reset?notice=sent');
  assert.equal(await to('/ar/sign-out', post), '/ar');
});

test('from one network only so many pages are made, while copies go on', async (t) => {
  let address = '203.0.113.7';
  const panel = await serveWeb(t, app, { ipOf: () => address });
  assert.equal((await panel('/faq')).status, 200);
  let refused: Headers | undefined;
  for (let at = 0; at < 400 && !refused; at++) {
    const { status, headers } = await panel(`/nowhere-${at}`);
    if (status === 429) refused = headers;
  }
  assert.ok(refused, 'four hundred pages were made for one address');
  assert.equal(refused.get('retry-after'), '5');
  assert.equal((await panel('/faq')).status, 200, 'a copy that is there');
  assert.equal((await panel('/og/faq.png')).status, 429, 'a picture that is not');
  address = '203.0.113.8';
  assert.equal((await panel('/nowhere')).status, 404, 'somebody else');
});

test('copies are kept under the address that was rendered', async (t) => {
  const panel = await serveWeb(t, app);
  for (const target of [
    '/services/..\\contact',
    '/services/x/../../contact',
    '/blog/%2e%2e/contact',
  ]) {
    const answer = await write(panel, target);
    // Kept ones carry a tag; a contact form has a stamp of its own for each.
    assert.doesNotMatch(answer, /^etag:/im, target);
  }
  const long = await write(panel, `/services?q=${'x'.repeat(2_000)}`);
  assert.doesNotMatch(long, /^etag:/im);
  assert.match(await write(panel, '/faq'), /^etag:/im);
});
