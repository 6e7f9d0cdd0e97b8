import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listServices, routeServices } from '#catalog/index.ts';
import { openSubmitLane } from '#fulfilment/index.ts';
import { placeOrder } from '#orders/index.ts';
import { addProvider, findProvider } from '#providers/index.ts';
import { startSimulator } from '#simulator/index.ts';
import { runCommand } from '#test/support/panel-process.ts';
import { makePanelFolder } from '#test/support/panel.ts';
import { addService, openAccount, orderOf } from '#test/support/shop.ts';
import type { App } from '#platform/app.ts';

type Document = Record<string, unknown>;

/** Three orders whose provider answered none of them. */
async function leaveInDoubt(app: App, url: string, key: string): Promise<number[]> {
  const { id: providerId } = await addProvider(app, { url, key, name: 'up', timeoutMs: 1_000 });
  const added = await addService(app);
  const route = { serviceId: added.id, providerId, providerService: String(added.id) };
  await app.transact((tx) => routeServices(tx, [route]));
  const service = (await listServices(app.db)).find((one) => one.id === added.id);
  assert.ok(service);
  const account = await openAccount(app);
  const orders: number[] = [];
  for (let order = 0; order < 3; order += 1) {
    orders.push((await placeOrder(app, orderOf(account, service))).orderId);
  }
  const lane = openSubmitLane(app, await findProvider(app.db, providerId), { worker: 'test' });
  await lane.fill();
  await lane.quiet();
  return orders;
}

test('An operator finds orders in doubt and settles each of them', async () => {
  await using folder = await makePanelFolder({ EGRESS_ALLOW: '127.0.0.0/8' });
  const simulator = await startSimulator({
    behaviours: { 1: { add: { answer: 'reset', accepts: true } } },
  });
  const [first, second, third] = await folder.work((app) =>
    leaveInDoubt(app, simulator.url, simulator.key),
  );
  await simulator.close();
  const run = async (...args: string[]): Promise<Document & { exit: number | null }> => {
    const done = await runCommand([...args, '--json'], folder.env);
    return { ...(JSON.parse(done.stdout) as Document), exit: done.code };
  };
  const people = async (...args: string[]) => (await runCommand(args, folder.env)).stdout;

  const { orders } = await run('order', 'unknown');
  assert.deepEqual(
    (orders as Document[]).map((one) => one['order']),
    [first, second, third],
  );
  assert.match(await people('order', 'unknown'), /up, its service 1: 1000 for https:\/\/example/);
  assert.match(await people('notices'), /has order \d+: ECONNRESET[^]*order resolve/);

  const unsaid = await run('order', 'resolve', String(first));
  assert.deepEqual([unsaid.exit, unsaid['code']], [1, 'invalid_parameter']);
  const nameless = await run('order', 'resolve', String(first), '--placed');
  assert.deepEqual([nameless.exit, nameless['code']], [1, 'invalid_parameter']);
  const placed = await run('order', 'resolve', String(first), '--placed', '700001');
  assert.deepEqual(placed, { ok: true, order: first, verdict: 'placed', exit: 0 });
  assert.match(
    await people(
      'order',
      'resolve',
      String(second),
      '--not-placed',
      '--reason',
      'not in their list',
    ),
    /its customer has the money back/,
  );
  const seen = await run('order', 'evidence', String(third), '--start-count', 'still');
  assert.deepEqual(seen, { ok: true, order: third, verdict: null, exit: 0 });
  assert.match(await people('order', 'unknown'), /weak: start count says not placed/);

  const set = await run('order', 'policy', '--act', 'hold', '--after-hours', '48');
  assert.deepEqual(set, { act: 'hold', after_hours: 48, exit: 0 });
  assert.match(await people('order', 'policy'), /48 hours[^]*they are held/);
  assert.match(await people('check-books'), /balanced|ok|right/i);
});
