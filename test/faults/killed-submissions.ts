import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { sweepLeases } from '#fulfilment/index.ts';
import { seededRandom } from '#lib/seeded-random.ts';
import { placeOrder } from '#orders/index.ts';
import { eventually } from '#test/support/eventually.ts';
import { openProviderDesk, type ProviderDesk } from '#test/support/provider-desk.ts';
import { openAccount, orderOf } from '#test/support/shop.ts';
import type { Service } from '#catalog/index.ts';

const WORKER = fileURLToPath(new URL('submit-worker.ts', import.meta.url));
const ORDERS = 12; // a kill finds some waiting, some under way and some done
const LATENCY_MS = 40;
const STARTED_MS = 30_000;
const AFTER_LEASE_MS = 60_000;
const SWEPT_MS = 10_000;

export type KilledReport = { kills: number; orders: number; unknown: number; placed: number };

/**
 * Kills workers at a moment of chance after the provider was first asked. What it may have becomes
 * unknown and is never sent again; what waits again it never had; no order is there twice.
 */
export async function killSubmissions(options: {
  seed: number;
  kills: number;
}): Promise<KilledReport> {
  const random = seededRandom(options.seed);
  await using desk = await openProviderDesk({ concurrency: 4, latencyMs: LATENCY_MS });
  const service = await desk.addService({ startAfterMs: 10 ** 9 });
  const account = await openAccount(desk.app, { balance: '1000000' });
  for (let kill = 0; kill < options.kills; kill += 1) {
    await place(desk, service, account, kill);
    await liveAndDie(desk, `worker-${kill}`, random() * 4 * LATENCY_MS);
    await sweepAll(desk);
    await isSound(desk);
  }
  await desk.booksAreClean();
  const rows = await desk.app.db.selectFrom('orders').select('status').execute();
  return {
    kills: options.kills,
    orders: rows.length,
    unknown: rows.filter((row) => row.status === 'unknown').length,
    placed: desk.simulator.orders().length,
  };
}

async function place(desk: ProviderDesk, service: Service, account: number, kill: number) {
  for (let order = 0; order < ORDERS; order += 1) {
    const link = `https://example.com/${kill}/${order}`;
    await placeOrder(desk.app, orderOf(account, service, { link }));
  }
}

async function liveAndDie(desk: ProviderDesk, name: string, afterMs: number): Promise<void> {
  const child = spawn(process.execPath, [WORKER, desk.app.url, name], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exited = once(child, 'exit');
  const before = desk.simulator.calls('add');
  await eventually(() => desk.simulator.calls('add') > before, STARTED_MS);
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  child.kill('SIGKILL');
  await exited;
}

/** Postgres may still be at the dead worker's last statement, whose rows a sweep passes over. */
async function sweepAll({ app, clock }: ProviderDesk): Promise<void> {
  const later = new Date(clock.now() + AFTER_LEASE_MS);
  await eventually(async () => {
    await app.transact((tx) => sweepLeases(tx, later));
    const open = await app.db
      .selectFrom('attempts')
      .select('id')
      .where('outcome', 'is', null)
      .executeTakeFirst();
    return open === undefined;
  }, SWEPT_MS);
}

async function isSound({ app, simulator }: ProviderDesk): Promise<void> {
  const there = simulator.orders().map((order) => order.link);
  const links = new Set(there);
  assert.equal(links.size, there.length, 'the provider has an order twice');
  const rows = await app.db.selectFrom('orders').select(['id', 'link', 'status']).execute();
  for (const { id, link, status } of rows) {
    const may = links.has(link) ? ['in_progress', 'unknown'] : ['pending', 'unknown'];
    assert.ok(may.includes(status), `order ${id} is ${status}; there: ${links.has(link)}`);
  }
  const notices = await app.db
    .selectFrom('notices')
    .select('subject')
    .where('kind', '=', 'order.unknown')
    .where('cleared_at', 'is', null)
    .execute();
  const told = new Set(notices.map((one) => one.subject));
  for (const { id, status } of rows) {
    if (status === 'unknown') assert.ok(told.has(`order:${id}`), `nobody was told of order ${id}`);
  }
}
