import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { eventually } from '#test/support/eventually.ts';
import { openFaultProxy, type FaultProxy, type FaultProxyOptions } from './open-fault-proxy.ts';
import type { ProxyRule } from './rule.ts';

const ANSWER = 'abcdefghij'.repeat(100); // 1,000 bytes

type Target = { address: string; heard: string[]; close(): Promise<void> };

/** Answers each connection's first bytes with a thousand, keeps what it heard, and hangs up last. */
async function openTarget(): Promise<Target> {
  const heard: string[] = [];
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const at = heard.push('') - 1;
    socket.setEncoding('utf8').on('error', () => {});
    socket.on('data', (text: string) => {
      if (heard[at] === '') socket.write(ANSWER);
      heard[at] += text;
    });
    socket.on('end', () => socket.end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}

type Heard = { text: string; ended: 'end' | 'error' | 'time'; error?: string; tookMs: number };

/** Says something and listens until the other side ends, or for so long. */
async function call(proxy: FaultProxy, { say = 'hello', forMs = 2_000, hangUp = true } = {}) {
  const from = performance.now();
  return new Promise<Heard>((resolve) => {
    let text = '';
    const over = (ended: Heard['ended'], error?: string) => {
      clearTimeout(limit);
      socket.destroy();
      const tookMs = performance.now() - from;
      resolve({ text, ended, tookMs, ...(error !== undefined && { error }) });
    };
    const socket = connect({ port: proxy.port, host: proxy.host }, () =>
      hangUp ? socket.end(say) : socket.write(say),
    );
    const limit = setTimeout(() => over('time'), forMs);
    socket.setEncoding('utf8').on('data', (part: string) => (text += part));
    socket.on('end', () => over('end'));
    socket.on('error', (error: NodeJS.ErrnoException) => over('error', error.code));
  });
}

let target: Target;
before(async () => {
  target = await openTarget();
});
after(() => target.close());

const open = (rules: ProxyRule[] = [], options: Partial<FaultProxyOptions> = {}) =>
  openFaultProxy({ target: target.address, rules, ...options });

const lastHeard = () => target.heard.at(-1);

describe('a fault proxy', () => {
  test('without rules passes everything on, hanging up included', async () => {
    await using proxy = await open();
    const { text, ended } = await call(proxy);
    assert.deepEqual([text, ended, lastHeard()], [ANSWER, 'end', 'hello']);
  });

  test('delays, and throttles to a number of bytes a second', async () => {
    await using proxy = await open([{ fault: 'delay', ms: 150 }]);
    const late = await call(proxy);
    assert.equal(late.text, ANSWER);
    assert.ok(late.tookMs >= 150, `${late.tookMs}`);
    proxy.rules([{ fault: 'throttle', bytesPerSecond: 4_000 }]);
    const slow = await call(proxy);
    assert.equal(slow.text, ANSWER);
    assert.ok(slow.tookMs >= 240, `${slow.tookMs}`);
  });

  test('cuts either direction after so many bytes', async () => {
    await using proxy = await open([{ fault: 'cut', after: 321 }]);
    const down = await call(proxy);
    assert.deepEqual([down.text, down.ended], [ANSWER.slice(0, 321), 'end']);
    proxy.rules([{ fault: 'cut', after: 3, way: 'up' }]);
    const up = await call(proxy, { hangUp: false });
    assert.equal(up.ended, 'end');
    await eventually(() => lastHeard() === 'hel', 1_000);
  });

  test('resets when the answer comes, which the target gave all the same', async () => {
    await using proxy = await open([{ fault: 'reset', after: 0 }]);
    const { text, error } = await call(proxy, { hangUp: false });
    assert.deepEqual([text, error, lastHeard()], ['', 'ECONNRESET', 'hello']);
  });

  test('stalls: nobody hears any more, and nobody hears why', async () => {
    await using proxy = await open([{ fault: 'stall', after: 10 }]);
    const { text, ended } = await call(proxy, { forMs: 300 });
    assert.deepEqual([text, ended], [ANSWER.slice(0, 10), 'time']);
  });

  test('turns one bit', async () => {
    await using proxy = await open([{ fault: 'corrupt', after: 500 }]);
    const { text } = await call(proxy);
    assert.equal(text, `${ANSWER.slice(0, 500)}\`${ANSWER.slice(501)}`);
  });

  test('refuses: the target never knows', async () => {
    await using proxy = await open([{ fault: 'refuse' }]);
    const known = target.heard.length;
    assert.equal((await call(proxy)).error, 'ECONNRESET');
    assert.equal(target.heard.length, known);
    proxy.rules([]);
    await proxy.away();
    assert.equal((await call(proxy)).error, 'ECONNREFUSED');
    await proxy.back();
    assert.equal((await call(proxy)).text, ANSWER);
  });

  test('takes faults together, as late and then cut', async () => {
    await using proxy = await open([
      { fault: 'delay', ms: 100 },
      { fault: 'cut', after: 20 },
    ]);
    const { text, tookMs } = await call(proxy);
    assert.equal(text, ANSWER.slice(0, 20));
    assert.ok(tookMs >= 100, `${tookMs}`);
  });

  test('does it to the connections that are numbered', async () => {
    await using proxy = await open([{ fault: 'refuse', connections: [2, 4] }]);
    const worked = [];
    for (let n = 0; n < 5; n += 1) worked.push((await call(proxy)).text === ANSWER);
    assert.deepEqual(worked, [true, false, true, false, true]);
    assert.deepEqual([proxy.connections, proxy.met.get('refuse')], [5, 2]);
  });

  test('does it to a share of them, the same again from the same seed', async () => {
    const run = async (seed: number) => {
      await using proxy = await open([{ fault: 'cut', after: [0, 999], share: 0.5 }], { seed });
      const lengths = [];
      for (let n = 0; n < 30; n += 1) lengths.push((await call(proxy)).text.length);
      return lengths;
    };
    const once = await run(3);
    assert.deepEqual(await run(3), once);
    assert.notDeepEqual(await run(4), once);
    assert.ok(new Set(once).size > 5 && once.includes(1_000));
  });

  test('drops what there is on demand', async () => {
    await using proxy = await open();
    const waiting = call(proxy, { hangUp: false });
    await eventually(() => proxy.connections === 1 && lastHeard() === 'hello', 1_000);
    proxy.drop('reset');
    assert.equal((await waiting).error, 'ECONNRESET');
  });
});
