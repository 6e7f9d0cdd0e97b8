import pg from 'pg';
import { answerPlan, type Edge } from './child.ts';
import { openHistogram } from './histogram.ts';
import type { LoadResult } from './load.ts';

// The floor that the disk and Postgres set: an order placed the plain way, one transaction and
// one commit each, straight from clients of the database without any HTTP.

export type CommitPlan = {
  url: string;
  connections: number;
  warmupMs: number;
  windowMs: number;
  accountIds: number[];
  serviceId: number;
  providerId: number;
};

const RATE = 500_000n; // 0.50 per 1000
const QUANTITY = 100n;
const CHARGE = RATE * QUANTITY;
const HASH = Buffer.alloc(32, 1);
const SEEN_MS = 250; // the CPU time of a backend can be read only while it lives

const LOCK = {
  name: 'lock',
  text: 'select balance from wallets where id = $1 for update',
};
const ORDER = {
  name: 'order',
  text: `insert into orders (account_id, service_id, provider_id, quantity, remains, rate, base_rate,
                             charge, request_hash, request_id, link)
         values ($1, $2, $3, $4, $4, $5, $5, $6, $7, $8, 'https://example.com/bench') returning id`,
};
const TRANSFER = {
  name: 'transfer',
  text: `insert into transfers (kind, reference, from_id, to_id, amount)
         values ('order.hold', $1, $2, -1, $3)`,
};
const MOVE = {
  name: 'move',
  text: 'update wallets set balance = balance - $2 where id = $1',
};

/** One order with a commit of its own at a time per connection, until the window closes. */
export async function commits(plan: CommitPlan, edge: (which: Edge) => void): Promise<LoadResult> {
  const histogram = openHistogram();
  const nonce = process.hrtime.bigint().toString(36);
  let sequence = 0;
  let measuring = false;
  let stopping = false;

  const work = async (client: pg.Client) => {
    while (!stopping) {
      const from = performance.now();
      const mine = sequence++;
      await place(client, plan, mine, `n:bench-${nonce}-${mine}`);
      if (measuring) histogram.record((performance.now() - from) * 1000);
    }
  };

  const clients = await Promise.all(
    Array.from({ length: plan.connections }, async () => {
      const client = new pg.Client({ connectionString: plan.url });
      await client.connect();
      return client;
    }),
  );
  const working = Promise.all(clients.map(work));
  await Promise.race([pause(plan.warmupMs), working]);
  edge('opened');
  const cpu = process.cpuUsage();
  const from = performance.now();
  measuring = true;
  await Promise.race([pause(plan.windowMs), working]);
  measuring = false;
  const seconds = (performance.now() - from) / 1000;
  const used = process.cpuUsage(cpu);
  edge('closed');
  stopping = true;
  await working;
  await pause(SEEN_MS);
  await Promise.all(clients.map((client) => client.end()));
  return {
    perSecond: histogram.count / seconds,
    p50Ms: histogram.quantile(0.5),
    p99Ms: histogram.quantile(0.99),
    maxMs: histogram.maxMs,
    answers: histogram.count,
    accepted: sequence,
    errors: 0,
    firstError: null,
    bytes: 0,
    cpu: (used.user + used.system) / 1e6 / seconds,
  };
}

async function place(
  client: pg.Client,
  plan: CommitPlan,
  sequence: number,
  requestId: string,
): Promise<void> {
  const accountId = plan.accountIds[sequence % plan.accountIds.length] as number;
  await client.query('begin');
  await client.query({ ...LOCK, values: [accountId] });
  const order = await client.query<{ id: number }>({
    ...ORDER,
    values: [accountId, plan.serviceId, plan.providerId, QUANTITY, RATE, CHARGE, HASH, requestId],
  });
  const reference = String(order.rows[0]?.id);
  await client.query({ ...TRANSFER, values: [reference, accountId, CHARGE] });
  await client.query({ ...MOVE, values: [accountId, CHARGE] });
  await client.query('commit');
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

if (process.send && import.meta.main) answerPlan(commits);
