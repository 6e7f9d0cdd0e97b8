import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { openEgress, type EgressOptions } from './egress.ts';
import { openPost } from './open-post.ts';
import type { PostReply, Reach } from './post.ts';

// It takes whatever reaches this machine at any of its addresses, and counts.
let accepted = 0;
let port = 0;
const traps: net.Server[] = [];

before(async () => {
  for (const host of ['::', '0.0.0.0']) {
    const trap = http.createServer((_, res) => res.end('reached'));
    trap.on('connection', () => (accepted += 1));
    trap.listen({ port, host, ipv6Only: host === '::' });
    await once(trap, 'listening');
    ({ port } = trap.address() as AddressInfo);
    traps.push(trap);
  }
});

after(() => {
  for (const trap of traps) trap.close();
});

async function send(text: string, options: EgressOptions = {}, reach: Reach = 'public') {
  const from = accepted;
  const post = openPost(openEgress(options));
  const reply = await post({
    url: new URL(text.replaceAll('{port}', String(port))),
    headers: {},
    body: 'secret',
    timeoutMs: 7_000,
    maxBytes: 1_000,
    reach,
  });
  return { reply, accepted: accepted - from };
}

const wasRefused = (reply: PostReply, why: RegExp) => {
  assert.equal(reply.kind, 'never_sent');
  assert.match(reply.kind === 'never_sent' ? reply.error : '', why);
};

// Every way of writing an address of this machine or network that a URL parser takes, and every
// kind of address that is not public.
const CORPUS = `
127.0.0.1 127.1 127.0.1 127.255.255.254 2130706433 017700000001 0x7f000001 0x7f.1 0x7f.0x0.0x0.0x1
0177.0.0.1 0177.0.0.01 00000177.0.0.1 127.0.0.1. 127.000.000.001 １２７.０.０.１ ①②⑦.⓪.⓪.① 127。0。0。1
127．0．0．1 127｡0｡0｡1 %31%32%37.0.0.1 localhost LOCALHOST localhost. a.localhost ⓛocalhost
0 0.0.0.0 0.0.0.1 0.255.255.255 0x0 10.0.0.1 10.255.255.255 0xa000001 012.0.0.1 100.64.0.1 100.127.255.255
169.254.169.254 2852039166 0xa9fea9fe 169.254.170.2 172.16.0.1 172.31.255.255 192.168.0.1
192.168.255.255 3232235521 192.0.0.1 192.0.0.8 192.0.2.1 192.0.2.2 198.18.0.1 198.19.255.255 198.51.100.1
203.0.113.1 192.88.99.1 224.0.0.1 239.1.2.3 240.0.0.1 255.255.255.255 4294967295
[::1] [0:0:0:0:0:0:0:1] [::] [::ffff:127.0.0.1] [::ffff:7f00:1] [::ffff:169.254.169.254] [::127.0.0.1]
[::7f00:1] [64:ff9b::7f00:1] [64:ff9b::a9fe:a9fe] [64:ff9b:1::7f00:1] [2002:7f00:1::1] [2002:a9fe:a9fe::]
[2001:0:7f00:1::1] [2001:db8::1] [2001:10::1] [fc00::1] [fd00::2] [fd00:ec2::254] [fe80::1] [fec0::1] [ff02::1]
[100::1] [3fff::1] [4000::1] [::ffff:0:127.0.0.1]
`
  .trim()
  .split(/\s+/);

describe('the egress guard', () => {
  test('has a corpus of at least 60 addresses', () => {
    assert.ok(new Set(CORPUS).size >= 60, String(CORPUS.length));
  });

  for (const host of CORPUS) {
    test(`never connects to ${host}`, async () => {
      for (const [scheme, reach] of [
        ['https', 'public'],
        ['http', 'provider'],
      ] as const) {
        const { reply, accepted: count } = await send(`${scheme}://${host}:{port}/`, {}, reach);
        wasRefused(reply, /not public/);
        assert.equal(count, 0);
      }
    });
  }

  const FORMS: [url: string, why: RegExp][] = [
    ['http://93.184.216.34/', /^use an https address$/],
    ['ftp://93.184.216.34/', /^use an https address$/],
    ['https://user:pass@93.184.216.34/', /without a password/],
    ['https://user@93.184.216.34/', /without a password/],
    ['https://93.184.216.34:22/', /^use port 443, 80, or one from 1024$/],
    ['https://93.184.216.34:1023/', /^use port/],
    ['https://93.184.216.34:0/', /^use port/],
    [`https://93.184.216.34/${'x'.repeat(2_048)}`, /at most 2048/],
  ];
  for (const [url, why] of FORMS) {
    test(`takes no webhook at ${url.slice(0, 40)}`, async () => {
      const vetted = await openEgress().vet(new URL(url), 'public');
      assert.match(vetted.ok ? '' : vetted.reason, why);
    });
  }

  test('lets public addresses pass, and says which', async () => {
    for (const [url, address] of [
      ['https://93.184.216.34/', '93.184.216.34'],
      ['https://93.184.216.34:8443/', '93.184.216.34'],
      ['https://93.184.216.34:80/', '93.184.216.34'],
      ['https://[2606:4700::1111]:1024/', '2606:4700::1111'],
    ] as const) {
      const vetted = await openEgress().vet(new URL(url), 'public');
      assert.deepEqual(vetted, { ok: true, addresses: [address] });
    }
  });

  test('reaches what is allowed, by http too, and for providers alone where it says so', async () => {
    const url = 'http://127.0.0.1:{port}/';
    const open = { allow: ['127.0.0.0/8'] };
    const forProviders = { allow: ['provider:127.0.0.0/8'] };
    assert.equal((await send(url, open)).reply.kind, 'answer');
    assert.equal((await send(url, open, 'provider')).reply.kind, 'answer');
    assert.equal((await send(url, forProviders, 'provider')).reply.kind, 'answer');
    wasRefused((await send(url, forProviders)).reply, /not public/);
  });

  test('reaches nothing that the operator closed, allowed or public', async () => {
    const closed = { allow: ['127.0.0.0/8'], deny: ['127.0.0.1', '93.184.216.0/24'] };
    for (const host of ['127.0.0.1:{port}', '93.184.216.34']) {
      wasRefused((await send(`https://${host}/`, closed)).reply, /closed/);
    }
  });

  test('tells a customer nothing of the network, and the operator what to set', async () => {
    const url = new URL('https://10.1.2.3/');
    const told = async (reach: Reach) => {
      const vetted = await openEgress().vet(url, reach);
      return vetted.ok ? '' : vetted.reason;
    };
    assert.equal(await told('public'), 'the address is not public');
    assert.match(await told('provider'), /^10\.1\.2\.3 is not public \(private\): EGRESS_ALLOW/);
  });
});

