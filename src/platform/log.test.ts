import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const LOG = new URL('./log.ts', import.meta.url).href;

test('a log that cannot be written does not end the process', () => {
  const unwritable = openSync(fileURLToPath(import.meta.url), 'r');
  const program = `
    const { openLog } = await import(${JSON.stringify(LOG)});
    const log = openLog('info');
    log.info('into nowhere');
    log.fatal({ err: new Error('nor this') }, 'into nowhere');
    console.log('still here');`;
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', program],
    { stdio: ['ignore', 'pipe', unwritable], encoding: 'utf8' },
  );
  closeSync(unwritable);
  assert.deepEqual({ status, stdout }, { status: 0, stdout: 'still here\n' });
});
