import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InvalidArgumentError, type Command } from 'commander';
import { AppError } from '#lib/errors.ts';
import { checkSignature, isSecret, type Checked } from '#lib/signature.ts';
import { port, whole } from './arguments.ts';
import type { Cli } from './cli.ts';
import { dim, receipt } from './text.ts';

type Options = { port: number; host: string; secret?: string; status: number };

const PORT = 8900;
const LARGEST_BODY = 256 * 1024; // a message has less than 20 kB

export function addListenCommand(program: Command, cli: Cli): void {
  program
    .command('listen')
    .description('print incoming webhooks on a local port, for whoever writes a receiver')
    .option('--port <n>', 'where it listens, 0 for any', port, PORT)
    .option('--host <address>', 'the address it listens on', '127.0.0.1')
    .option('--secret <whsec_…>', 'checks signatures, and answers 400 where one is wrong', secret)
    .option('--status <n>', 'answers so, to see what the panel does then', status, 200)
    .action((options: Options) => listen(cli, options));
}

function secret(text: string): string {
  if (isSecret(text)) return text;
  throw new InvalidArgumentError('Use the whsec_… that was shown when the webhook was added.');
}

function status(text: string): number {
  const value = whole(text);
  if (value >= 200 && value <= 599) return value;
  throw new InvalidArgumentError('Use a status from 200 to 599.');
}

async function listen(cli: Cli, options: Options): Promise<void> {
  const server = createServer((request, response) => {
    take(cli, options, request, response).catch((error: Error) => {
      response.writeHead(500).end();
      process.stderr.write(`error: ${error.message}\n`);
    });
  });
  server.listen(options.port, options.host);
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    const text = `cannot listen on ${options.host}:${options.port}: ${error.code}`;
    throw new AppError('invalid_setting', text);
  });
  const url = `http://${options.host}:${(server.address() as AddressInfo).port}/`;
  cli.print({ json: { listening: url }, text: greeting(url, options) });
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  server.closeAllConnections();
  server.close();
}

const greeting = (url: string, { secret: known }: Options): string =>
  [
    receipt('Listening for webhooks', [
      ['address', url],
      ['signatures', known ? 'checked' : 'not checked: --secret whsec_… checks them'],
      ['add it with', `notpanel webhook add <account> ${url}`],
    ]),
    dim('Outside of a demo the panel needs EGRESS_ALLOW=127.0.0.0/8 to reach it. Ctrl-C stops.'),
  ].join('\n\n');

type Heard = {
  at: string;
  id: string | null;
  signature: Checked | 'not checked';
  answered: number;
  message: unknown;
};

async function take(
  cli: Cli,
  options: Options,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await bodyOf(request);
  const now = new Date();
  const headers = request.headers as Record<string, string | undefined>;
  const signature: Heard['signature'] = options.secret
    ? checkSignature(options.secret, headers, body, Math.floor(now.getTime() / 1_000))
    : 'not checked';
  const isGood = signature === 'verified' || signature === 'not checked';
  const answered = isGood ? options.status : 400;
  response.writeHead(answered).end(isGood ? undefined : signature);
  const id = headers['webhook-id'] ?? null;
  const heard: Heard = { at: now.toISOString(), id, signature, answered, message: parse(body) };
  cli.print({ json: heard, text: heardText(heard) });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > LARGEST_BODY) throw new Error('the body is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function heardText({ at, id, signature, answered, message }: Heard): string {
  const { type, data } = (message ?? {}) as { type?: unknown; data?: unknown };
  const title = `${at.slice(11, 19)}  ${typeof type === 'string' ? type : 'not a webhook'}`;
  const about = [id ?? 'no webhook-id', signatureText(signature), `answered ${answered}`];
  const shown = typeof data === 'object' && data !== null ? data : { body: message };
  return receipt(
    `\n${title}  ${dim(about.join('  '))}`,
    Object.entries(shown).map(([name, value]) => [name, valueText(value)]),
  );
}

const signatureText = (signature: Heard['signature']): string =>
  signature === 'verified'
    ? '✓ verified'
    : signature === 'not checked'
      ? signature
      : `✗ ${signature}`;

const valueText = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);