// 127.0.0.9 is allowed and stands for a public address; 127.0.0.1 is not.
const PUBLIC = '127.0.0.9';
const HIDDEN = '127.0.0.1';
const URL_OF_NAME = 'http://rebinding.example:{port}/';
const hostile = (resolve: EgressOptions['resolve']): EgressOptions => ({
  allow: [`${PUBLIC}/32`],
  ...(resolve && { resolve }),
});

describe('a hostile name server', () => {
  test('that says public, then private, is dialled at what was vetted', async () => {
    const answers = [[PUBLIC], [HIDDEN]];
    const options = hostile(async () => answers.shift() ?? [HIDDEN]);
    const egress = openEgress(options);
    const url = new URL(URL_OF_NAME.replace('{port}', String(port)));
    assert.deepEqual(await egress.vet(url, 'public'), { ok: true, addresses: [PUBLIC] });
    const other = openEgress(hostile(async () => answers.shift() ?? [HIDDEN]));
    assert.equal((await other.vet(url, 'public')).ok, false);
  });

  test('that says both is refused, in either order', async () => {
    for (const both of [
      [PUBLIC, HIDDEN],
      [HIDDEN, PUBLIC],
      ['93.184.216.34', '::ffff:127.0.0.1'],
    ]) {
      const { reply, accepted: count } = await send(
        URL_OF_NAME.replace('http:', 'https:'),
        hostile(async () => both),
      );
      wasRefused(reply, /not public/);
      assert.equal(count, 0);
    }
  });

  test('that changes between the look and the call gains nothing', async () => {
    let asked = 0;
    const options = hostile(async () => ((asked += 1) === 1 ? [PUBLIC] : [HIDDEN]));
    let reached: string | undefined;
    const note = (_: unknown, socket: net.Socket) => (reached = socket.localAddress);
    const noteConnection = (socket: net.Socket) => note(undefined, socket);
    for (const trap of traps) trap.on('connection', noteConnection);
    const { reply } = await send(URL_OF_NAME, options);
    for (const trap of traps) trap.removeListener('connection', noteConnection);
    assert.deepEqual([reply.kind, asked, reached], ['answer', 1, PUBLIC]);
  });

  test('that has no address, or fails, is a host that has none', async () => {
    for (const resolve of [
      async () => [],
      () => Promise.reject(new Error('SERVFAIL')),
    ] satisfies EgressOptions['resolve'][]) {
      const { reply, accepted: count } = await send(URL_OF_NAME, hostile(resolve));
      wasRefused(reply, /has no address/);
      assert.equal(count, 0);
    }
  });

  test('that never answers costs five seconds, and others nothing', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const egress = openEgress(
      hostile((host) =>
        host === 'slow.example' ? new Promise(() => {}) : Promise.resolve([PUBLIC]),
      ),
    );
    const slow = egress.vet(new URL('http://slow.example/'), 'public');
    assert.equal((await egress.vet(new URL('http://quick.example/'), 'public')).ok, true);
    t.mock.timers.tick(5_000);
    const vetted = await slow;
    assert.match(vetted.ok ? '' : vetted.reason, /has no address/);
  });

  test('that answers with words is refused', async () => {
    const { reply, accepted: count } = await send(
      URL_OF_NAME,
      hostile(async () => ['localhost']),
    );
    wasRefused(reply, /not public/);
    assert.equal(count, 0);
  });
});

test('a redirector leads nowhere', async () => {
  const targets = ['http://169.254.169.254/latest/meta-data/', `http://127.0.0.1:${port}/`];
  for (const [target, status] of targets.flatMap((one) =>
    [301, 302, 303, 307, 308].map((code) => [one, code] as const),
  )) {
    const redirector = http.createServer((_, res) =>
      res.writeHead(status, { location: target }).end(),
    );
    redirector.listen(0, PUBLIC);
    await once(redirector, 'listening');
    const from = accepted;
    const { port: there } = redirector.address() as AddressInfo;
    const { reply } = await send(`http://${PUBLIC}:${there}/`, { allow: [PUBLIC] });
    redirector.close();
    assert.ok(reply.kind === 'answer');
    assert.deepEqual([reply.status, accepted - from], [status, 0]);
  }
});
