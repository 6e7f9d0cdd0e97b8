import assert from 'node:assert/strict';
import { chmod, chown, mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openLog } from '#platform/log.ts';
import { ask } from '#test/support/data-folder.ts';
import { resolveDataDir } from './resolve-data-dir.ts';
import { findServiceUser, isRoot } from './service-user.ts';
import { startPostgres } from './start-postgres.ts';

const rootOnly = { skip: isRoot() ? false : 'only root needs another user for Postgres' };

type Folder = AsyncDisposable & { path: string };

async function makeFolder(mode: number): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'notpanel-resolve-'));
  await chmod(path, mode);
  return {
    path,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 5 }),
  };
}

test('an ordinary user gets what was asked for, links resolved', async () => {
  await using folder = await makeFolder(0o755);
  await mkdir(join(folder.path, 'real'));
  await symlink('real', join(folder.path, 'link'));
  const found = await resolveDataDir(join(folder.path, 'link', 'data'));
  assert.equal(found.path, join(folder.path, 'real', 'data'));
  assert.deepEqual((await resolveDataDir(found.path)).path, found.path);
});

test('root keeps a reachable folder and names the user', rootOnly, async () => {
  await using folder = await makeFolder(0o755);
  const { path, user, note } = await resolveDataDir(join(folder.path, 'data'));
  assert.equal(path, join(folder.path, 'data'));
  assert.notEqual(user?.uid, 0);
  assert.match(note ?? '', /^Postgres refuses to run as root, so it runs as /);
  assert.equal((await stat(path)).mode & 0o777, 0o711);
});

test(
  'root gets another folder where the user cannot reach, the same each time',
  rootOnly,
  async () => {
    await using closed = await makeFolder(0o700);
    await using open = await makeFolder(0o755);
    const options = { fallback: join(open.path, 'var', 'lib') };
    const requested = join(closed.path, 'clone', 'data');
    const found = await resolveDataDir(requested, options);
    assert.match(found.path, /\/var\/lib\/[0-9a-f]{12}$/);
    assert.match(found.note ?? '', /cannot reach .*clone\/data$/);
    assert.equal((await resolveDataDir(requested, options)).path, found.path);
    assert.equal((await resolveDataDir(found.path, options)).path, found.path);

    await using postgres = await startPostgres({
      dataDir: requested,
      log: openLog('silent'),
      ...options,
    });
    assert.equal(postgres.dataDir, found.path);
    assert.equal((await ask(postgres.appUrl, 'select 1')).length, 1);
  },
);

test('data that exists decides who runs Postgres, and is never left behind', rootOnly, async () => {
  await using folder = await makeFolder(0o755);
  const nobody = await findServiceUser('nobody');
  const cluster = join(folder.path, 'data', 'postgres');
  await mkdir(cluster, { recursive: true });
  await writeFile(join(cluster, 'PG_VERSION'), '18\n');
  await chown(cluster, nobody.uid, nobody.gid);
  assert.deepEqual((await resolveDataDir(join(folder.path, 'data'))).user, nobody);
  await chmod(folder.path, 0o700);
  await assert.rejects(resolveDataDir(join(folder.path, 'data')), {
    code: 'invalid_setting',
    message: /holds data that the user nobody cannot reach/,
  });
});

test('a service user that does not exist or is root is refused', rootOnly, async () => {
  await using folder = await makeFolder(0o755);
  for (const serviceUser of ['no-such-user', 'root']) {
    await assert.rejects(resolveDataDir(join(folder.path, 'data'), { serviceUser }), {
      code: 'invalid_setting',
    });
  }
});

test('what is no folder is refused by the name of the setting', async () => {
  await using folder = await makeFolder(0o755);
  const file = join(folder.path, 'file');
  await writeFile(file, '');
  for (const path of [file, join(file, 'data')]) {
    await assert.rejects(resolveDataDir(path), {
      code: 'invalid_setting',
      message: `DATA_DIR=${path}: ${file} is not a folder`,
    });
  }
});
