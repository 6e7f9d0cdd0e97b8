import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * What becomes of a simple query that was caught:
 * - `pass`: it goes through;
 * - `cut-before`: the connection ends and the server never sees it;
 * - `cut-after`: the server carries it out, and the connection ends with the answer;
 * - `cut-racing`: it is sent and the connection ends at once: nobody knows;
 * - `reset-after`: like `cut-after`, by a reset instead of an orderly end;
 * - `stall`: neither side hears from the other again, and nobody says so.
 */
export type Fate = 'pass' | 'cut-before' | 'cut-after' | 'cut-racing' | 'reset-after' | 'stall';

export type CutProxy = AsyncDisposable & {
  /** The address of the database, through the proxy. */
  readonly url: string;
  /** Decides on every simple query from now on (`begin`, `commit`). */
  decide(fateOf: (query: string) => Fate): void;
};

const SIMPLE_QUERY = 0x51; // Q

/** A TCP proxy in front of Postgres that understands just enough to cut at a chosen message. */
export async function openCutProxy(databaseUrl: string): Promise<CutProxy> {
  const target = new URL(databaseUrl);
  const pairs = new Set<{ client: Socket; database: Socket }>();
  let fateOf: (query: string) => Fate = () => 'pass';

  const server = createServer({ noDelay: true }, (client) => {
    client.on('error', () => {});
    const database = connect({ host: target.hostname, port: Number(target.port || 5432) });
    database.setNoDelay(true).on('error', () => {});
    const pair = { client, database };
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      client.destroy();
      database.destroy();
    };
    client.on('close', end);
    database.on('close', end);
    join(client, database, (query) => fateOf(query));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);

  return {
    url: url.href,
    decide: (next) => void (fateOf = next),
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      for (const { client } of pairs) client.destroy();
      await closed;
    },
  };
}

/** Passes bytes on in both directions, message by message on the way to the database. */
function join(client: Socket, database: Socket, fateOf: (query: string) => Fate): void {
  let rest: Buffer = Buffer.alloc(0);
  let isGreeted = false; // the first message has no type
  let fate: Fate = 'pass';

  database.on('data', (bytes) => {
    if (fate === 'pass') client.write(bytes);
    else if (fate === 'cut-after') client.destroy();
    else if (fate === 'reset-after') client.resetAndDestroy();
  });
  client.on('data', (bytes: Buffer) => {
    if (fate !== 'pass') return;
    rest = Buffer.concat([rest, bytes]);
    for (;;) {
      const header = isGreeted ? 1 : 0;
      if (rest.length < header + 4) return;
      const length = header + rest.readInt32BE(header);
      if (rest.length < length) return;
      const message = rest.subarray(0, length);
      rest = rest.subarray(length);
      if (isGreeted && message[0] === SIMPLE_QUERY) fate = fateOf(textOf(message));
      isGreeted = true;
      if (fate !== 'cut-before' && fate !== 'stall') database.write(message);
      if (fate === 'cut-before') client.destroy();
      if (fate === 'cut-racing') {
        database.end();
        client.destroy();
      }
      if (fate !== 'pass') return;
    }
  });
}

const textOf = (message: Buffer): string => message.subarray(5, -1).toString();
