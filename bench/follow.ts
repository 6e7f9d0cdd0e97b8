import { execFile, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { ProviderCount, ProviderPlan } from './follow-provider.ts';
import { seedFollowed } from './follow-seed.ts';
import { cpuSeconds, family } from './machine.ts';
import type { Options } from './options.ts';
import { environment, startServer } from './server.ts';
import { openBackdoor, settleDown, stockShop, type Backdoor } from './shop.ts';
import { figure, table } from './table.ts';
import type { Verdict } from './verdicts.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PROVIDERS = 10;
const ANSWER_MS = 20;
const ORDERS = 1_000_000;
const QUICK_ORDERS = 20_000;
const QUICK_BELOW_MS = 2_000; // a window this short asks for a run that measures nothing
const WARMUP_MS = 40_000; // the first looks of all lanes, and a checkpoint
const WINDOW_MS = 120_000;
const LAG_WINDOW_MS = 60_000;
const MOST_CORES = 1; // the figure
const MOST_LAG_MS = 2_000; // the shortest interval there is

/** What following many open orders costs, and how late the looks are. */
export type FollowReport = {
  orders: number;
  /** That the intervals ask for, and that were made. */
  wantedPerSecond: number;
  looksPerSecond: number;
  callsPerSecond: number;
  cores: { worker: number; postgres: number };
  /** CPU time of worker and Postgres for one look. */
  lookMicroseconds: number;
  /** From when an order was due until it was asked about. */
  lagMs: { p50: number; p99: number; max: number };
  overdue: number;
  walBytesPerLook: number;
  booksOk: boolean;
  verdicts: Verdict[];
};

export function describeFollow(report: Omit<FollowReport, 'verdicts' | 'booksOk'>): string {
  const { cores, lagMs } = report;
  return table(
    ['follow', 'figure'],
    [
      ['open orders', report.orders.toLocaleString('en-US')],
      ['looks that are due', `${figure(report.wantedPerSecond)}/s`],
      ['looks', `${figure(report.looksPerSecond)}/s`],
      ['calls', `${figure(report.callsPerSecond)}/s`],
      ['worker, cores', figure(cores.worker)],
      ['postgres, cores', figure(cores.postgres)],
      ['both, µs a look', figure(report.lookMicroseconds)],
      ['WAL bytes a look', figure(report.walBytesPerLook)],
      ['lag p50', `${figure(lagMs.p50)} ms`],
      ['lag p99', `${figure(lagMs.p99)} ms`],
      ['lag max', `${figure(lagMs.max)} ms`],
      ['a minute overdue', String(report.overdue)],
    ],
  );
}

/** Follows a million open orders at ten providers that answer in 20 ms, by a worker as it is. */
export async function measureFollow(options: Options): Promise<FollowReport> {
  const { folder, signal, tell } = options;
  const dataDir = path.join(folder, 'follow');
  const isQuick = options.pace.windowMs < QUICK_BELOW_MS;
  const orders = isQuick ? QUICK_ORDERS : ORDERS;
  const share = isQuick ? 0.05 : 1;
  await using opened = new AsyncDisposableStack();
  const providers = opened.adopt(await openProviders(), (one) => one.child.disconnect());
  tell('follow: making a shop');
  const backdoor = await makeShop(dataDir, opened);
  const shop = await stockShop(backdoor);
  const providerIds = await addProviders(dataDir, providers.port);
  tell(`follow: writing ${orders.toLocaleString('en-US')} open orders`);
  const wantedPerSecond = await seedFollowed(backdoor, shop, { providerIds, orders });
  await settleDown(backdoor);
  signal.throwIfAborted();
  tell('follow: the worker follows them');
  const measured = await work(dataDir, async (worker) => {
    await pause(WARMUP_MS * share, undefined, { signal });
    const use = await measureUse(backdoor, providers, {
      worker,
      windowMs: WINDOW_MS * share,
      signal,
    });
    const lagMs = await measureLag(backdoor, LAG_WINDOW_MS * share, signal);
    const [late] = await backdoor.rows<{ n: number }>(
      `select count(*)::int as n from follows where due_at < now() - interval '1 minute'`,
    );
    return { ...use, lagMs, overdue: late?.n ?? 0 };
  });
  tell('follow: checking the books');
  const booksOk = await checkBooks(dataDir);
  return { orders, wantedPerSecond, ...measured, booksOk, verdicts: judge(measured) };
}

type Providers = { child: ChildProcess; port: number };

async function openProviders(): Promise<Providers> {
  const file = fileURLToPath(new URL('./follow-provider.ts', import.meta.url));
  const child = fork(file, { execArgv: [] });
  const plan: ProviderPlan = { answerAfterMs: ANSWER_MS };
  child.send(plan);
  const [port] = (await once(child, 'message')) as [number];
  return { child, port };
}

async function countOf({ child }: Providers): Promise<ProviderCount> {
  child.send('count');
  const [count] = (await once(child, 'message')) as [ProviderCount];
  return count;
}

/** Set up by a server as it is, which then leaves the machine to the worker. */
async function makeShop(dataDir: string, opened: AsyncDisposableStack): Promise<Backdoor> {
  await using server = await startServer({ dataDir });
  const backdoor = opened.use(await openBackdoor(dataDir));
  await server[Symbol.asyncDispose]();
  return backdoor;
}

const settings = (dataDir: string) => ({ ...environment(dataDir), EGRESS_ALLOW: '127.0.0.0/8' });

async function addProviders(dataDir: string, port: number): Promise<number[]> {
  const ids: number[] = [];
  for (let n = 1; n <= PROVIDERS; n += 1) {
    const url = `http://127.0.0.1:${port}/${n}/api/v2`;
    const args = ['src/main.ts', 'provider', 'add', url, 'key', '--name', `p${n}`, '--json'];
    const given = { cwd: ROOT, env: settings(dataDir) };
    const { stdout } = await promisify(execFile)(process.execPath, args, given);
    ids.push((JSON.parse(stdout) as { provider: number }).provider);
  }
  return ids;
}

async function work<T>(dataDir: string, meanwhile: (pid: number) => Promise<T>): Promise<T> {
  const worker = fork(path.join(ROOT, 'src/main.ts'), ['worker'], {
    cwd: ROOT,
    env: settings(dataDir),
    execArgv: ['--max-semi-space-size=8', '--max-old-space-size=1024'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(worker, 'exit');
  try {
    const died = ended.then(([code]) => {
      throw new Error(`the worker ended with ${code}`);
    });
    died.catch(() => {}); // afterwards it is to end
    return await Promise.race([meanwhile(worker.pid ?? 0), died]);
  } finally {
    worker.kill('SIGTERM');
    await ended;
  }
}

async function measureUse(
  { postmaster, rows }: Backdoor,
  providers: Providers,
  { worker, windowMs, signal }: { worker: number; windowMs: number; signal: AbortSignal },
) {
  const read = async () => {
    const [wal] = await rows<{ bytes: string }>(
      `select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::text as bytes`,
    );
    return {
      at: performance.now(),
      count: await countOf(providers),
      wal: Number(wal?.bytes),
      worker: sum(await cpuSeconds([worker])),
      postgres: sum(await cpuSeconds(await family(postmaster))),
    };
  };
  const before = await read();
  await pause(windowMs, undefined, { signal });
  const after = await read();
  const seconds = (after.at - before.at) / 1_000;
  const looks = after.count.looks - before.count.looks;
  const cpu = after.worker - before.worker + after.postgres - before.postgres;
  return {
    looksPerSecond: looks / seconds,
    callsPerSecond: (after.count.calls - before.count.calls) / seconds,
    cores: {
      worker: (after.worker - before.worker) / seconds,
      postgres: (after.postgres - before.postgres) / seconds,
    },
    lookMicroseconds: (cpu / looks) * 1e6,
    walBytesPerLook: (after.wal - before.wal) / looks,
  };
}

const sum = (used: ReadonlyMap<number, number>): number =>
  [...used.values()].reduce((all, one) => all + one, 0);

// A trigger costs what it measures: it is there only while nobody counts the CPU.
const WATCH = [
  'create unlogged table bench.lags (ms float8 not null)',
  `create function bench.watch() returns trigger language plpgsql security definer
     set search_path = public as $$
   begin
     insert into bench.lags
     select extract(epoch from n.asked_at - o.due_at) * 1000
     from after_look n join before_look o on o.order_id = n.order_id
     where n.asked_at is distinct from o.asked_at;
     return null;
   end $$`,
  `create trigger bench_watch after update on follows
   referencing old table as before_look new table as after_look
   for each statement execute function bench.watch()`,
];

async function measureLag({ asOwner, rows }: Backdoor, windowMs: number, signal: AbortSignal) {
  for (const statement of WATCH) await asOwner(statement);
  await pause(windowMs, undefined, { signal });
  await asOwner('drop trigger bench_watch on follows');
  const [lag] = await rows<{ p50: number; p99: number; max: number }>(
    `select percentile_cont(0.5) within group (order by ms) as p50,
       percentile_cont(0.99) within group (order by ms) as p99, max(ms) as max
     from bench.lags`,
  );
  if (!lag) throw new Error('nothing was followed');
  return lag;
}

async function checkBooks(dataDir: string): Promise<boolean> {
  const args = ['src/main.ts', 'check-books', '--json'];
  const given = { cwd: ROOT, env: settings(dataDir) };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args, given);
    return (JSON.parse(stdout) as { ok?: boolean }).ok === true;
  } catch {
    return false;
  }
}

function judge({ cores, lagMs }: Pick<FollowReport, 'cores' | 'lagMs'>): Verdict[] {
  const atMost = (what: string, actual: number, goal: number, unit: Verdict['unit']): Verdict => ({
    ...{ what, actual, goal, unit },
    side: 'at most',
    met: actual <= goal,
  });
  return [
    atMost('follow, worker and Postgres', cores.worker + cores.postgres, MOST_CORES, 'cores'),
    atMost('follow, lag of a look, p99', lagMs.p99, MOST_LAG_MS, 'ms'),
  ];
}
