import { isLostConnection } from '../db/postgres-errors.ts';
import type { Log } from '../log.ts';
import { joinServer, type Joined } from './join-server.ts';
import type { Place } from './place.ts';
import { stopServer } from './server-process.ts';
import {
  claimOwnership,
  endSession,
  knock,
  lastToLeave,
  markUse,
  type Session,
} from './session.ts';

export type HoldOptions = { place: Place; log: Log; owner: boolean; signal: AbortSignal };

const PATIENCE_MS = 10_000; // a server that another process is stopping takes up to 8 s

/** Joins the server and takes this process's locks on it; starts over if it is being stopped. */
export async function hold(options: HoldOptions): Promise<Joined> {
  const { place, log, owner, signal } = options;
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const joined = await joinServer(place, log, signal);
    try {
      await markUse(joined.session);
      if (owner) await claimOwnership(joined.session, place, signal);
      return joined;
    } catch (error) {
      const again = isLostConnection(error) && performance.now() < deadline;
      if (!again) await release(place, joined.session);
      await endSession(joined.session);
      if (!again) throw error;
    }
  }
}

/** Leaves the server, and stops it when nobody else uses it; says whether it did. */
export async function release(place: Place, session: Session): Promise<boolean> {
  let last = await lastToLeave(session);
  if (last === 'lost') {
    // Somebody else may have restarted the server since, and work with it.
    const fresh = await knock(place).catch(() => 'absent' as const);
    if (typeof fresh === 'object') return release(place, fresh);
    last = true;
  }
  if (last !== false) await stopServer(place);
  await endSession(session);
  return last !== false;
}
