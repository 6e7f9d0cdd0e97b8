#!/usr/bin/env -S node --max-semi-space-size=8 --max-old-space-size=1024
// Plain JavaScript, so that any Node from 20 on can start it: the panel itself runs on the
// Node 24 that npm installed beside it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// V8 sizes its heap for the machine and not for us: without these it takes half as much again for two
// per cent of the time (docs/engineering/performance.md). The same stand in `npm start`.
const FLAGS = ['--max-semi-space-size=8', '--max-old-space-size=1024'];

const main = new URL('../src/main.ts', import.meta.url);
const [major, minor] = process.versions.node.split('.').map(Number);

// 24.7 is the first with argon2 in node:crypto.
if (major > 24 || (major === 24 && minor >= 7)) await import(main.href);
else runUnder(installedNode());

function installedNode() {
  const folder = dirname(createRequire(import.meta.url).resolve('node/package.json'));
  const node = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(node)) return node;
  process.stderr.write(
    `notpanel needs Node 24.7 or newer and was started by ${process.version}.\n` +
      'npm installs the right one unless its install scripts are off: npm rebuild node\n',
  );
  process.exit(1);
}

function runUnder(node) {
  const args = [...FLAGS, fileURLToPath(main), ...process.argv.slice(2)];
  const child = spawn(node, args, { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('error', (error) => {
    process.stderr.write(`cannot run ${node}: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}
