import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Answer, Asked } from './answer.ts';
import { answerApi } from './api.ts';
import type { Desk } from './desk.ts';
import { answerPage } from './pages.ts';
import { STYLE } from './style.ts';

const PREFIX = '/test-gateway';
const MOST_BYTES = 64 * 1024;

/** Pages for payers, an API for the shop. */
export function createListener(desk: Desk, apiKey: string): RequestListener {
  return (req, res) => {
    readBody(req).then(
      (body) => {
        const url = new URL(req.url ?? '/', 'http://test-gateway');
        const path = url.pathname.slice(PREFIX.length);
        const asked = { method: req.method ?? 'GET', path, query: url.searchParams, body };
        send(res, answerTo(desk, apiKey, asked, req.headers.authorization ?? ''));
      },
      () => send(res, { status: 413, type: 'text/plain', body: 'too long' }),
    );
  };
}

function answerTo(desk: Desk, apiKey: string, asked: Asked, authorization: string): Answer {
  if (asked.path.startsWith('/v1/')) return answerApi(desk, apiKey, asked, authorization);
  if (asked.path === '/style.css') return { status: 200, type: 'text/css', body: STYLE };
  return answerPage(desk, asked);
}

async function readBody(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Error('the body is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(res: ServerResponse, { status, type, body, location }: Answer): void {
  res.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex',
    ...(location !== undefined && { location }),
  });
  res.end(body);
}
