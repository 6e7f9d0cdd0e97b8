import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { enterGiveaway } from '#promotions/index.ts';
import { recordProbes } from '#status/index.ts';
import { openEntrants } from '#test/support/giveaway-desk.ts';
import { runCommand } from '#test/support/panel-process.ts';
import { makePanelFolder, type PanelFolder } from '#test/support/panel.ts';

type Document = Record<string, unknown> & { exit: number | null };

const openRunner =
  (folder: PanelFolder) =>
  async (...args: string[]): Promise<Document> => {
    const done = await runCommand([...args, '--json'], folder.env);
    return { ...(JSON.parse(done.stdout) as Record<string, unknown>), exit: done.code };
  };

const HOUR_MS = 3_600_000;
const inAnHour = () => new Date(Date.now() + HOUR_MS).toISOString();

test('An operator announces a giveaway, cannot draw it early, and calls it off', async () => {
  await using folder = await makePanelFolder();
  const run = openRunner(folder);
  await folder.work(async () => {});
  const rules = join(folder.path, 'rules.txt');
  await writeFile(rules, 'One entry per account.\n');
  const announce = ['--rules', rules, '--prize', '50', '--prize', '12.5', '--closes', inAnHour()];
  const added = await run('giveaway', 'add', 'Spring', ...announce, '--min-age', '2');
  assert.deepEqual(
    [added.exit, added['state'], added['prizes'], added['min_account_age_days']],
    [0, 'open', ['50.00', '12.50'], 2],
  );
  assert.match(String(added['commitment']), /^[0-9a-f]{64}$/);
  assert.ok(Number(added['beacon_round']) > 0);
  const early = await run('giveaway', 'draw', '1');
  assert.deepEqual([early.exit, early['code']], [1, 'conflict']);
  const plain = await run('giveaway', 'add', 'Plain', ...announce, '--no-beacon');
  assert.equal(plain['beacon_round'], null);
  await folder.work(async (app) => {
    for (const accountId of await openEntrants(app, 2)) {
      await enterGiveaway(app, { giveawayId: 2, accountId });
    }
  });
  const { giveaways } = await run('giveaway', 'list');
  assert.deepEqual(
    (giveaways as { title: string; entries: number }[]).map((one) => [one.title, one.entries]),
    [
      ['Plain', 2],
      ['Spring', 0],
    ],
  );
  const canceled = await run('giveaway', 'cancel', '2', '--reason', 'the wrong prizes');
  assert.deepEqual(
    [canceled['state'], canceled['cancel_reason']],
    ['canceled', 'the wrong prizes'],
  );
  const text = (await runCommand(['giveaway', 'show', '1'], folder.env)).stdout;
  assert.match(text, /Spring/);
  assert.ok(text.includes(String(added['commitment'])));
  const without = await run(
    'giveaway',
    'add',
    'No prize',
    '--rules',
    rules,
    '--closes',
    inAnHour(),
  );
  assert.deepEqual([without.exit, without['code']], [2, 'usage']);
});

test('An operator reads the status, and says what is done about an incident', async () => {
  await using folder = await makePanelFolder();
  const run = openRunner(folder);
  await folder.work(async (app) => {
    const minute = Math.floor(Date.now() / 60_000) * 60_000;
    const probes = [2, 1, 0].map((ago) => ({
      ...{ component: 'api' as const, state: 'down' as const, tookMs: null },
      minute: new Date(minute - ago * 60_000),
    }));
    await app.transact((tx) => recordProbes(tx, probes));
  });
  const status = await run('status', 'list');
  assert.equal(status.exit, 1);
  const components = status['components'] as { component: string; state: string | null }[];
  assert.equal(components.find(({ component }) => component === 'api')?.state, 'down');
  assert.equal(components.find(({ component }) => component === 'mail')?.state, null);
  assert.equal((await run('status', 'note', 'A disk is full', '--incident', '1')).exit, 0);
  assert.equal((await run('status', 'note', 'x', '--incident', '9'))['code'], 'not_found');
  const text = (await runCommand(['status', 'list'], folder.env)).stdout;
  assert.match(text, /incident 1: api down/);
  assert.match(text, /A disk is full/);
  assert.match(text, /no data/);
});
