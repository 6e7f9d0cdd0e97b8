import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// A v2 provider that takes as little of the machine as it can: it answers every order with a number
// after the latency that its starter names, and every question with progress.

const LATENCY_MS = Number(process.argv[2] ?? 20);
const HEAD = { 'Content-Type': 'application/json' };

let next = 1;

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('latin1');
  request.on('data', (text: string) => (body += text));
  request.on('end', () => {
    const text = body.includes('action=add') ? `{"order":${next++}}` : answer(body);
    setTimeout(() => response.writeHead(200, HEAD).end(text), LATENCY_MS);
  });
});

function answer(body: string): string {
  const params = new URLSearchParams(body);
  if (params.get('action') !== 'status') return '{"balance":"100000","currency":"USD"}';
  const ids = (params.get('orders') ?? params.get('order') ?? '').split(',');
  const known = { status: 'In progress', remains: '100', start_count: '5' };
  return JSON.stringify(Object.fromEntries(ids.map((id) => [id, known])));
}

server.keepAliveTimeout = 10_000;
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.once('disconnect', () => process.exit(0));
