import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { hardenServer, SERVER_OPTIONS } from '#api/index.ts';
import { AppError } from '#lib/errors.ts';

export type Server = {
  /** Where it listens. */
  readonly url: string;
  /** Until then every call is answered 503. */
  serve(listener: RequestListener): void;
  /** Takes no new connections and lets the calls in flight finish, at most `patienceMs`. */
  close(patienceMs: number): Promise<void>;
};

const POLL_MS = 50;

/** Takes the port first, so that a second panel learns of the first one before it does anything. */
export async function openServer(options: { host: string; port: number }): Promise<Server> {
  let listener: RequestListener = (_req, res) => {
    res.writeHead(503, { 'content-type': 'application/json', 'retry-after': '1' });
    res.end('{"error":"Service unavailable"}');
  };
  let closing = false;
  const server = createServer(SERVER_OPTIONS, (req, res) => {
    if (closing) res.setHeader('connection', 'close');
    listener(req, res);
  });
  hardenServer(server);
  server.listen(options.port, options.host);
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw new AppError('invalid_setting', whyNot(error, options), { cause: error });
  });
  const { address, family, port } = server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    serve: (next) => (listener = next),
    async close(patienceMs) {
      closing = true;
      const deadline = performance.now() + patienceMs;
      let closed = false;
      server.close(() => (closed = true));
      while (!closed && performance.now() < deadline) {
        server.closeIdleConnections();
        await pause(POLL_MS);
      }
      server.closeAllConnections();
    },
  };
}

function whyNot(
  { code, message }: NodeJS.ErrnoException,
  { host, port }: { host: string; port: number },
) {
  if (code === 'EADDRINUSE') return `PORT=${port}: another program uses it; set another PORT`;
  if (code === 'EACCES') return `PORT=${port}: this user may not use it; set one above 1023`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `HOST=${host}: this machine has no such address`;
  }
  return `HOST=${host} PORT=${port}: ${message}`;
}
