import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { createWeb, openWeb, type WebOptions } from '#web/server/index.ts';
import type { TestApp } from './database.ts';

export type WebAnswer = { status: number; headers: Headers; body: string };
export type WebGet = (path: string, init?: RequestInit) => Promise<WebAnswer>;

/** Serves the pages of a shop until the test ends. Redirects are answers, not followed. */
export async function serveWeb(
  t: TestContext,
  app: TestApp,
  options: Partial<WebOptions> = {},
): Promise<WebGet & { url: string }> {
  const server = createServer((req, res) => listener(req, res)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const pages = await openWeb({ origins: [`127.0.0.1:${port}`] });
  const listener = createWeb(app, pages, {
    name: 'notpanel',
    url,
    demo: false,
    release: '1.2.3',
    ...options,
  });
  const get: WebGet = async (path, init) => {
    const answer = await fetch(url + path, { redirect: 'manual', ...init });
    return { status: answer.status, headers: answer.headers, body: await answer.text() };
  };
  return Object.assign(get, { url });
}
