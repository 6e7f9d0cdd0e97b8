import http from 'node:http';
import https from 'node:https';
import type { Post, PostReply } from './post.ts';

const CONNECT_TIMEOUT_MS = 5_000; // reliability.md 5.3

/** The real one. Each call has a connection of its own: a kept one may die under what must not repeat. */
export function openPost(): Post {
  return ({ url, headers, body, timeoutMs, maxBytes }) =>
    new Promise((resolve) => {
      const secure = url.protocol === 'https:';
      let connected = false;
      const chunks: Buffer[] = [];
      const text = () => Buffer.concat(chunks).toString('utf8');
      const finish = (reply: PostReply) => {
        clearTimeout(connecting);
        clearTimeout(whole);
        resolve(reply);
      };
      const fail = (error: string) => {
        finish(connected ? { kind: 'broken', error, text: text() } : { kind: 'never_sent', error });
        request.destroy();
      };
      const request = (secure ? https : http).request(url, {
        method: 'POST',
        agent: false,
        headers: {
          ...headers,
          'content-length': Buffer.byteLength(body),
          'user-agent': 'notpanel',
        },
      });
      const connecting = setTimeout(() => {
        if (!connected) fail('no connection in time');
      }, CONNECT_TIMEOUT_MS);
      const whole = setTimeout(() => fail('no answer in time'), timeoutMs);
      request.on('socket', (socket) => {
        if (!socket.connecting) connected = true;
        else socket.once(secure ? 'secureConnect' : 'connect', () => (connected = true));
      });
      request.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message));
      request.on('response', (response) => {
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > maxBytes) fail('the answer is too long');
          else chunks.push(chunk);
        });
        response.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message));
        response.on('end', () => {
          if (!response.complete) return fail('the answer was cut off');
          const said = Object.entries(response.headers).map(([name, value]) => [
            name,
            String(value),
          ]);
          const known = Object.fromEntries(said) as Record<string, string>;
          finish({
            kind: 'answer',
            status: response.statusCode ?? 0,
            headers: known,
            text: text(),
          });
        });
      });
      request.end(body);
    });
}
