import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { seededRandom } from '#lib/seeded-random.ts';
import { openSecondApp } from '#test/support/database.ts';
import { eventually } from '#test/support/eventually.ts';
import { verify, openWebhookDesk, type WebhookDesk } from '#test/support/webhook-desk.ts';
import { fanOut, openDeliveryLane } from '#webhooks/index.ts';

const WORKER = fileURLToPath(new URL('webhook-worker.ts', import.meta.url));
const LONGEST_LIFE_MS = 500;
const LATER_MS = 30 * 60 * 60_000; // every lease has ended and every retry is due

export type KilledReport = { kills: number; events: number; received: number; twice: number };

/**
 * Kills processes that place orders and tell of them, at moments of chance, and then lets one finish
 * the work: each event that is in the table arrived, under one id and in the same bytes each time.
 */
export async function killWebhooks(options: {
  seed: number;
  kills: number;
}): Promise<KilledReport> {
  const random = seededRandom(options.seed);
  await using desk = await openWebhookDesk({ timeRuns: true });
  const { secret } = await desk.add(['order.created']);
  // Some answers are lost too: then the message arrived, and the panel does not know.
  desk.receiver.answer((response) => {
    const chance = random();
    if (chance < 0.1) response.destroy();
    else setTimeout(() => response.end(), chance * 20);
  });
  for (let kill = 0; kill < options.kills; kill += 1) await liveAndDie(desk, random);
  desk.receiver.answer(200);
  await finish(desk);
  const bodies = new Map<string, string>();
  for (const received of desk.receiver.received) {
    assert.ok(verify(secret, received));
    const id = String(received.headers['webhook-id']);
    assert.equal(received.body, bodies.get(id) ?? received.body);
    bodies.set(id, received.body);
  }
  const events = await desk.app.db
    .selectFrom('order_events')
    .select('id')
    .where('type', '=', 'order.created')
    .execute();
  assert.deepEqual(new Set(bodies.keys()), new Set(events.map(({ id }) => `evt_${id}`)));
  const received = desk.receiver.received.length;
  return { kills: options.kills, events: events.length, received, twice: received - bodies.size };
}

async function liveAndDie(desk: WebhookDesk, random: () => number): Promise<void> {
  const child = spawn(process.execPath, [WORKER, desk.app.url, String(desk.account)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const began = await Promise.race([once(child.stdout, 'data'), exited]);
  assert.match(String(began[0]), /works/);
  await new Promise((resolve) => setTimeout(resolve, random() * LONGEST_LIFE_MS));
  child.kill('SIGKILL');
  await exited;
}

/** Another process, at a time when everything that is left is due. */
async function finish(desk: WebhookDesk): Promise<void> {
  desk.clock.move(LATER_MS);
  await using last = openSecondApp(desk.app);
  await desk.fanOut();
  const lane = openDeliveryLane(last);
  await eventually(async () => {
    await fanOut(last);
    await lane.fill();
    await lane.quiet();
    const open = await last.db
      .selectFrom('webhook_deliveries')
      .select('id')
      .where('status', '<>', 'delivered')
      .limit(1)
      .execute();
    return open.length === 0;
  }, 60_000);
}
