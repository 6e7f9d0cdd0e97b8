import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ApiCall = { method: string; url: URL; body: string; headers: IncomingHttpHeaders };
export type ApiAnswer = { status: number; body: unknown };

export type FakeApi = AsyncDisposable & {
  readonly url: string;
  readonly calls: ApiCall[];
  /** What comes next is answered so, whatever is asked. */
  answer(status: number, body: unknown): void;
};

/** Somebody else's JSON API, over real HTTP on this machine. */
export async function startFakeApi(answerTo: (call: ApiCall) => ApiAnswer): Promise<FakeApi> {
  const calls: ApiCall[] = [];
  const scripted: ApiAnswer[] = [];
  const server = createServer((request, response) => {
    void readText(request).then((body) => {
      const { method = 'GET', headers } = request;
      const call = { method, url: new URL(request.url ?? '/', 'http://api'), body, headers };
      calls.push(call);
      const answer = scripted.shift() ?? answerTo(call);
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer.body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    answer: (status, body) => void scripted.push({ status, body }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8') as AsyncIterable<string>) text += chunk;
  return text;
}
