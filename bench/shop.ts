import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { createAccount } from '#accounts/index.ts';
import { seedDemoCatalog } from '#catalog/index.ts';
import { createKey } from '#keys/index.ts';
import { creditWallet } from '#ledger/index.ts';
import { asMoney } from '#lib/money.ts';
import { openDatabase, type Database } from '#platform/db/database.ts';
import { usePostgres } from '#platform/embedded-postgres/index.ts';
import { openLog } from '#platform/log.ts';
import { parentOf } from './machine.ts';

/** The database of the server under test, seen from the side. */
export type Backdoor = AsyncDisposable & {
  readonly appUrl: string;
  readonly ownerUrl: string;
  readonly superUrl: string;
  readonly folder: string;
  readonly database: Database;
  /** Of the postmaster, or 0 where there is no /proc. */
  readonly postmaster: number;
  rows<Row>(text: string, values?: unknown[]): Promise<Row[]>;
  /** As the owner of the tables: what the application itself may not do. */
  asOwner(text: string, values?: unknown[]): Promise<number>;
  /** Connections that are still free for clients. */
  freeConnections(): Promise<number>;
};

export type Buyer = { accountId: number; key: string };
export type Article = { serviceId: number; quantity: number };
export type Shop = { buyers: Buyer[]; articles: Article[]; services: number };

const BUYERS = 200; // the goal is stated over 200 accounts
const CREDIT = asMoney(10_000_000n * 10n ** 9n); // no run can spend it
const ARTICLES = 100; // the cheapest, so that one wallet lasts for a whole run
const SPARE_CONNECTIONS = 6; // Postgres keeps three, an autovacuum and a check want theirs

/** Reaches the embedded Postgres of a running server. */
export async function openBackdoor(dataDir: string): Promise<Backdoor> {
  await using opened = new AsyncDisposableStack();
  const log = openLog('warn');
  const postgres = await usePostgres({ dataDir, log });
  opened.defer(() => postgres.stop());
  const database = openDatabase({ url: postgres.appUrl, log, writers: 1, readers: 1 });
  opened.defer(() => database.end());
  const url = new URL(postgres.superUrl);
  url.pathname = '/notpanel';
  const client = new pg.Client({ connectionString: url.href });
  client.on('error', () => {});
  await client.connect();
  opened.defer(() => client.end());
  const rows = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
    (await client.query(text, values)).rows as Row[];
  const [backend] = await rows<{ pid: number }>('select pg_backend_pid() as pid');
  const held = opened.move();
  return {
    ...postgres,
    folder: postgres.dataDir,
    database,
    postmaster: (await parentOf(backend?.pid ?? 0)) || 0,
    rows,
    asOwner: async (text, values = []) => (await client.query(text, values)).rowCount ?? 0,
    async freeConnections() {
      const [row] = await rows<{ free: number }>(
        `select current_setting('max_connections')::int - count(*)::int as free
         from pg_stat_activity where backend_type = 'client backend'`,
      );
      return (row?.free ?? 0) - SPARE_CONNECTIONS;
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

/** Accounts with keys and money, and the demo's 3,000 services, made by the product's own verbs. */
export async function stockShop({ database, rows }: Backdoor): Promise<Shop> {
  const buyers = await database.transact(async (tx) => {
    const made: Buyer[] = [];
    for (let index = 0; index < BUYERS; index += 1) {
      const { id: accountId } = await createAccount(tx, { email: `buyer-${index}@bench.example` });
      const { key } = await createKey(tx, { accountId, requestsPerMinute: null });
      await creditWallet(tx, {
        accountId,
        amount: CREDIT,
        reason: 'benchmark',
        actor: { kind: 'system', name: 'bench' },
      });
      made.push({ accountId, key });
    }
    return made;
  });
  const services = await database.transact(async (tx) => {
    // Routed, as in a shop that sells; nobody listens there, and no worker runs.
    const provider = await tx
      .insertInto('providers')
      .values({
        name: 'bench',
        url: 'http://127.0.0.1:9',
        key_sealed: Buffer.alloc(1),
        paused: true,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return (await seedDemoCatalog(tx, provider.id)).ids.length;
  });
  const articles = await rows<Article>(
    `select id as "serviceId", min as quantity from services
     where type = 'Default' and active and not link_guard and rate > 0
     order by rate * min, id limit $1`,
    [ARTICLES],
  );
  return { buyers, articles, services };
}

/** Some of each buyer's order ids, spread evenly over all of them; the same on each call. */
export async function sampleOrders(
  { rows }: Backdoor,
  { buyers }: Shop,
  perBuyer: number,
): Promise<Map<number, number[]>> {
  const found = await rows<{ account: number; ids: number[] }>(
    `select account_id as account, array_agg(id order by id) as ids
     from (select id, account_id,
             row_number() over (partition by account_id order by hashint4(id)) as place
           from orders where account_id = any ($1)) ranked
     where place <= $2 group by account_id`,
    [buyers.map((one) => one.accountId), perBuyer],
  );
  return new Map(found.map((row) => [row.account, row.ids]));
}

/** Lets Postgres finish what earlier writing left behind, so that it does not fall into a window. */
export async function settleDown({ rows }: Backdoor): Promise<void> {
  await rows('checkpoint');
  await pause(1_000);
}
