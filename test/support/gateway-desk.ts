import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomBytes, randomUUID } from 'node:crypto';
import { parseMoney } from '#lib/money.ts';
import { addGateway, readPayment, startPayment, type Payment } from '#payments/index.ts';
import { openTestGateway } from '#test-gateway/index.ts';
import { startApi, type TestApi } from './api.ts';
import { openTestApp, type TestApp } from './database.ts';

/** A shop with the test gateway before it, each behind a port of its own. */
export type GatewayDesk = AsyncDisposable & {
  readonly app: TestApp;
  readonly api: TestApi;
  readonly gatewayUrl: string;
  /** Starts a deposit, as the page does. */
  start(accountId: number, amount: string): Promise<Payment>;
  /** What the payer chooses on the gateway's page; answers where it sends them. */
  choose(payment: Payment, choice: string, amount?: string): Promise<Response>;
  read(payment: Payment): Promise<Payment>;
};

const LATER_MS = 40;

export async function openGatewayDesk({ feeBp = 0 } = {}): Promise<GatewayDesk> {
  const stack = new AsyncDisposableStack();
  const app = stack.use(await openTestApp());
  const api = stack.use(await startApi(app));
  const server = createServer((req, res) => gateway.listener(req, res)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  stack.defer(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  const gatewayUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const settings = {
    url: gatewayUrl,
    apiKey: randomBytes(16).toString('hex'),
    webhookSecret: `whsec_${randomBytes(32).toString('base64')}`,
    demo: true,
  };
  const gateway = openTestGateway({
    ...settings,
    publicUrl: gatewayUrl,
    deliverTo: api.origin,
    laterMs: LATER_MS,
  });
  stack.defer(() => gateway.close());
  await addGateway(app, {
    ...{ name: 'test', kind: 'test', label: 'Test gateway', settings, feeBp },
    minimum: parseMoney('1'),
  });
  return {
    app,
    api,
    gatewayUrl,
    start: (accountId, amount) =>
      startPayment(app, {
        ...{ accountId, gateway: 'test', amount: parseMoney(amount), locale: 'en' },
        requestId: randomUUID(),
      }),
    choose: ({ url }, choice, amount = '') =>
      fetch(url ?? '', {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ choice, amount }),
      }),
    read: ({ id }) => readPayment(app.db, id, null),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
