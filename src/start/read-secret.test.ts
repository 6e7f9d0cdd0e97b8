import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { readSecret, secretFile } from './read-secret.ts';

async function folderFor(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'notpanel-secret-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

test('a secret is made once, random, readable by its owner only', async (t) => {
  const [one, other] = [await folderFor(t), await folderFor(t)];
  const secret = await readSecret(one, undefined);
  assert.ok(secret.length >= 32);
  assert.equal(await readSecret(one, undefined), secret);
  assert.notEqual(await readSecret(other, undefined), secret);
  assert.equal((await stat(secretFile(one))).mode & 0o777, 0o600);
});

test('processes that make it at the same time get the same one', async (t) => {
  const folder = await folderFor(t);
  const all = await Promise.all(Array.from({ length: 20 }, () => readSecret(folder, undefined)));
  assert.equal(new Set(all).size, 1);
});

test('NOTPANEL_SECRET is used as it is and writes no file', async (t) => {
  const folder = await folderFor(t);
  assert.equal(await readSecret(folder, 'x'.repeat(32)), 'x'.repeat(32));
  await assert.rejects(readFile(secretFile(folder)), { code: 'ENOENT' });
});

test('a secret that others can read, or that was cut, is refused', async (t) => {
  const folder = await folderFor(t);
  await readSecret(folder, undefined);
  await chmod(secretFile(folder), 0o644);
  await assert.rejects(readSecret(folder, undefined), { code: 'invalid_setting' });
  await writeFile(secretFile(folder), '');
  await chmod(secretFile(folder), 0o600);
  await assert.rejects(readSecret(folder, undefined), { code: 'invalid_setting' });
});
