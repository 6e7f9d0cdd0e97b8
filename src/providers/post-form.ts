import http from 'node:http';
import https from 'node:https';

export type FormReply =
  | { kind: 'answer'; status: number; retryAfter: string | null; text: string }
  | { kind: 'never_sent'; error: string }
  | { kind: 'broken'; error: string; text: string };

export type FormOptions = {
  timeoutMs: number;
  maxBytes: number;
  /** A kept connection may die while the request is on its way: not for what must not repeat. */
  keepAlive: boolean;
};

const CONNECT_TIMEOUT_MS = 5_000; // reliability.md 5.3
const AGENTS = {
  'http:': new http.Agent({ keepAlive: true, maxSockets: 8 }),
  'https:': new https.Agent({ keepAlive: true, maxSockets: 8 }),
};

/** Posts a form and says whether anything can have arrived. Never follows a redirect, never throws. */
export function postForm(url: URL, form: string, options: FormOptions): Promise<FormReply> {
  return new Promise((resolve) => {
    const secure = url.protocol === 'https:';
    let connected = false;
    const chunks: Buffer[] = [];
    const text = () => Buffer.concat(chunks).toString('utf8');
    const finish = (reply: FormReply) => {
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
      agent: options.keepAlive ? AGENTS[secure ? 'https:' : 'http:'] : false,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': Buffer.byteLength(form),
        accept: 'application/json',
        'user-agent': 'notpanel',
      },
    });
    const connecting = setTimeout(() => {
      if (!connected) fail('no connection in time');
    }, CONNECT_TIMEOUT_MS);
    const whole = setTimeout(() => fail('no answer in time'), options.timeoutMs);
    request.on('socket', (socket) => {
      if (!socket.connecting) connected = true;
      else socket.once(secure ? 'secureConnect' : 'connect', () => (connected = true));
    });
    request.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message));
    request.on('response', (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > options.maxBytes) fail('the answer is too long');
        else chunks.push(chunk);
      });
      response.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message));
      response.on('end', () => {
        if (!response.complete) return fail('the answer was cut off');
        const retryAfter = response.headers['retry-after'] ?? null;
        finish({ kind: 'answer', status: response.statusCode ?? 0, retryAfter, text: text() });
      });
    });
    request.end(form);
  });
}
