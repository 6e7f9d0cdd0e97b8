import { applyUnknownPolicy, escalateUnknown, sweepLeases } from '#fulfilment/index.ts';
import { grantWishes, routeWaiting, startRuns } from '#orders/index.ts';
import { momentOf, type App } from '#platform/app.ts';
import type { MailerOptions } from '#platform/mail/index.ts';
import { startQueue } from '#platform/queue/index.ts';
import { flushCalls, listProviders, type Provider } from '#providers/index.ts';
import { SCHEDULE } from './crontab.ts';
import { dueChores, dueInDoubt } from './due.ts';
import { startLane } from './lane.ts';
import { startLoop, type Loop } from './loop.ts';
import { startMails } from './mails.ts';
import { startNotifications } from './notifications.ts';
import { startWatch } from './start-watch.ts';
import { tasksOf } from './tasks.ts';
import { startWebhooks } from './webhooks.ts';

export type WorkerOptions = {
  /** Signs the attempts of this process. */
  name: string;
  /** Of the application's role; without it no scheduled task runs here. */
  databaseUrl?: string;
  /** Without it mails stay in the outbox. */
  mailer?: MailerOptions;
};

export type Worker = { stop(): Promise<void> };

const CHORES_IDLE_MS = 500;
const DOUBTS_IDLE_MS = 5_000; // a fraction of the minute in which a doubt must be seen
const MEASURES_IDLE_MS = 10_000; // what is lost with a process that dies
// Others sell by the old catalogue for a second, and an order may wait five for its wallet.
const ROUTE_AGAIN_MS = 10_000;
const PROVIDERS_EVERY_MS = 5_000; // beside the notification, should one be lost
const STOP_MS = 35_000; // a provider call's 30 s, and the time to write its outcome down

/**
 * Delivers: submits orders, follows them, passes wishes and refills on, tells webhooks, and runs
 * the scheduled tasks. Any number of workers may run on one database. `stop` takes nothing new,
 * waits for calls under way, and leaves what does not come back in time to the sweep.
 */
export async function runWorker(app: App, options: WorkerOptions): Promise<Worker> {
  const lanes = new Map<number, { provider: Provider; lane: Loop }>();
  let changed = true;
  let waiting = true;
  let routeAgainAt = Infinity;
  app.listener.on('providers', () => (changed = true));
  app.listener.on('catalog', () => (waiting = true));

  let readAt = 0;
  const providers = startLoop(
    { name: 'providers', idleMs: CHORES_IDLE_MS, log: app.log },
    async () => {
      if (!changed && app.clock.now() - readAt < PROVIDERS_EVERY_MS) return false;
      [changed, readAt] = [false, app.clock.now()];
      await adjustLanes(app, lanes, options.name);
      return false;
    },
  );
  const chores = startLoop({ name: 'chores', idleMs: CHORES_IDLE_MS, log: app.log }, async () => {
    if (waiting || app.clock.now() >= routeAgainAt) {
      routeAgainAt = waiting ? app.clock.now() + ROUTE_AGAIN_MS : Infinity;
      waiting = false;
      await routeAll(app).catch((error: unknown) => {
        waiting = true;
        throw error;
      });
    }
    return doChores(app);
  });
  const doubts = startLoop({ name: 'doubts', idleMs: DOUBTS_IDLE_MS, log: app.log }, async () => {
    await mindDoubts(app);
    return false;
  });
  const measures = startLoop(
    { name: 'measures', idleMs: MEASURES_IDLE_MS, log: app.log },
    async () => {
      await flushCalls(app);
      return false;
    },
  );
  const tellers = [startWebhooks(app), startNotifications(app), startMails(app, options.mailer)];
  const watch = startWatch(app, { name: options.name, works: true });
  const { databaseUrl: url, name } = options;
  const queue =
    url === undefined
      ? undefined
      : await startQueue(app, { url, tasks: tasksOf(app), schedule: SCHEDULE, worker: name });

  return {
    async stop() {
      await providers.stop();
      const stopped = Promise.all([
        chores.stop(),
        doubts.stop(),
        ...tellers.map((one) => one.stop()),
        queue?.stop(),
        ...[...lanes.values()].map(({ lane }) => lane.stop()),
      ]);
      await Promise.race([stopped, wait(STOP_MS)]);
      await watch.stop();
      await measures.stop();
      await flushCalls(app).catch((error: Error) =>
        app.log.warn({ err: error.message }, 'calls to providers were not counted'),
      );
    },
  };
}

/** One lane per provider, opened anew when its settings changed; a paused one sends no orders. */
async function adjustLanes(
  app: App,
  lanes: Map<number, { provider: Provider; lane: Loop }>,
  worker: string,
): Promise<void> {
  const wanted = new Map((await listProviders(app.db)).map((one) => [one.id, one]));
  for (const [id, { provider, lane }] of lanes) {
    const now = wanted.get(id);
    if (now && isSame(now, provider)) continue;
    lanes.delete(id);
    // Its calls under way end by themselves; nobody waits for them.
    lane.stop().catch((error: Error) => app.log.error({ err: error.message }, 'a lane failed'));
  }
  for (const [id, provider] of wanted) {
    if (!lanes.has(id)) lanes.set(id, { provider, lane: startLane(app, provider, worker) });
  }
}

// What is measured or written down about a provider changes nothing of how it is asked.
const SETTINGS = [
  'url',
  'kind',
  'concurrency',
  'timeoutMs',
  'paused',
  'exchangeRate',
  'statusBatch',
  'refill',
  'cancel',
  'refusesDuplicates',
  'balanceEvidence',
] as const satisfies readonly (keyof Provider)[];

const isSame = (a: Provider, b: Provider): boolean =>
  a.keySealed.equals(b.keySealed) && SETTINGS.every((name) => a[name] === b[name]);

/** All that waits without a provider, a few thousand in one transaction. */
async function routeAll(app: App): Promise<void> {
  while ((await app.transact((tx) => routeWaiting(tx, momentOf(app)))) > 0);
}

/** Orders in doubt are told of again, and after a day or so the policy acts. */
async function mindDoubts(app: App): Promise<void> {
  if (!(await dueInDoubt(app.db))) return;
  const { now } = momentOf(app);
  const told = await app.transact((tx) => escalateUnknown(tx, now));
  const refunded = await app.transact((tx) => applyUnknownPolicy(tx, now));
  if (told + refunded > 0) app.log.warn({ told, refunded }, 'orders are in doubt for long');
}

async function doChores(app: App): Promise<boolean> {
  const now = new Date(app.clock.now());
  const due = await dueChores(app.db, now);
  if (due.leases) {
    const swept = await app.transact((tx) => sweepLeases(tx, now));
    if (swept > 0) app.log.warn({ orders: swept }, 'abandoned orders became unknown');
  }
  if (due.wishes) await app.transact((tx) => grantWishes(tx, now));
  return due.runs && (await app.transact((tx) => startRuns(tx, now))) > 0;
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
