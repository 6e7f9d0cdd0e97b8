import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock, type Clock } from '#lib/clock.ts';
import { accept, answerAction, scriptOf, type Panel, type Params } from './actions.ts';
import type { Behaviour } from './behaviour.ts';
import { openBook } from './book.ts';
import type { SimulatedOrder } from './delivery.ts';

export type SimulatorOptions = {
  /** Default: any free one. */
  port?: number;
  host?: string;
  clock?: Clock;
  /** The key it accepts; default: a random one. */
  key?: string;
  /** By the service's id at this provider; others deliver normally. */
  behaviours?: Readonly<Record<string, Behaviour>>;
  /** Every answer takes so long. */
  latencyMs?: number;
  /** Where it keeps its orders; default: in memory only. */
  ledgerFile?: string;
};

export type Simulator = {
  url: string;
  key: string;
  /** Its own ledger: what it accepted, in order. */
  orders(): SimulatedOrder[];
  /** How often each action was called. */
  calls(action: string): number;
  script(service: string | number, behaviour: Behaviour): void;
  close(): Promise<void>;
};

const MAX_BODY_BYTES = 1024 * 1024;

/** Starts a provider that speaks API v2 over real HTTP and behaves as scripted. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { clock = systemClock, host = '127.0.0.1', latencyMs = 0 } = options;
  const key = options.key ?? randomBytes(16).toString('hex');
  const scripts = new Map(Object.entries(options.behaviours ?? {}));
  const panel: Panel = { book: openBook(options.ledgerFile), scripts, now: () => clock.now() };
  const calls = new Map<string, number>();

  const server = createServer((request, response) => {
    readParams(request).then(
      (params) => {
        const { action = '' } = params;
        calls.set(action, (calls.get(action) ?? 0) + 1);
        const reply = () => {
          if (params['key'] !== key) return send(response, 200, { error: 'Invalid API key' });
          if (action === 'add') return add(panel, params, response);
          return send(response, 200, answerAction(panel, params));
        };
        if (latencyMs === 0) reply();
        else setTimeout(reply, latencyMs);
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${port}/api/v2`,
    key,
    orders: () => [...panel.book.orders.values()],
    calls: (action) => calls.get(action) ?? 0,
    script: (service, behaviour) => scripts.set(String(service), behaviour),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function add(panel: Panel, params: Params, response: ServerResponse): void {
  const script = scriptOf(panel, params['service'] ?? '').add;
  if (script?.answer === 'refuse') {
    return send(response, script.status ?? 200, { error: script.error });
  }
  if (script?.answer === 'rate-limit') {
    response.setHeader('retry-after', script.retryAfterS);
    return send(response, 429, { error: 'Rate limit exceeded' });
  }
  if (!script || script.answer === 'twice' || script.accepts) accept(panel, params);
  if (!script) return send(response, 200, { order: lastId(panel) });
  switch (script.answer) {
    case 'twice':
      return send(response, 200, { order: accept(panel, params).id });
    case 'html':
      return sendText(response, 200, 'text/html', '<html><body>Just a moment…</body></html>');
    case 'broken-json':
      return sendText(response, 200, 'application/json', '{"order": 12');
    case 'no-id':
      return send(response, 200, { status: 'success' });
    case 'server-error':
      return send(response, 502, { error: 'neworder.error.link' });
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'silence':
      return;
  }
}

const lastId = (panel: Panel): number => [...panel.book.orders.keys()].at(-1) ?? 0;

const send = (response: ServerResponse, status: number, body: unknown): void =>
  sendText(response, status, 'application/json', JSON.stringify(body));

function sendText(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { 'content-type': type }).end(text);
}

async function readParams(request: IncomingMessage): Promise<Params> {
  const query = new URL(request.url ?? '/', 'http://simulator').searchParams;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new Error('the body is too large');
    chunks.push(chunk);
  }
  const body = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
  return { ...Object.fromEntries(query), ...Object.fromEntries(body) };
}
