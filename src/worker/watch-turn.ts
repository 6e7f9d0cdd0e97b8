import type { App } from '#platform/app.ts';
import { clearNotices, tell } from '#platform/notices/index.ts';

const STUCK_MS = 60_000; // a database that restarts is back sooner

export type Stuck = {
  kind: string;
  subject: string;
  /** What has not happened for a minute. */
  text: string;
};

/** Events wait for one another: one that cannot be told holds back all that follow it. */
export function watchTurn(app: App, stuck: Stuck, turn: () => Promise<number>) {
  let failingSince: number | null = null;
  let told: boolean | undefined; // not known: a process before this one may have
  return async (): Promise<number> => {
    try {
      const made = await turn();
      failingSince = null;
      if (told !== false) await clear(app, stuck);
      told = false;
      return made;
    } catch (error) {
      failingSince ??= app.clock.now();
      if (told !== true && app.clock.now() - failingSince >= STUCK_MS) {
        const text = `${stuck.text}: ${(error as Error).message}`;
        await tell(app, [{ ...stuck, severity: 'urgent', text }]);
        told = true;
      }
      throw error;
    }
  };
}

const clear = (app: App, { kind, subject }: Stuck): Promise<void> =>
  app.transact((tx) =>
    clearNotices(tx, kind, [subject], {
      now: new Date(app.clock.now()),
      by: `system:${subject}`,
    }),
  );
