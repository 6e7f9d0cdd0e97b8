import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openSimulation, type Simulation, type SimulationOptions } from './open-simulation.ts';
import type { Params } from './panel.ts';
import type { Wire } from './wire.ts';

export type SimulatorOptions = SimulationOptions & {
  /** Default: any free one. */
  port?: number;
  host?: string;
  /** Every answer takes so long. */
  latencyMs?: number;
};

export type Simulator = Omit<Simulation, 'answer'> & {
  url: string;
  key: string;
  close(): Promise<void>;
};

const MAX_BODY_BYTES = 1024 * 1024;

/** Starts a provider that answers over real HTTP and behaves as scripted; its key is random if none is given. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { host = '127.0.0.1', latencyMs = 0 } = options;
  const key = options.key ?? randomBytes(16).toString('hex');
  const simulation = openSimulation({ ...options, key });

  const server = createServer((request, response) => {
    readParams(request).then(
      (params) => {
        // The call is carried out when its answer leaves, so that latency delays both.
        later(latencyMs, () => write(response, simulation.answer(params)));
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
    ...simulation,
    url: `http://${host}:${port}/api/v2`,
    key,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function write(response: ServerResponse, wire: Wire): void {
  if (wire.kind === 'silence') return;
  if (wire.kind !== 'answer') {
    response.socket?.resetAndDestroy();
    return;
  }
  const { status, headers, text, cutAfter, afterMs = 0 } = wire;
  later(afterMs, () => {
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(text) });
    if (cutAfter === undefined) response.end(text);
    else response.write(text.slice(0, cutAfter), () => response.destroy());
  });
}

function later(ms: number, work: () => void): void {
  if (ms === 0) work();
  else setTimeout(work, ms);
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
