import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { InvalidArgumentError, type Command } from 'commander';
import { openFaultProxy, parseRule, type FaultProxy, type ProxyRule } from '#fault-proxy/index.ts';
import { whole } from './arguments.ts';
import type { Answer, Cli } from './cli.ts';
import { receipt } from './text.ts';

type Options = { listen?: Listen; fault: ProxyRule[]; seed?: number };
type Listen = { host: string; port: number };

const GRAMMAR = `
Faults:
  delay=200          everything that is answered arrives 200 ms later
  throttle=5000      5000 bytes a second
  cut=321            ends after 321 bytes; cut=10-900 after any count between
  reset=0            a reset as soon as the answer comes, which the target gave all the same
  stall=0            silence, and the connection stays open
  corrupt=50         turns one bit after 50 bytes
  refuse             resets the connection as it is made
With up@ (cut=up@20) it happens to what the client sends; with /2% (reset=0/2%) to one in fifty.
While it runs, a line with other faults replaces these, and an empty one ends them.`;

export function addFaultProxyCommand(program: Command, cli: Cli): void {
  program
    .command('fault-proxy')
    .description('a TCP proxy that does to connections what bad networks do')
    .argument('<target>', 'where they go: host:port, or a URL')
    .option('--listen <address>', 'port or host:port (default: any free port of 127.0.0.1)', listen)
    .option('--fault <fault...>', 'what connections meet', rules, [])
    .option('--seed <n>', 'of the chance, to have the same again', whole)
    .addHelpText('after', GRAMMAR)
    .action((target: string, options: Options) => run(cli, target, options));
}

function listen(text: string): Listen {
  const [, host = '127.0.0.1', port] = /^(?:(.+):)?(\d{1,5})$/.exec(text) ?? [];
  if (port !== undefined && Number(port) <= 65_535) return { host, port: Number(port) };
  throw new InvalidArgumentError('Use a port, or host:port.');
}

function rules(text: string, before: ProxyRule[]): ProxyRule[] {
  const rule = parseRule(text);
  if (rule) return [...before, rule];
  throw new InvalidArgumentError('Use a fault such as delay=200, cut=up@20 or reset=0/2%.');
}

async function run(cli: Cli, target: string, options: Options): Promise<void> {
  const { listen: where, fault, seed } = options;
  const proxy = await openFaultProxy({
    target,
    rules: fault,
    ...where,
    ...(seed !== undefined && { seed }),
  });
  cli.print({
    json: { url: proxy.url, host: proxy.host, port: proxy.port },
    text: `${receipt('A fault proxy', [
      ['address', proxy.url],
      ['leads to', target],
    ])}\n\nCtrl-C stops, and says what happened.`,
  });
  const lines = createInterface(process.stdin);
  lines.on('line', (line) => change(proxy, line));
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  lines.close();
  await proxy[Symbol.asyncDispose]();
  cli.print(account(proxy));
}

function change(proxy: FaultProxy, line: string): void {
  try {
    proxy.rules(
      line
        .split(/\s+/)
        .filter(Boolean)
        .reduce<ProxyRule[]>((all, one) => rules(one, all), []),
    );
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
  }
}

const account = ({ connections, met }: FaultProxy): Answer => ({
  json: { connections, met: Object.fromEntries(met) },
  text: receipt('What happened', [
    ['connections', String(connections)],
    ...[...met].map(([fault, count]) => [fault, String(count)] as const),
  ]),
});
