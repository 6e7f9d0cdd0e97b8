import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { usePostgres, type Postgres } from '#platform/embedded-postgres/index.ts';
import { openLog } from '#platform/log.ts';
import { startSimulator, type Simulator } from '#simulator/index.ts';
import { makeDataFolder, type DataFolder } from '#test/support/data-folder.ts';
import { runCommand } from '#test/support/panel-process.ts';

type Document = Record<string, unknown>;

let folder: DataFolder;
let postgres: Postgres; // held, so that not every command starts one of its own
let simulator: Simulator;
let env: NodeJS.ProcessEnv;

before(async () => {
  folder = await makeDataFolder();
  env = { DATA_DIR: folder.path, NOTPANEL_DEMO: '0', EGRESS_ALLOW: '127.0.0.0/8' };
  postgres = await usePostgres({ dataDir: folder.path, log: openLog('silent') });
  simulator = await startSimulator({
    services: [
      { service: '1', name: 'Reach', category: 'Ads', rate: '0.50', min: 10, max: 1_000 },
      { service: '2', name: 'Clips', category: 'Video', rate: '2', min: 10, max: 1_000 },
    ],
  });
});
after(async () => {
  await simulator?.close();
  await postgres?.stop();
  await folder[Symbol.asyncDispose]();
});

async function run(...args: string[]): Promise<Document & { exit: number | null }> {
  const done = await runCommand([...args, '--json'], env);
  return { ...(JSON.parse(done.stdout) as Document), exit: done.code };
}

const people = async (...args: string[]): Promise<string> => (await runCommand(args, env)).stdout;

const rows = (document: Document, name: string) => document[name] as Document[];

test('An operator imports services, follows a rise in price, and takes the import back', async () => {
  await run('provider', 'add', simulator.url, simulator.key, '--name', 'up');
  assert.match(await people('supply', 'offers', '1'), /Ads +Reach +Default +0\.50 +10 +1000/);
  const choice = ['1', '--delivery', 'paid_ads', '--map', 'Ads=Reach and ads'];
  assert.match(
    await people('supply', 'preview', ...choice),
    /no price rule is about it[^]*rule add/,
  );
  await run('supply', 'rule', 'add', '--markup', '50', '--round-to', '0.01');
  assert.match(await people('supply', 'rule', 'list'), /every +every +0\.00 +– +50 %/);

  const refused = await run('supply', 'import', ...choice);
  assert.deepEqual([refused.exit, refused['code']], [1, 'missing_parameter']);
  const preview = await run('supply', 'preview', ...choice);
  assert.deepEqual(
    rows(preview, 'rows').map((row) => [row['verdict'], row['category'], row['rate']]),
    [
      ['new', 'Reach and ads', '0.75'],
      ['new', 'Video', '3.00'],
    ],
  );
  const stale = await run('supply', 'import', ...choice, '--preview', 'another');
  assert.deepEqual([stale.exit, stale['code']], [1, 'conflict']);
  const name = String(preview['preview']);
  assert.match(
    await people('supply', 'import', ...choice, '--preview', name),
    /as run 2[^]*undo 2/,
  );

  simulator.reprice('1', '0.90');
  const synced = await run('supply', 'sync');
  assert.deepEqual(
    rows(synced, 'syncs').map((one) => [one['changed'], one['held']]),
    [[1, 1]],
  );
  assert.match(await people('service', 'list'), /Reach .*held/);
  assert.match(
    await people('supply', 'held'),
    /not sold +0\.75 +1\.35 .*up asks 0\.90 per 1,000 now/,
  );
  assert.match(await people('supply', 'accept', '1'), /sold again at 1\.35/);
  assert.match(await people('supply', 'held'), /Nothing waits/);
  assert.match(await people('service', 'changes', '--service', '1'), /rate_up +rate 0\.75 → 1\.35/);
  assert.match(await people('supply', 'runs'), /sync[^]*import/);
  assert.match(await people('supply', 'run', '2'), /new: its service 1, cost 0\.50/);

  const undone = await run('supply', 'undo', '2');
  assert.deepEqual(undone['left'], [{ service: 1, name: 'Reach' }]);
  assert.match(await people('service', 'list'), /Clips .*off/);
});

test('An operator routes a service to a second provider, pins it and asks for fewer holds', async () => {
  await run('service', 'route', '1', '1', '1', '--cost', '0.90', '--share', '3', '--priority', '2');
  const paused = await run('service', 'route', '1', '1', '1', '--pause', 'we look into it');
  assert.equal(paused['paused'], 'we look into it');
  assert.equal((await run('service', 'unroute', '1', '1')).exit, 0);
  assert.equal((await run('service', 'unroute', '1', '1'))['code'], 'not_found');
  assert.match(await people('service', 'pin', '1'), /price of service 1 is yours/);
  assert.equal((await run('service', 'unpin', '1'))['pinned'], false);
  assert.equal((await run('supply', 'hold-above', '40'))['hold_above_percent'], 40);
  assert.match(await people('supply', 'hold-above'), /more than .* 40 %/);
  assert.equal((await run('supply', 'rule', 'remove', '1')).exit, 0);
  assert.equal((await run('supply', 'reject', '1'))['code'], 'conflict');
});

test('An operator gives an account a price of its own, and takes it away', async () => {
  await run('account', 'create', '--email', 'a@example.com');
  assert.match(await people('account', 'rate', '1', '1', '--rate', '0.60'), /pays 0\.60 per 1,000/);
  assert.equal((await run('account', 'rate', '1', '1', '--off', '5'))['discount_percent'], 5);
  assert.match(await people('account', 'rate', '1', '1', '--none'), /pays what others pay/);
  assert.equal((await run('account', 'rate', '1', '1'))['code'], 'invalid_parameter');
  assert.equal(
    (await run('account', 'rate', '1', '999', '--off', '5'))['code'],
    'service_not_found',
  );
});
