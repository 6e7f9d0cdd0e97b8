import type { Server, ServerOptions } from 'node:http';
import type { Duplex } from 'node:stream';
import { nextRequestId } from './request-id.ts';

/**
 * What `createServer` must be given. Half-open requests are ended early (reliability.md 10.2). An
 * idle connection is kept for 65 s, not that file's 5: load balancers hold theirs for 60 s, and a
 * server that closes first loses the order that is just being sent over it.
 */
export const SERVER_OPTIONS: ServerOptions = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16_384,
  // Answered by Node itself it would carry neither a body nor a request id.
  requireHostHeader: false,
};

const MAX_CONNECTIONS = 8_192; // at 12 kB each (reliability.md 10.2) some 100 MB at the worst
const MAX_REQUESTS_PER_SOCKET = 100_000; // now and then, so that a balancer spreads anew

/** Limits that are set on a server, and JSON for requests that are not HTTP. */
export function hardenServer(server: Server): void {
  server.maxConnections = MAX_CONNECTIONS;
  server.maxRequestsPerSocket = MAX_REQUESTS_PER_SOCKET;
  server.on('clientError', answerMalformed);
  server.on('checkExpectation', (_req, res) => {
    const answer = rawAnswer('400 Bad Request', 'Expect can only be 100-continue');
    res.socket?.end(answer);
  });
}

function answerMalformed(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const isSlow = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
  socket.end(
    isSlow
      ? rawAnswer('408 Request Timeout', 'The request took too long to arrive')
      : rawAnswer('400 Bad Request', 'The request is not valid HTTP'),
    () => socket.destroy(),
  );
}

function rawAnswer(status: string, error: string): string {
  const body = JSON.stringify({ error });
  const head = [
    `HTTP/1.1 ${status}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    `X-Request-Id: ${nextRequestId()}`,
    'Connection: close',
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}
