import type { Command } from 'commander';
import { AppError } from '#lib/errors.ts';
import { countBacklog } from '#orders/index.ts';
import type { App } from '#platform/app.ts';
import type { Job, LastRun, SeenWorker } from '#platform/queue/index.ts';
import { countDeliveries } from '#webhooks/index.ts';
import { bigId } from './arguments.ts';
import type { Answer, Cli } from './cli.ts';
import { moment, receipt, table } from './text.ts';

// Loaded only by these commands: the queue is large.
const queue = () => import('#platform/queue/index.ts');
const worker = () => import('#worker/index.ts');

export function addJobsCommands(program: Command, cli: Cli): void {
  const jobs = program
    .command('jobs')
    .description('who works, what ran and when, what waits; exit code 1 if something is amiss')
    .action(cli.answering(() => show(cli)));
  jobs
    .command('retry')
    .description('have a job tried at once, also one that used up its attempts')
    .argument('<job>', 'its number', bigId)
    .action(cli.answering((job: bigint) => retry(cli, job)));
  jobs
    .command('run')
    .description('run a scheduled task now, in this process')
    .argument('<task>', 'its name')
    .action(cli.answering((task: string) => run(cli, task)));
}

type Task = LastRun & { nextAt: Date };

const show = (cli: Cli): Promise<Answer> =>
  cli.withApp(async (app) => {
    const now = new Date(app.clock.now());
    const { listJobs, listWorkers } = await queue();
    const [workers, tasks, jobs, orders, webhooks] = await Promise.all([
      listWorkers(app.db, now),
      listTasks(app, now),
      listJobs(app.db),
      countBacklog(app.db),
      countDeliveries(app.db, now),
    ]);
    const dead = jobs.filter(({ state }) => state === 'dead').length;
    const backlog = [
      ['orders waiting for their provider', orders.waiting],
      ['orders without a provider', orders.unrouted],
      ['orders being submitted', orders.submitting],
      ['orders of which nobody knows', orders.unknown],
      ['webhook deliveries that are due', webhooks.due],
      ['webhook deliveries for later', webhooks.later],
    ] as const;
    const failed = workers.length === 0 || dead > 0;
    return {
      json: {
        ok: !failed,
        workers: workers.map(workerAsJson),
        tasks: tasks.map(taskAsJson),
        jobs: jobs.map(jobAsJson),
        orders,
        webhooks,
      },
      text: [
        workerTable(workers, now),
        taskTable(tasks),
        jobTable(jobs),
        receipt(
          'Backlog',
          backlog.map(([label, count]) => [label, count.toLocaleString('en-US')] as const),
        ),
      ].join('\n\n'),
      failed,
    };
  });

async function listTasks(app: App, now: Date): Promise<Task[]> {
  const { listRuns } = await queue();
  const { SCHEDULE } = await worker();
  const runs = await listRuns(
    app.db,
    SCHEDULE.tasks.map(({ task }) => task),
    now,
  );
  return runs.map((last, index) => ({
    ...last,
    nextAt: SCHEDULE.tasks[index]?.dueAfter(now) ?? now,
  }));
}

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

const workerAsJson = ({ name, startedAt, seenAt }: SeenWorker) => ({
  worker: name,
  started_at: iso(startedAt),
  seen_at: iso(seenAt),
});

const taskAsJson = (task: Task) => ({
  task: task.task,
  started_at: iso(task.startedAt),
  finished_at: iso(task.finishedAt),
  took_ms: tookMs(task),
  error: task.error,
  failures_24h: task.failures,
  next_at: iso(task.nextAt),
});

const jobAsJson = (job: Job) => ({
  job: Number(job.id),
  task: job.task,
  state: job.state,
  attempts: job.attempts,
  max_attempts: job.mostAttempts,
  due_at: iso(job.dueAt),
  error: job.error,
});

const tookMs = ({ startedAt, finishedAt }: LastRun): number | null =>
  startedAt && finishedAt ? finishedAt.getTime() - startedAt.getTime() : null;

const workerTable = (workers: readonly SeenWorker[], now: Date): string =>
  table(
    [{ title: 'WORKER' }, { title: 'SINCE (UTC)' }, { title: 'SEEN', right: true }],
    workers.map(({ name, startedAt, seenAt }) => [
      name,
      moment(startedAt),
      `${Math.max(0, Math.round((now.getTime() - seenAt.getTime()) / 1_000))} s ago`,
    ]),
    'No worker runs: orders wait. Start one with: notpanel worker',
  );

const taskTable = (tasks: readonly Task[]): string =>
  table(
    [
      { title: 'TASK' },
      { title: 'LAST RUN (UTC)' },
      { title: 'TOOK', right: true },
      { title: 'FAILED IN 24 H', right: true },
      { title: 'NEXT (UTC)' },
      { title: 'OUTCOME' },
    ],
    tasks.map((task) => [
      task.task,
      moment(task.startedAt),
      seconds(tookMs(task)),
      String(task.failures),
      moment(task.nextAt),
      outcomeOf(task),
    ]),
    '',
  );

const seconds = (ms: number | null): string => (ms === null ? '–' : `${(ms / 1_000).toFixed(2)} s`);

function outcomeOf({ startedAt, finishedAt, error }: Task): string {
  if (startedAt === null) return 'never ran';
  if (finishedAt === null) return 'runs';
  return error === null ? 'done' : `failed: ${firstLine(error)}`;
}

const LONGEST_SHOWN = 80;
const firstLine = (text: string): string => (text.split('\n')[0] ?? '').slice(0, LONGEST_SHOWN);

const jobTable = (jobs: readonly Job[]): string =>
  table(
    [
      { title: 'JOB', right: true },
      { title: 'TASK' },
      { title: 'STATE' },
      { title: 'TRIED', right: true },
      { title: 'DUE (UTC)' },
      { title: 'LAST ERROR' },
    ],
    jobs.map((job) => [
      String(job.id),
      job.task,
      job.state,
      `${job.attempts} of ${job.mostAttempts}`,
      moment(job.dueAt),
      firstLine(job.error ?? ''),
    ]),
    'No job waits, and none failed for good.',
  );

const retry = (cli: Cli, job: bigint): Promise<Answer> =>
  cli.withApp(async (app) => {
    const { retryJob } = await queue();
    await app.transact((tx) => retryJob(tx, job));
    return {
      json: { ok: true, job: Number(job) },
      text: `Job ${job} is tried again within seconds, where a worker runs.`,
    };
  });

const run = (cli: Cli, task: string): Promise<Answer> =>
  cli.withApp(async (app) => {
    const { recordRun } = await queue();
    const { tasksOf } = await worker();
    const tasks = tasksOf(app);
    const work = Object.hasOwn(tasks, task) ? tasks[task] : undefined;
    if (!work) {
      throw new AppError(
        'not_found',
        `no such task: it is one of ${Object.keys(tasks).join(', ')}`,
      );
    }
    const began = performance.now();
    await recordRun(app, { task, worker: 'command line', jobId: null, isLast: false }, work);
    const tookMs = Math.round(performance.now() - began);
    return {
      json: { ok: true, task, took_ms: tookMs },
      text: `Ran ${task} in ${seconds(tookMs)}.`,
    };
  });
