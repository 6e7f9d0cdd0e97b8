import { createServer, type ServerOptions } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { createApi, hardenServer, SERVER_OPTIONS, type ApiOptions } from '#api/index.ts';
import { createKey, type Dialect, type KeySettings } from '#keys/index.ts';
import type { App } from '#platform/app.ts';
import { openAccount } from './shop.ts';

export type ApiAnswer = {
  status: number;
  headers: Headers;
  text: string;
  /** The parsed body. */
  json: unknown;
};

export type TestApi = {
  readonly origin: string;
  readonly url: string;
  /** A form by POST, as most clients send it. */
  post(fields: Record<string, string | number>, init?: RequestInit): Promise<ApiAnswer>;
  /** Any request to `/api/v2`, or to another path of the API. */
  send(init: RequestInit, path?: string): Promise<ApiAnswer>;
  /** Bytes as they are, and all that comes back until the connection ends. */
  raw(bytes: string | Buffer): Promise<string>;
} & AsyncDisposable;

/** Serves the API of an App on a free port. */
export async function startApi(
  app: App,
  options: Partial<ApiOptions> = {},
  serverOptions: ServerOptions = {},
): Promise<TestApi> {
  const api = createApi(app, { trustedProxies: [], release: '0.0.0-test', ...options });
  const server = createServer({ ...SERVER_OPTIONS, ...serverOptions }, (req, res) => {
    if (!api.handle(req, res)) res.writeHead(404).end();
  });
  hardenServer(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const url = `${origin}/api/v2`;

  const send = async (init: RequestInit, path = '/api/v2'): Promise<ApiAnswer> => {
    const answer = await fetch(origin + path, init);
    const text = await answer.text();
    const json: unknown = text === '' ? undefined : JSON.parse(text);
    return { status: answer.status, headers: answer.headers, text, json };
  };
  return {
    origin,
    url,
    send,
    post(fields, init = {}) {
      const body = new URLSearchParams();
      for (const [name, value] of Object.entries(fields)) body.set(name, String(value));
      return send({ method: 'POST', body, ...init });
    },
    raw: (bytes) =>
      new Promise((resolve, reject) => {
        let heard = '';
        const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
        socket.setEncoding('utf8').on('data', (text: string) => (heard += text));
        socket.on('close', () => resolve(heard)).on('error', reject);
      }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type Buyer = { accountId: number; keys: Record<Dialect, string> };

/** An account of the test's own, with a key of either dialect. */
export async function openBuyer(app: App, balance = '100'): Promise<Buyer> {
  const accountId = await openAccount(app, { balance });
  const keyOf = (dialect: Dialect) => openKey(app, accountId, { dialect });
  return {
    accountId,
    keys: { notpanel: await keyOf('notpanel'), classic: await keyOf('classic') },
  };
}

/** A key of the account; unlimited unless the test says otherwise. */
export async function openKey(
  app: App,
  accountId: number,
  settings: KeySettings = {},
): Promise<string> {
  const { key } = await app.transact((tx) =>
    createKey(tx, { accountId, requestsPerMinute: null, ...settings }),
  );
  return key;
}
