import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { tell } from '#platform/notices/index.ts';
import { listWorkers } from '#platform/queue/index.ts';
import { eventually } from '#test/support/eventually.ts';
import { makeOutsideShop, type OutsideShop } from '#test/support/outside-shop.ts';
import { runCommand, startPanel } from '#test/support/panel-process.ts';

type Jobs = {
  ok: boolean;
  workers: { worker: string; seen_at: string }[];
  tasks: { task: string; started_at: string | null; error: string | null; next_at: string }[];
  jobs: { job: number; task: string; state: string; error: string | null }[];
  orders: Record<string, number>;
};

const SEEN_MS = 20_000;

async function ask<Answer>(shop: OutsideShop, ...args: string[]) {
  const { code, stdout } = await runCommand([...args, '--json'], await shop.env());
  return { code, answer: JSON.parse(stdout) as Answer };
}

describe('notpanel jobs', () => {
  test('shows workers while they run, and what each scheduled task did', async () => {
    await using shop = await makeOutsideShop();
    await using worker = await startPanel(await shop.env(), ['worker']);
    await eventually(
      () => shop.work(async ({ db }) => (await listWorkers(db, new Date())).length === 1),
      SEEN_MS,
    );
    const before = await ask<Jobs>(shop, 'jobs');
    assert.equal(before.code, 0);
    assert.equal(before.answer.ok, true);
    const isKnown = ({ task }: { task: string }) => task === 'sweep-limits';
    assert.equal(before.answer.tasks.find(({ task }) => task === 'check-books')?.started_at, null);
    assert.deepEqual(before.answer.orders, { waiting: 0, unrouted: 0, submitting: 0, unknown: 0 });

    const run = await ask<{ ok: boolean; task: string }>(shop, 'jobs', 'run', 'sweep-limits');
    assert.deepEqual([run.code, run.answer.ok, run.answer.task], [0, true, 'sweep-limits']);
    const after = await ask<Jobs>(shop, 'jobs');
    const task = after.answer.tasks.find(isKnown);
    assert.ok(task?.started_at);
    assert.equal(task.error, null);
    assert.ok(Date.parse(task.next_at) > Date.now());

    assert.equal((await worker.end('SIGTERM')).code, 0);
    const { code, answer } = await ask<Jobs>(shop, 'jobs');
    assert.equal(code, 1, 'nobody works');
    assert.deepEqual(answer.workers, []);
    const { stdout } = await runCommand(['jobs'], await shop.env());
    assert.match(stdout, /No worker runs: orders wait\./);
    assert.match(stdout, /sweep-limits +\d{4}-/);
  });

  test('has what is dead tried again, and refuses what is not there', async () => {
    await using shop = await makeOutsideShop();
    await shop.work(() => Promise.resolve());
    const refused = await ask<{ code: string }>(shop, 'jobs', 'retry', '4711');
    assert.deepEqual([refused.code, refused.answer.code], [1, 'not_found']);
    const unknown = await runCommand(['jobs', 'run', 'constructor'], await shop.env());
    assert.equal(unknown.code, 1);
    assert.match(unknown.stderr, /no such task: it is one of .*check-books/);
  });
});

test('notpanel notices lists what is open, and clears it', async () => {
  await using shop = await makeOutsideShop();
  const none = await runCommand(['notices'], await shop.env());
  assert.equal(none.code, 1, 'a database that was never migrated');
  await shop.work((app) =>
    tell(app, [{ kind: 'order.unknown', subject: 'order:17', severity: 'urgent', text: 'Look.' }]),
  );
  const { stdout } = await runCommand(['notices'], await shop.env());
  assert.match(stdout, /urgent +Look\.\n +order\.unknown, order:17, since \d{4}-/);
  const { answer } = await ask<{ notices: { notice: number }[] }>(shop, 'notices');
  const id = String(answer.notices[0]?.notice);
  assert.equal((await ask(shop, 'notices', 'clear', id)).code, 0);
  assert.equal((await ask(shop, 'notices', 'clear', id)).code, 1);
  assert.match((await runCommand(['notices'], await shop.env())).stdout, /nothing you should know/);
});
