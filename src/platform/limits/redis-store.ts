import type { RedisClientType } from '@redis/client';
import { AppError } from '#lib/errors.ts';
import type { Log } from '../log.ts';
import { admit, type Claim, type Window } from './admit.ts';
import type { LimitStore, Shared } from './limit-store.ts';
import { TAKE, TAKE_SHA } from './redis-script.ts';

export type RedisStore = LimitStore & {
  readonly isReady: boolean;
  end(): void;
};

export type RedisStoreOptions = {
  url: string;
  /** Tells the counts of this shop from those of others in the same store. */
  shop: string;
  log: Log;
};

const FIRST_ANSWER_MS = 2_000; // as long as a database connection may take
// A store that came back is shared again within 10 s (reliability.md R2): a connection that fell
// silent is given up after three, and the next one is tried every half second.
const RECONNECT_MS = 500;
const CONNECT_MS = 2_000;
const PING_MS = 1_000;
const SILENT_MS = 3_000;
// What a server says to `AUTH` and `SELECT`; one that is only starting says LOADING. Its words may
// repeat the password, so they are not.
const REFUSAL = /^(WRONGPASS|NOAUTH|NOPERM|ERR) /;
const REFUSED = 'REDIS_URL: the server refuses its user, password or database number';
const LIFE_MS = 300_000; // far more than the clocks of two hosts may differ

/**
 * Counts in Redis or Valkey. A server that is away is no reason not to start; one that refuses what
 * `REDIS_URL` says (password, database) is: `invalid_setting`, without the address.
 */
export async function openRedisStore(options: RedisStoreOptions): Promise<RedisStore> {
  // Loaded only where it is used: it takes 60 ms and 15 MB.
  const { createClient } = await import('@redis/client');
  const client: Client = createClient({
    url: options.url,
    RESP: 2, // all that is asked for are numbers, and every server speaks it
    name: 'notpanel',
    disableOfflineQueue: true,
    pingInterval: PING_MS,
    socket: {
      connectTimeout: CONNECT_MS,
      socketTimeout: SILENT_MS,
      reconnectStrategy: RECONNECT_MS,
    },
  });
  client.on('error', (error: Error) => options.log.debug({ err: error.name }, 'redis'));
  const trouble = await firstTrouble(client);
  if (trouble && REFUSAL.test(trouble.message)) {
    client.destroy();
    throw new AppError('invalid_setting', REFUSED);
  }
  if (trouble) {
    const err = trouble.message;
    options.log.warn({ err }, 'REDIS_URL does not answer: each process keeps its own limits');
  }
  const ask = asking(client);
  return {
    take: (claims, minute, told) => takeInRedis(ask, options.shop, { claims, minute, told }),
    get isReady() {
      return client.isReady;
    },
    end: () => client.destroy(),
  };
}

type None = Record<never, never>;
type Client = RedisClientType<None, None, None, 2>;

/** Nothing once it is ready, else why it is not. It goes on trying. */
function firstTrouble(client: Client): Promise<Error | undefined> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(new Error('no answer in time')), FIRST_ANSWER_MS);
    const settle = (trouble?: Error) => {
      clearTimeout(late);
      resolve(trouble);
    };
    client.once('ready', () => settle());
    client.once('error', settle);
    client.connect().catch(settle); // it is ended before it ever answered
  });
}

type Ask = (keys: readonly string[], given: readonly string[]) => Promise<number[]>;

/** A server that was started anew does not know the script yet. */
const asking =
  (client: Client): Ask =>
  async (keys, given) => {
    const rest = [String(keys.length), ...keys, ...given];
    try {
      return await client.sendCommand<number[]>(['EVALSHA', TAKE_SHA, ...rest]);
    } catch (error) {
      if (!(error as Error).message.startsWith('NOSCRIPT')) throw error;
      return await client.sendCommand<number[]>(['EVAL', TAKE, ...rest]);
    }
  };

type Given = { claims: readonly Claim[]; minute: number; told: (subject: string) => number };

async function takeInRedis(ask: Ask, shop: string, given: Given): Promise<Shared> {
  const { claims, minute, told } = given;
  const numbers = new Map<string, number>();
  const numberOf = (subject: string) => {
    const known = numbers.get(subject) ?? numbers.size + 1;
    numbers.set(subject, known);
    return known;
  };
  const wanted = claims.map((claim) =>
    claim.flatMap(({ subject, limit }) => [numberOf(subject), limit]),
  );
  const subjects = [...numbers.keys()];
  const before = await ask(
    subjects.map((subject) => `notpanel:${shop}:${subject}`),
    [minute, LIFE_MS, JSON.stringify(wanted), ...subjects.map(told)].map(String),
  );
  const windows = new Map<string, Window>();
  for (const [index, subject] of subjects.entries()) {
    const [counted = minute, used = 0] = before.slice(2 * index, 2 * index + 2);
    windows.set(subject, { minute: counted, used, unshared: 0 });
  }
  const decisions = admit(claims, (subject) => windows.get(subject) as Window);
  for (const window of windows.values()) window.unshared = 0;
  return { decisions, windows };
}
