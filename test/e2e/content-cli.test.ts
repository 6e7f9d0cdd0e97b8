import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { usePostgres, type Postgres } from '#platform/embedded-postgres/index.ts';
import { openLog } from '#platform/log.ts';
import { makeDataFolder, type DataFolder } from '#test/support/data-folder.ts';
import { runCommand } from '#test/support/panel-process.ts';

type Document = Record<string, unknown>;

let folder: DataFolder;
let postgres: Postgres; // held, so that not every command starts one of its own
let env: NodeJS.ProcessEnv;

before(async () => {
  folder = await makeDataFolder();
  env = { DATA_DIR: folder.path, NOTPANEL_DEMO: '0' };
  postgres = await usePostgres({ dataDir: folder.path, log: openLog('silent') });
  await run('account', 'create', '--email', 'first@shop.example');
});
after(async () => {
  await postgres?.stop();
  await folder[Symbol.asyncDispose]();
});

async function run(...args: string[]): Promise<Document & { exit: number | null }> {
  const done = await runCommand([...args, '--json'], env);
  return { ...(JSON.parse(done.stdout) as Document), exit: done.code };
}

const people = async (...args: string[]): Promise<string> => (await runCommand(args, env)).stdout;

async function write(text: string): Promise<string> {
  const path = join(folder.path, 'text.md');
  await writeFile(path, text);
  return path;
}

test('An operator names themselves, and the check has nothing left to say', async () => {
  const before = await run('content', 'check');
  assert.equal(before.exit, 1);
  assert.ok((before['missing'] as string[]).includes('name'));
  assert.match(await people('overview'), /What visitors cannot know[^]*content check/);
  const given = {
    name: 'Harbour Media Ltd',
    address: '1 Quay Street',
    country: 'DE',
    email: 'office@harbour.example',
    responsible: 'Ada Example',
    descriptor: 'HARBOUR',
    law: 'DE',
    court: 'Hamburg',
    hosting: 'Hoster, DE',
    mailer: 'Mailer, NO',
    payments: 'Bank transfer',
    records_years: '10',
  };
  for (const [field, value] of Object.entries(given)) await run('operator', 'set', field, value);
  const wrong = await run('operator', 'set', 'country', 'Germany');
  assert.deepEqual([wrong.exit, wrong['code']], [1, 'invalid_parameter']);
  const { exit, missing, gaps } = await run('content', 'check');
  assert.deepEqual([exit, missing, gaps], [0, [], []]);
  assert.match(await people('operator', 'show'), /legal name +Harbour Media Ltd/);
});

test('A page is drafted, published, and reverted, and its history tells it', async () => {
  const path = await write('# Bizim koşullar\n\nKısa.');
  const terms = ['terms', '--language', 'tr'];
  const draft = await run('content', 'edit', ...terms, '--file', path);
  assert.deepEqual([draft['version'], draft['published']], [1, false]);
  assert.match(await people('content', 'show', ...terms), /# Hizmet koşulları/);
  await run('content', 'publish', ...terms);
  assert.match(await people('content', 'show', ...terms), /# Bizim koşullar/);
  const back = await run('content', 'revert', ...terms, '--to', 'shipped');
  assert.equal(back['version'], 2);
  assert.match(await people('content', 'history', ...terms), /version 2[^]*version 1/);
  const again = await run('content', 'publish', ...terms, '--version-number', '1');
  assert.deepEqual([again.exit, again['code']], [1, 'conflict']);
  assert.match(await people('content', 'list'), /terms +tr +2 /);
});

test('Posts and questions are written, shown and taken back', async () => {
  const path = await write('# News\n\nText.');
  await run('post', 'save', 'news', '--file', path);
  assert.match(await people('post', 'list'), /news +News +draft/);
  await run('post', 'publish', 'news');
  assert.match(await people('post', 'list'), /news +News +public/);
  await run('post', 'withdraw', 'a-retry-is-not-a-second-order');
  assert.match(await people('post', 'list'), /second-order +A retry is not a second order +draft/);
  await run('post', 'remove', 'news');
  assert.equal((await run('post', 'show', 'news'))['code'], 'not_found');

  await run('faq', 'set', 'ours', '--question', 'Why?', '--file', path, '--topic', 'money');
  assert.match(await people('faq', 'list'), /ours +money +1000 +Why\?/);
  await run('faq', 'hide', 'cancel');
  assert.match(await people('faq', 'list'), /cancel .* hidden/);
  await run('faq', 'remove', 'cancel');
  assert.doesNotMatch(await people('faq', 'list'), /hidden/);
});
