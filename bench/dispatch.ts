import pg from 'pg';
import { openSubmitLane } from '#fulfilment/index.ts';
import type { App } from '#platform/app.ts';
import type { Provider } from '#providers/index.ts';
import { answerPlan, type Edge } from './child.ts';
import { openHistogram } from './histogram.ts';
import type { LoadResult } from './load.ts';
import { openUpstream, openWorkerApp, type UpstreamPlan } from './upstream.ts';

// How fast orders that wait leave to one provider: the product's own lane in a process of its own,
// against a provider in another one. The bound is concurrency ÷ latency.

export type DispatchPlan = UpstreamPlan & {
  latencyMs: number;
  /** May write orders and balances directly. */
  superUrl: string;
  accountIds: number[];
  /** Beside it as many calls to a provider that never answers are under way. */
  besideDead: boolean;
  warmupMs: number;
  windowMs: number;
};

const SPARE = 1.3; // more orders than the bound lets leave
const LAST_ORDER_MS = 60_000;
const POLL_MS = 20;

/** Places orders beforehand, dispatches them all, and counts those that left in the window. */
export async function dispatch(
  plan: DispatchPlan,
  edge: (which: Edge) => void,
): Promise<LoadResult> {
  await using opened = await openWorkerApp(plan.appUrl);
  const { app } = opened;
  await using upstream = await openUpstream(app, plan);
  const perMs = plan.concurrency / plan.latencyMs;
  const orders = Math.ceil((plan.warmupMs + plan.windowMs) * perMs * SPARE);
  await seed(plan, upstream.provider.id, orders);
  const hanging = plan.besideDead ? await hang(app, plan) : 0;
  const histogram = openHistogram();
  const left = { all: 0, failed: 0, first: null as string | null };
  let measuring = false;
  const watched: App = {
    ...app,
    post: async (request) => {
      const from = performance.now();
      const reply = await app.post(request);
      left.all += 1;
      if (reply.kind !== 'answer') {
        left.failed += 1;
        left.first ??= reply.error;
      }
      if (measuring) histogram.record((performance.now() - from) * 1000);
      return reply;
    },
  };
  const lane = runLane(watched, upstream.provider);
  await pause(plan.warmupMs);
  edge('opened');
  const cpu = process.cpuUsage();
  const from = performance.now();
  measuring = true;
  await pause(plan.windowMs);
  measuring = false;
  const seconds = (performance.now() - from) / 1000;
  const used = process.cpuUsage(cpu);
  edge('closed');
  const until = performance.now() + LAST_ORDER_MS;
  while (left.all < orders && performance.now() < until) await pause(POLL_MS);
  await lane.stop();
  return {
    perSecond: histogram.count / seconds,
    p50Ms: histogram.quantile(0.5),
    p99Ms: histogram.quantile(0.99),
    maxMs: histogram.maxMs,
    answers: histogram.count,
    accepted: left.all - left.failed + hanging,
    errors: left.failed + (orders - left.all),
    firstError: left.first,
    bytes: 0,
    cpu: (used.user + used.system) / 1e6 / seconds,
  };
}

/** As the worker does it, without what else a worker does. */
function runLane(app: App, provider: Provider): { stop(): Promise<void> } {
  const lane = openSubmitLane(app, provider, { worker: 'bench' });
  let stopping = false;
  const loop = async () => {
    while (!stopping) {
      await lane.free();
      if ((await lane.fill()) === 0) await pause(POLL_MS);
    }
    await lane.quiet();
  };
  const done = loop();
  return {
    stop() {
      stopping = true;
      return done;
    },
  };
}

/** All calls that another provider may get are under way, and stay so for longer than the window. */
async function hang(app: App, plan: DispatchPlan): Promise<number> {
  const dead = await openUpstream(app, { ...plan, latencyMs: null });
  await seed(plan, dead.provider.id, plan.concurrency);
  const lane = openSubmitLane(app, dead.provider, { worker: 'bench' });
  await lane.fill();
  return plan.concurrency;
}

/** As many orders as the product would have placed them, with all that check-books looks for. */
const SEED = `
  with input as materialized (
    select nextval('orders_id_seq')::int as id, n,
      ($2::int[])[1 + n % cardinality($2::int[])] as account_id,
      ($3::int[])[1 + n % cardinality($3::int[])] as service_id
    from generate_series(1, $1::int) as n
  ), placed as (
    insert into orders (id, account_id, service_id, provider_id, quantity, remains, rate, base_rate,
      charge, request_hash, request_id, link)
    select id, account_id, service_id, $4, 100, 100, 500000, 500000, 50000000,
      sha256(n::text::bytea), 'n:' || gen_random_uuid(), 'https://example.com/dispatch/' || n
    from input
  ), told as (
    insert into order_events (order_id, account_id, type, source)
    select id, account_id, 'order.created', 'customer' from input
  ), held as (
    insert into transfers (kind, reference, from_id, to_id, amount)
    select 'order.hold', id::text, account_id, -1, 50000000 from input
  )
  update wallets w set balance = w.balance - s.amount
  from (select account_id, count(*) * 50000000 as amount from input group by account_id) s
  where w.id = s.account_id`;

async function seed(plan: DispatchPlan, providerId: number, orders: number): Promise<void> {
  const client = new pg.Client({ connectionString: plan.superUrl });
  await client.connect();
  try {
    await client.query(SEED, [orders, plan.accountIds, plan.serviceIds, providerId]);
    await client.query('vacuum (analyze) orders');
    await client.query('checkpoint');
  } finally {
    await client.end();
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

if (process.send && import.meta.main) answerPlan(dispatch);
