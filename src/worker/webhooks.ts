import type { App } from '#platform/app.ts';
import { fanOut, openDeliveryLane } from '#webhooks/index.ts';
import { startLoop, type Loop } from './loop.ts';
import { watchTurn } from './watch-turn.ts';

const IDLE_MS = 200; // what happened leaves within a quarter of a second

const STUCK = {
  kind: 'webhook.stuck',
  subject: 'webhooks',
  text: 'Nothing has been told to webhooks for a minute',
} as const;

/** Makes deliveries of what happened and sends them; apart, so that neither waits for the other. */
export function startWebhooks(app: App): Loop {
  const lane = openDeliveryLane(app);
  const watched = watchTurn(app, STUCK, () => fanOut(app));
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
