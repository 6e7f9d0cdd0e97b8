import type { App } from '#platform/app.ts';
import { clearNotices, tell } from '#platform/notices/index.ts';
import { fanOut, openDeliveryLane } from '#webhooks/index.ts';
import { startLoop, type Loop } from './loop.ts';

const IDLE_MS = 200; // what happened leaves within a quarter of a second
const STUCK_MS = 60_000; // a database that restarts is back sooner

/** Makes deliveries of what happened and sends them; apart, so that neither waits for the other. */
export function startWebhooks(app: App): Loop {
  const lane = openDeliveryLane(app);
  const watched = watchFor(app, () => fanOut(app));
  const loop = (name: string, turn: () => Promise<boolean>) =>
    startLoop({ name, idleMs: IDLE_MS, log: app.log }, turn);
  const loops = [
    loop('webhook-events', async () => (await watched()) > 0),
    loop('webhook-deliveries', async () => {
      await lane.fill();
      if (lane.busy === 0) return false;
      await lane.breath();
      return true;
    }),
  ];
  return {
    async stop() {
      await Promise.all(loops.map((one) => one.stop()));
      await lane.stop();
    },
  };
}

const STUCK = { kind: 'webhook.stuck', subject: 'webhooks' } as const;

/** Events wait for one another: one that cannot be told holds back all that follow it. */
function watchFor(app: App, turn: () => Promise<number>): () => Promise<number> {
  let failingSince: number | null = null;
  let told: boolean | undefined; // not known: a process before this one may have
  return async () => {
    try {
      const made = await turn();
      failingSince = null;
      if (told !== false) await clear(app);
      told = false;
      return made;
    } catch (error) {
      failingSince ??= app.clock.now();
      if (told !== true && app.clock.now() - failingSince >= STUCK_MS) {
        const text = `Nothing has been told to webhooks for a minute: ${(error as Error).message}`;
        await tell(app, [{ ...STUCK, severity: 'urgent', text }]);
        told = true;
      }
      throw error;
    }
  };
}

const clear = (app: App): Promise<void> =>
  app.transact((tx) =>
    clearNotices(tx, STUCK.kind, [STUCK.subject], {
      now: new Date(app.clock.now()),
      by: 'system:webhooks',
    }),
  );
