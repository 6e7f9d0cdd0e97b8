import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { AppError } from '#lib/errors.ts';
import { seededRandom } from '#lib/seeded-random.ts';
import { gateOf, inTurn, paceOf, type Gate } from './gate.ts';
import { finish, join, type Pair } from './join.ts';
import { faultsOf, type ProxyFault, type ProxyRule } from './rule.ts';

export type FaultProxyOptions = {
  /** `host:port`, or any URL whose host it is. */
  target: string;
  host?: string;
  /** Default: any free one. */
  port?: number;
  rules?: readonly ProxyRule[];
  /** Of the chance; default: 1. */
  seed?: number;
  random?: () => number;
  /** Also sees what each connection sends to the target, before the rules do. */
  guard?: () => Gate;
};

export type FaultProxy = AsyncDisposable & {
  readonly host: string;
  readonly port: number;
  /** The target's address, through the proxy. */
  readonly url: string;
  /** Connections that were made until now, refused ones too. */
  readonly connections: number;
  /** How many connections met each fault. */
  readonly met: ReadonlyMap<ProxyFault['fault'], number>;
  /** Connections that are made from here on meet these. */
  rules(rules: readonly ProxyRule[]): void;
  /** Ends the connections there are: in good order, or by a reset. */
  drop(how: 'cut' | 'reset'): void;
  /** Nobody listens any more: callers are refused by the system, until `back`. */
  away(): Promise<void>;
  back(): Promise<void>;
};

/** A TCP proxy that does to connections what networks do: late, slow, cut, silent, wrong or refused. */
export async function openFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const target = addressOf(options.target);
  const random = options.random ?? seededRandom(options.seed ?? 1);
  const pairs = new Set<Pair>();
  const met = new Map<ProxyFault['fault'], number>();
  let rules = options.rules ?? [];
  let connections = 0;

  const server = createServer({ noDelay: true, allowHalfOpen: true }, (client) => {
    client.on('error', () => {});
    connections += 1;
    const faults = faultsOf(rules, connections, random);
    for (const { fault } of faults) met.set(fault, (met.get(fault) ?? 0) + 1);
    if (faults.some(({ fault }) => fault === 'refuse')) {
      client.resetAndDestroy();
      return;
    }
    const far = connect({ ...target, noDelay: true, allowHalfOpen: true });
    far.on('error', () => {});
    const pair = { client, target: far };
    pairs.add(pair);
    // An orderly end is passed on in its turn; what breaks on one side breaks on the other.
    client.on('close', (broke) => {
      pairs.delete(pair);
      if (broke) far.destroy();
    });
    far.on('close', (broke) => {
      if (broke) client.resetAndDestroy();
    });
    const guards = options.guard ? [options.guard()] : [];
    const gate = inTurn([...guards, gateOf(faults, 'up', random)]);
    join(pair, {
      up: { gate, pace: paceOf(faults, 'up') },
      down: { gate: gateOf(faults, 'down', random), pace: paceOf(faults, 'down') },
    });
  });
  const listen = async (port: number) => {
    server.listen(port, options.host ?? '127.0.0.1');
    await once(server, 'listening');
  };
  await listen(options.port ?? 0);
  const { address: host, port } = server.address() as AddressInfo;
  return {
    host,
    port,
    url: throughProxy(options.target, `${host}:${port}`),
    get connections() {
      return connections;
    },
    met,
    rules: (next) => void (rules = next),
    drop(how) {
      for (const pair of pairs) finish(pair, how);
    },
    away: () => stopListening(server),
    back: () => (server.listening ? Promise.resolve() : listen(port)),
    async [Symbol.asyncDispose]() {
      const closed = server.listening ? once(server, 'close') : Promise.resolve();
      server.close();
      for (const pair of pairs) {
        pair.client.destroy();
        pair.target.destroy();
      }
      await closed;
    },
  };
}

/** Answers once nobody new is taken on; a server that still has connections never says so itself. */
function stopListening(server: Server): Promise<void> {
  server.close();
  return new Promise((resolve) => setImmediate(resolve));
}

function addressOf(target: string): { host: string; port: number } {
  const url = URL.parse(target.includes('://') ? target : `tcp://${target}`);
  const port = Number(url?.port || PORTS[url?.protocol ?? ''] || NaN);
  if (url && url.hostname !== '' && port > 0)
    return { host: url.hostname.replace(/^\[|\]$/g, ''), port };
  throw new AppError('invalid_parameter', `${target} is no address: use host:port, or a URL`);
}

const PORTS: Readonly<Record<string, number>> = {
  'http:': 80,
  'https:': 443,
  'postgres:': 5432,
  'postgresql:': 5432,
  'redis:': 6379,
};

/** An address without a scheme stays one. */
function throughProxy(target: string, host: string): string {
  if (!target.includes('://')) return host;
  return target.replace(/^([a-z+]+:\/\/(?:[^/?#]*@)?)[^/?#]*/i, `$1${host}`);
}
