import { statfs } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '#lib/errors.ts';
import type { Log } from '../log.ts';
import { initCluster } from './init-cluster.ts';
import { launch } from './launch.ts';
import type { Place } from './place.ts';
import { findServer, stopServer } from './server-process.ts';
import { knock, type Session } from './session.ts';

export type Joined = { session: Session; adopted: boolean; recovered: boolean };

const POLL_MS = 50;
const LOCK_PATIENCE_MS = 10_000; // a killed server's lock and memory were in use up to 2 s longer
const UNREACHABLE_MS = 15_000; // says it is ready, but its socket is gone
const STILL_WAITING_MS = 10_000; // between two lines in our log

const LOCK_REFUSED =
  /lock file ".*" already exists|pre-existing shared memory block|could not (bind|lock)/i;

/**
 * Connects to the running server of this place, or starts it. Waits for one that starts or stops
 * just now. Throws `unavailable` with the server's last words when it does not come up.
 */
export async function joinServer(place: Place, log: Log, signal: AbortSignal): Promise<Joined> {
  await initCluster(place);
  const since = performance.now();
  let said = since;
  let refusedSince: number | undefined;
  let adopted = true;
  let recovered = false;
  for (;;) {
    const answer = await knock(place);
    if (typeof answer === 'object') return { session: answer, adopted, recovered };
    const server = await findServer(place);
    if (server || answer === 'not ready') {
      if (performance.now() - said > STILL_WAITING_MS) {
        said = performance.now();
        log.info({ pid: server?.pid }, 'waiting for Postgres to become ready');
      }
      if (server?.ready && answer === 'absent' && performance.now() - since > UNREACHABLE_MS) {
        log.warn({ pid: server.pid }, 'Postgres cannot be reached: restarting it');
        await stopServer(place);
      }
    } else {
      const started = await launch(place, signal);
      if (started.died === undefined) {
        ({ recovered } = started);
        adopted = false;
        continue;
      }
      refusedSince ??= performance.now();
      const patient = performance.now() - refusedSince < LOCK_PATIENCE_MS;
      if (!(patient && LOCK_REFUSED.test(started.died))) throw await failure(place, started.died);
    }
    await pause(POLL_MS, undefined, { signal });
  }
}

/** Whether a start failed for want of disk space. */
export const lacksSpace = (error: unknown): boolean =>
  /No space left on device/i.test((error as Error).message);

async function failure(place: Place, died: string): Promise<AppError> {
  const error = new AppError('unavailable', `Postgres did not start: ${died}`);
  if (!lacksSpace(error)) return error;
  const { bavail, bsize } = await statfs(place.dataDir.path);
  const free = Math.floor((bavail * bsize) / 1_000_000);
  const text = `No space left on device for ${place.dataDir.path} (${free} MB free)`;
  return new AppError('unavailable', `Postgres did not start: ${text}`);
}
