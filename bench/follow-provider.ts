import http from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

// Ten lean panels in one process, one per path. They know orders by their ids alone.

/** How a provider answers about the orders that it is asked about. */
export type ProviderPlan = { answerAfterMs: number };

/** Whatever was asked until now. */
export type ProviderCount = { calls: number; looks: number };

/** Of a hundred orders so many were delivered further since they were looked at last. */
export const PROGRESSING = 50;
/** Of a thousand looks so many find that the order is completed. */
export const COMPLETING = 5;
export const QUANTITY = 1_000;

const count: ProviderCount = { calls: 0, looks: 0 };

/** Pure but for the number of the look, which makes what remains of an order fall. */
function answerFor(id: number, look: number): object {
  const charge = '0.5';
  const common = { charge, start_count: String(id), currency: 'USD' };
  if ((id * 2_654_435_761 + look * 40_503) % 1_000 < COMPLETING) {
    return { ...common, status: 'Completed', remains: '0' };
  }
  const moves = id % 100 < PROGRESSING;
  const remains = moves ? QUANTITY - 1 - (look % (QUANTITY - 1)) : QUANTITY;
  return { ...common, status: moves ? 'In progress' : 'Processing', remains: String(remains) };
}

function open({ answerAfterMs }: ProviderPlan): void {
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const params = new URLSearchParams(body);
      response.setHeader('content-type', 'application/json');
      if (params.get('action') === 'balance') {
        response.end('{"balance":"1000","currency":"USD"}');
        return;
      }
      const single = params.get('order');
      const ids = (params.get('orders') ?? single ?? '').split(',').map(Number);
      count.calls += 1;
      count.looks += ids.length;
      const answers = ids.map((id) => [String(id), answerFor(id, count.looks)] as const);
      const text = JSON.stringify(single === null ? Object.fromEntries(answers) : answers[0]?.[1]);
      void pause(answerAfterMs).then(() => response.end(text));
    });
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    process.send?.(typeof address === 'object' ? address?.port : 0);
  });
}

process.on('disconnect', () => process.exit(0));
process.on('message', (message: ProviderPlan | 'count') => {
  if (message === 'count') process.send?.({ ...count });
  else open(message);
});
