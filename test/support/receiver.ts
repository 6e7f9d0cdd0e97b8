import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = {
  headers: IncomingHttpHeaders;
  body: string;
  /** The path. */
  to: string;
  at: number;
  message: { type: string; timestamp: string; data: Record<string, unknown> };
};

export type Receiver = AsyncDisposable & {
  readonly url: string;
  readonly received: Received[];
  /** What comes next is answered so; a number is a bare status, and 0 no answer at all. */
  answer(how: number | ((response: ServerResponse, received: Received) => void)): void;
};

/** A customer's server that takes webhooks and remembers them. */
export async function startReceiver(now: () => number = Date.now): Promise<Receiver> {
  const received: Received[] = [];
  let respond: (response: ServerResponse, received: Received) => void = (response) =>
    response.end();
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const message = JSON.parse(body) as Received['message'];
      const to = request.url ?? '';
      const one = { headers: request.headers, body, to, at: now(), message };
      received.push(one);
      respond(response, one);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answer(how) {
      respond =
        typeof how === 'function'
          ? how
          : (response) => void (how === 0 || response.writeHead(how).end());
    },
    async [Symbol.asyncDispose]() {
      if (!server.listening) return;
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
