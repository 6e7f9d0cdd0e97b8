import { execFile, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { catalog } from '#catalog/index.ts';
import { draftOrder, placeOrder, recordEvents } from '#orders/index.ts';
import type { App } from '#platform/app.ts';
import { openLog } from '#platform/log.ts';
import { readSecret } from '#start/read-secret.ts';
import { addEndpoint } from '#webhooks/index.ts';
import { openApp } from '#app.ts';
import { cpuSeconds, family } from './machine.ts';
import type { Options } from './options.ts';
import { environment, startServer } from './server.ts';
import { openBackdoor, settleDown, stockShop, type Backdoor, type Shop } from './shop.ts';
import { figure, table } from './table.ts';
import type { Verdict } from './verdicts.ts';
import type { ReceiverCount } from './webhook-receiver.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PER_ACCOUNT = 5; // webhooks, of which one hangs: 20 %, as the issue states it
const STEADY_PER_S = 250; // events; each makes four deliveries that arrive and one that hangs
const STEADY_MS = 30_000; // with the first encounters: nobody has been found to hang yet
const BURST = 20_000; // deliveries that wait when the worker starts, none of them to who hangs
const QUICK_BELOW_MS = 2_000; // a window this short asks for a run that measures nothing
const TICK_MS = 20;
const PATIENCE_MS = 120_000;
const LEAST_PER_S = 1_000; // the figures
const MOST_LATE_MS = 5_000;

export type WebhooksReport = {
  webhooks: number;
  hanging: number;
  /** Deliveries a second while there are more than can be sent, fan-out included. */
  burst: { deliveries: number; perSecond: number; cores: { worker: number; postgres: number } };
  /** With a fifth of the webhooks hanging. */
  steady: {
    perSecond: number;
    lateMs: ReceiverCount['lateMs'];
    toHanging: number;
    cores: { worker: number; postgres: number };
  };
  booksOk: boolean;
  verdicts: Verdict[];
};

export function describeWebhooks(report: Omit<WebhooksReport, 'verdicts' | 'booksOk'>): string {
  const { burst, steady } = report;
  return table(
    ['webhooks', 'figure'],
    [
      ['webhooks', String(report.webhooks)],
      ['of them hanging', String(report.hanging)],
      ['burst, deliveries', burst.deliveries.toLocaleString('en-US')],
      ['burst', `${figure(burst.perSecond)}/s`],
      ['burst, worker cores', figure(burst.cores.worker)],
      ['burst, postgres cores', figure(burst.cores.postgres)],
      ['steady, arriving', `${figure(steady.perSecond)}/s`],
      ['steady, tries at the hanging', String(steady.toHanging)],
      ['first attempt, p50', `${figure(steady.lateMs.p50)} ms`],
      ['first attempt, p99', `${figure(steady.lateMs.p99)} ms`],
      ['first attempt, max', `${figure(steady.lateMs.max)} ms`],
      ['steady, worker cores', figure(steady.cores.worker)],
      ['steady, postgres cores', figure(steady.cores.postgres)],
    ],
  );
}

/** Tells a thousand webhooks by a worker as it is: a burst, and then steadily while some hang. */
export async function measureWebhooks(options: Options): Promise<WebhooksReport> {
  const { folder, signal, tell } = options;
  const share = options.pace.windowMs < QUICK_BELOW_MS ? 0.1 : 1;
  const dataDir = path.join(folder, 'webhooks');
  await using opened = new AsyncDisposableStack();
  const receiver = opened.adopt(await openReceiver(), (one) => one.child.disconnect());
  tell('webhooks: making a shop');
  const backdoor = await makeShop(dataDir, opened);
  const shop = await stockShop(backdoor);
  const { app } = opened.use(await openShop(dataDir, backdoor));
  const orders = await placeOrders(app, shop);
  const add = (kind: 'ok' | 'hang', each: number) => addWebhooks(app, shop, receiver, kind, each);
  const healthy = await add('ok', PER_ACCOUNT - 1);
  await settleDown(backdoor);
  signal.throwIfAborted();
  tell('webhooks: a burst');
  const events = Math.round((BURST * share) / (PER_ACCOUNT - 1));
  await happen(app, orders, events);
  const expected = events * (PER_ACCOUNT - 1);
  const burst = await measureBurst(dataDir, { backdoor, receiver, expected });
  const hanging = await add('hang', 1);
  tell('webhooks: steadily, while one in five hangs');
  const steady = await measureSteady(dataDir, { backdoor, receiver }, async () => {
    const until = performance.now() + STEADY_MS * share;
    let made = 0;
    for (let from = performance.now(); performance.now() < until; await pause(TICK_MS)) {
      const due = Math.round(((performance.now() - from) / 1_000) * STEADY_PER_S) - made;
      await happen(app, orders, due, made);
      made += due;
      signal.throwIfAborted();
    }
    return made * (PER_ACCOUNT - 1);
  });
  tell('webhooks: checking the books');
  const booksOk = await checkBooks(dataDir);
  const report = { webhooks: healthy + hanging, hanging, burst, steady };
  return { ...report, booksOk, verdicts: judge(report) };
}

type Receiver = { child: ChildProcess; port: number };

async function openReceiver(): Promise<Receiver> {
  const file = fileURLToPath(new URL('./webhook-receiver.ts', import.meta.url));
  const child = fork(file, { execArgv: [] });
  const [port] = (await once(child, 'message')) as [number];
  return { child, port };
}

async function countOf({ child }: Receiver): Promise<ReceiverCount> {
  child.send('count');
  const [count] = (await once(child, 'message')) as [ReceiverCount];
  return count;
}

/** Set up by a server as it is, which then leaves the machine to the worker. */
async function makeShop(dataDir: string, opened: AsyncDisposableStack): Promise<Backdoor> {
  await using server = await startServer({ dataDir });
  const backdoor = opened.use(await openBackdoor(dataDir));
  await server[Symbol.asyncDispose]();
  return backdoor;
}

/** With the shop's own secret, so that its worker can open those of the webhooks. */
const openShop = async (dataDir: string, { appUrl }: Backdoor) =>
  openApp({
    databaseUrl: appUrl,
    secret: await readSecret(dataDir, undefined),
    log: openLog('warn'),
    limits: false,
    whenNew: 'refuse',
    egress: { allow: ['127.0.0.0/8'] },
  });

type Placed = { orderId: number; accountId: number };

async function placeOrders(app: App, { buyers, articles }: Shop): Promise<Placed[]> {
  const { list } = await catalog(app);
  const [article] = articles;
  const service = list.find(({ id }) => id === article?.serviceId);
  if (!service || !article) throw new Error('the shop sells nothing');
  const link = 'https://example.com/post';
  const draft = draftOrder(service, { link, quantity: article.quantity });
  return Promise.all(
    buyers.map(async ({ accountId }) => {
      const buyer = {
        ...{ accountId, keyId: null, tierDiscountBp: 0 },
        ...{ dailySpendCap: null, spendKeyId: null },
      };
      const { orderId } = await placeOrder(app, {
        ...{ buyer, draft, repeatWindowS: 0 },
        ...{ requestId: `webhooks-${accountId}`, requestHash: Buffer.alloc(32) },
      });
      return { orderId, accountId };
    }),
  );
}

async function addWebhooks(
  app: App,
  { buyers }: Shop,
  { port }: Receiver,
  kind: 'ok' | 'hang',
  each: number,
): Promise<number> {
  for (const { accountId } of buyers) {
    for (let n = 1; n <= each; n += 1) {
      const url = `http://127.0.0.1:${port}/${kind}/${accountId}/${n}`;
      await addEndpoint(app, { accountId, keyId: null, url });
    }
  }
  return buyers.length * each;
}

/** So many events, of the accounts in turn, in one commit. */
async function happen(
  app: App,
  orders: readonly Placed[],
  events: number,
  from = 0,
): Promise<void> {
  if (events <= 0) return;
  const made = Array.from({ length: events }, (_, n) => {
    const { orderId, accountId } = orders[(from + n) % orders.length] as Placed;
    return { orderId, accountId, type: 'order.in_progress' as const, source: 'bench' };
  });
  await app.transact((tx) => recordEvents(tx, made));
}

const settings = (dataDir: string) => ({ ...environment(dataDir), EGRESS_ALLOW: '127.0.0.0/8' });

async function work<T>(dataDir: string, meanwhile: (pid: number) => Promise<T>): Promise<T> {
  const worker = fork(path.join(ROOT, 'src/main.ts'), ['worker'], {
    cwd: ROOT,
    env: settings(dataDir),
    execArgv: ['--max-semi-space-size=8', '--max-old-space-size=1024'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const ended = once(worker, 'exit');
  try {
    const died = ended.then(([code]) => {
      throw new Error(`the worker ended with ${code}`);
    });
    died.catch(() => {}); // afterwards it is to end
    if (worker.stdout) await Promise.race([once(worker.stdout, 'data'), died]); // it works
    return await Promise.race([meanwhile(worker.pid ?? 0), died]);
  } finally {
    worker.kill('SIGTERM');
    await ended;
  }
}

type Watched = { backdoor: Backdoor; receiver: Receiver };

/** From the first message that arrives to the last: how long the worker takes to start is not in it. */
async function measureBurst(
  dataDir: string,
  { backdoor, receiver, expected }: Watched & { expected: number },
): Promise<WebhooksReport['burst']> {
  return work(dataDir, async (worker) => {
    await arrived(receiver, 1);
    const from = performance.now();
    const cpu = await cpuOf(worker, backdoor);
    const first = (await countOf(receiver)).messages;
    await arrived(receiver, expected);
    const seconds = (performance.now() - from) / 1_000;
    const perSecond = (expected - first) / seconds;
    return { deliveries: expected, perSecond, cores: await cpu(seconds) };
  });
}

async function measureSteady(
  dataDir: string,
  { backdoor, receiver }: Watched,
  produce: () => Promise<number>,
): Promise<WebhooksReport['steady']> {
  return work(dataDir, async (worker) => {
    receiver.child.send('reset');
    const from = performance.now();
    const cpu = await cpuOf(worker, backdoor);
    const expected = await produce();
    await arrived(receiver, expected);
    const seconds = (performance.now() - from) / 1_000;
    const { hanging: toHanging, lateMs, messages } = await countOf(receiver);
    return { perSecond: messages / seconds, lateMs, toHanging, cores: await cpu(seconds) };
  });
}

async function arrived(receiver: Receiver, messages: number): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const count = await countOf(receiver);
    if (count.messages - count.again >= messages) return;
    if (performance.now() > deadline) {
      throw new Error(`${count.messages} of ${messages} messages arrived`);
    }
    await pause(TICK_MS);
  }
}

async function cpuOf(worker: number, { postmaster }: Backdoor) {
  const read = async () => ({
    worker: sum(await cpuSeconds([worker])),
    postgres: sum(await cpuSeconds(await family(postmaster))),
  });
  const before = await read();
  return async (seconds: number) => {
    const after = await read();
    return {
      worker: (after.worker - before.worker) / seconds,
      postgres: (after.postgres - before.postgres) / seconds,
    };
  };
}

const sum = (used: ReadonlyMap<number, number>): number =>
  [...used.values()].reduce((all, one) => all + one, 0);

async function checkBooks(dataDir: string): Promise<boolean> {
  const args = ['src/main.ts', 'check-books', '--json'];
  try {
    const given = { cwd: ROOT, env: settings(dataDir) };
    const { stdout } = await promisify(execFile)(process.execPath, args, given);
    return (JSON.parse(stdout) as { ok?: boolean }).ok === true;
  } catch {
    return false;
  }
}

const judge = ({ burst, steady }: Pick<WebhooksReport, 'burst' | 'steady'>): Verdict[] => [
  {
    ...{ what: 'webhooks, deliveries', actual: burst.perSecond, goal: LEAST_PER_S, unit: '/s' },
    ...{ side: 'at least', met: burst.perSecond >= LEAST_PER_S },
  },
  {
    ...{ what: 'webhooks, first attempt while a fifth hang, p99', actual: steady.lateMs.p99 },
    ...{ goal: MOST_LATE_MS, unit: 'ms', side: 'at most' },
    met: steady.lateMs.p99 <= MOST_LATE_MS,
  },
];
