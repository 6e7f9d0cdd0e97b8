import type { App } from '../app.ts';
import { settleNotices } from '../notices/index.ts';
import { listRuns, type LastRun } from './list-runs.ts';
import type { Schedule } from './schedule.ts';
import { closeLostRuns, listWorkers } from './workers.ts';

// The queue looks every five seconds, and the task before may take its time.
const GRACE_MS = 5 * 60_000;
const SKEW_MS = 5_000; // of the clocks of two hosts, one of which schedules what the other one runs

/**
 * Notices what did not happen: the tasks that did not run when they were due (`job.missed`), and
 * that no worker is there (`worker.missing`). Clears what is over. Any process may look, at any
 * time; one that has just begun does not miss workers yet, `isFresh`.
 */
export async function watchSchedule(
  app: App,
  schedule: Schedule,
  { by, isFresh }: { by: string; isFresh: boolean },
): Promise<void> {
  const now = new Date(app.clock.now());
  const lost = await closeLostRuns(app);
  if (lost > 0) app.log.warn({ runs: lost }, 'tasks ended with their workers');
  const tasks = schedule.tasks.map(({ task }) => task);
  const missed = missedTasks(schedule, await listRuns(app.db, tasks, now), now);
  await settleNotices(app, 'job.missed', missed, by);
  const workers = await listWorkers(app.db, now);
  if (isFresh && workers.length === 0) return;
  await settleNotices(app, 'worker.missing', workers.length === 0 ? [NOBODY] : [], by);
}

const NOBODY = {
  subject: 'workers',
  severity: 'urgent',
  text: 'No worker runs: orders are not sent, and no task is done. Start one: notpanel worker',
} as const;

/** Those whose last start lies before the time they were due last, if they were known by then. */
export function missedTasks(schedule: Schedule, runs: readonly LastRun[], now: Date) {
  const byTask = new Map(runs.map((run) => [run.task, run]));
  const latest = new Date(now.getTime() - GRACE_MS);
  return schedule.tasks.flatMap(({ task, dueBefore }) => {
    const run = byTask.get(task);
    const due = dueBefore(latest);
    if (!run?.knownSince || run.knownSince > due) return [];
    const last = run.startedAt;
    if (last && last.getTime() >= due.getTime() - SKEW_MS) return [];
    const before = last ? `It last ran at ${said(last)}.` : 'It has never run.';
    const text = `The task ${task} did not run when it was due, at ${said(due)}. ${before}`;
    return [{ subject: task, severity: 'urgent' as const, text }];
  });
}

const said = (moment: Date): string => `${moment.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
