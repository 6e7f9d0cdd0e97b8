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
    balance: '100',
    services: [{ service: '1', name: 'Followers', rate: '0.50', min: 10, max: 1_000 }],
  });
});
after(async () => {
  await simulator?.close();
  await postgres?.stop();
  await folder[Symbol.asyncDispose]();
});

async function run(args: string, input = ''): Promise<Document & { exit: number | null }> {
  const done = await runCommand(['provider', ...args.split(' '), '--json'], env, input);
  return { ...(JSON.parse(done.stdout) as Document), exit: done.code };
}

const people = async (args: string): Promise<string> =>
  (await runCommand(['provider', ...args.split(' ')], env)).stdout;

test('An operator sets a provider up, checks it, and compares its statement', async () => {
  const foreign = await run(`add ${simulator.url} - --currency EUR`, simulator.key);
  assert.deepEqual([foreign.exit, foreign['code']], [1, 'invalid_parameter']);
  assert.match(String(foreign['error']), /exchange_rate/);

  const added = await run(`add ${simulator.url} - --name up --low-balance 150`, 'a wrong key\n');
  assert.equal(added['provider'], 1);
  const wrong = await run('check 1');
  assert.deepEqual([wrong.exit, wrong['ok']], [1, false]);
  assert.equal((await run('key 1 -', `${simulator.key}\n`)).exit, 0);
  const checked = await run('check 1');
  assert.deepEqual([checked.exit, checked['ok']], [0, true]);
  assert.match(await people('check 1'), /ok {3}impossible order/);
  assert.deepEqual(simulator.orders(), []);

  assert.equal((await run('set 1 --concurrency 2 --timeout 5 --refill no')).exit, 0);
  assert.equal((await run('set 1 --concurrency 65')).exit, 1);
  assert.equal((await run('pause 1')).exit, 0);
  await run('review 1 --note A-company --on 2026-11-20');
  const shown = await run('show 1');
  assert.deepEqual(
    [shown['paused'], shown['concurrency'], shown['timeout_s'], shown['refill'], shown['note']],
    [true, 2, 5, false, 'A-company'],
  );
  assert.equal((await run('resume 1')).exit, 0);
  assert.match(await people('list'), /in use/);
  assert.equal((await run('show 7')).exit, 1);

  assert.match(String((await run('statement 1 --fresh'))['error']), /two balances/);
  await run('topup 1 5.50 --reference bank-1');
  assert.match(String((await run('topup 1 5.50 --reference bank-1'))['error']), /already/);
  const statement = await run('statement 1 --fresh');
  assert.equal(statement.exit, 1);
  assert.deepEqual(
    [statement['closing'], statement['topups'], statement['unexplained']],
    ['100.00', '5.50', '5.50'],
  );
  await run('topup 1 5.50 --reference typed-wrongly --withdrawn');
  const mended = await run('statement 1 --fresh');
  assert.deepEqual([mended.exit, mended['unexplained'], mended['differences']], [0, '0.00', []]);
  assert.match(await people('statement 1 --fresh'), /Nothing differs/);
  assert.equal((await run('accept 1 99 --note x')).exit, 1);
  assert.equal((await run('show 1'))['balance'], '100.00');
});
