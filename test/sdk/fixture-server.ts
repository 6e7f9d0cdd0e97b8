import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

/** What a panel, or what stands before it, answers to one request. */
export type Answer = {
  status?: number;
  headers?: Record<string, string>;
  json?: unknown;
  text?: string;
  /** What Content-Length promises, where it lies. */
  length?: number;
  gzip?: boolean;
  /** The connection ends without an answer. */
  cut?: boolean;
  /** Nothing comes. */
  silent?: boolean;
  /** A byte now and then, without end. */
  drips?: boolean;
};

export type Received = {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  fields: Record<string, string>;
};

export type FixtureServer = AsyncDisposable & {
  readonly origin: string;
  /** Requests are answered with these, one after the other; tells what came. */
  play(answers: readonly Answer[]): Received[];
};

const DRIP_MS = 20;

export async function startFixtureServer(): Promise<FixtureServer> {
  let received: Received[] = [];
  let answers: readonly Answer[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const fields = Object.fromEntries(new URLSearchParams(body));
      const { method = '', url: path = '', headers } = request;
      received.push({ method, path, headers, fields });
      give(answers[received.length - 1] ?? { status: 599, text: 'one request too many' }, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    play(next) {
      [received, answers] = [[], next];
      return received;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function give(answer: Answer, response: ServerResponse): void {
  const { status = 200, headers = {}, json, text = JSON.stringify(json), length } = answer;
  if (answer.silent) return;
  if (answer.cut) {
    response.destroy();
    return;
  }
  response.setHeaders(new Map(Object.entries({ 'Content-Type': 'application/json', ...headers })));
  if (answer.drips) {
    response.writeHead(status);
    const timer = setInterval(() => response.write(' '), DRIP_MS);
    response.on('close', () => clearInterval(timer));
    return;
  }
  const body = answer.gzip ? gzipSync(text) : Buffer.from(text);
  if (answer.gzip) response.setHeader('Content-Encoding', 'gzip');
  response.writeHead(status, { 'Content-Length': length ?? body.length });
  response.write(body, () => {
    if (length === undefined) response.end();
    else response.destroy();
  });
}
