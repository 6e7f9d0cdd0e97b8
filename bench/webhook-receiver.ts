import http from 'node:http';
import { openHistogram } from './histogram.ts';

// Customers' servers in one process, one per path. Those below /hang/ take a message and never answer.

/** What arrived since the last `reset`, at servers that answer. */
export type ReceiverCount = {
  messages: number;
  /** Of them, those that were seen before. */
  again: number;
  hanging: number;
  /** From the event's row to the first byte of its message's first attempt, ms. */
  lateMs: { p50: number; p99: number; max: number };
};

const TIMESTAMP = /"timestamp":"([^"]+)"/;

let seen = new Set<string>();
let histogram = openHistogram();
let counted = { messages: 0, again: 0, hanging: 0 };

const server = http.createServer((request, response) => {
  const arrived = Date.now();
  const hangs = request.url?.startsWith('/hang/') ?? false;
  let body = '';
  request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
  request.on('end', () => {
    if (hangs) {
      counted.hanging += 1;
      return;
    }
    counted.messages += 1;
    const id = `${request.url} ${request.headers['webhook-id'] as string}`;
    if (seen.has(id)) counted.again += 1;
    seen.add(id);
    histogram.record((arrived - Date.parse(TIMESTAMP.exec(body)?.[1] ?? '')) * 1000);
    response.writeHead(204).end();
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' ? address?.port : 0);
});

process.on('disconnect', () => process.exit(0));
process.on('message', (message: 'count' | 'reset') => {
  if (message === 'reset') {
    seen = new Set();
    histogram = openHistogram();
    counted = { messages: 0, again: 0, hanging: 0 };
    return;
  }
  const lateMs = {
    p50: histogram.quantile(0.5),
    p99: histogram.quantile(0.99),
    max: histogram.maxMs,
  };
  const count: ReceiverCount = { ...counted, lateMs };
  process.send?.(count);
});
