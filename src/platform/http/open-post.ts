import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { dial } from './dial.ts';
import { openEgress, type Egress } from './egress.ts';
import { connecting, openAgents, type Way } from './open-agents.ts';
import type { Post, PostReply, PostRequest, Reach } from './post.ts';

// reliability.md 5.3 and 6.4
const CONNECT_TIMEOUT_MS: Record<Reach, number> = { provider: 5_000, public: 10_000 };

/** The real one. Without `keepAlive` each call has a connection of its own. */
export function openPost(egress: Egress = openEgress()): Post {
  const agentOf = openAgents();
  return (asked) => {
    const { url, reach = 'provider' } = asked;
    const secure = url.protocol === 'https:';
    const way: Way = {
      pool: `${reach} ${url.origin}`,
      connect: () => connect(egress, url, reach),
    };
    const request = (secure ? https : http).request(url, {
      ...way,
      ...(asked.keepAlive ? { agent: agentOf(secure, way) } : { createConnection: connecting }),
      method: asked.method ?? 'POST',
      headers: {
        'user-agent': 'notpanel',
        ...asked.headers,
        ...(asked.method !== 'GET' && { 'content-length': Buffer.byteLength(asked.body) }),
      },
    });
    return exchange(request, asked);
  };
}

async function connect(egress: Egress, url: URL, reach: Reach): Promise<Socket> {
  const vetted = await egress.vet(url, reach);
  if (!vetted.ok) throw new Error(vetted.reason);
  const secure = url.protocol === 'https:';
  return dial({
    addresses: vetted.addresses,
    port: Number(url.port || (secure ? 443 : 80)),
    secureHost: secure ? url.hostname.replace(/^\[|\]$/g, '') : undefined,
    timeoutMs: CONNECT_TIMEOUT_MS[reach],
  });
}

function exchange(request: http.ClientRequest, asked: PostRequest): Promise<PostReply> {
  return new Promise((resolve) => {
    let connected = false;
    const chunks: Buffer[] = [];
    const text = () => Buffer.concat(chunks).toString('utf8');
    const finish = (reply: PostReply) => {
      clearTimeout(whole);
      resolve(reply);
    };
    const fail = (error: string) => {
      finish(connected ? { kind: 'broken', error, text: text() } : { kind: 'never_sent', error });
      request.destroy();
    };
    const answer = (response: IncomingMessage) => {
      const headers = plain(response.headers);
      finish({ kind: 'answer', status: response.statusCode ?? 0, headers, text: text() });
    };
    const whole = setTimeout(() => fail('no answer in time'), asked.timeoutMs);
    // Connections come connected: from here on bytes may leave.
    request.on('socket', () => (connected = true));
    request.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message));
    request.on('close', () => fail('the connection was closed'));
    request.on('response', (response) => {
      let room = asked.maxBytes;
      response.on('data', (chunk: Buffer) => {
        if (chunk.length <= room) chunks.push(chunk);
        else if (asked.whenLonger !== 'cut') return fail('the answer is too long');
        else {
          chunks.push(chunk.subarray(0, room));
          answer(response);
          return void request.destroy();
        }
        room -= chunk.length;
      });
      response.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message));
      response.on('end', () => {
        if (response.complete) answer(response);
        else fail('the answer was cut off');
      });
    });
    request.end(asked.body);
  });
}

const plain = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
