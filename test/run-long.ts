import { spawn, type ChildProcess } from 'node:child_process';
import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { startTestPostgres } from './support/postgres-server.ts';

// `npm run test:long` plays every *.long.ts, one file after the other, and ends with a table
// of what was measured. `--only simulator` plays some, `--seed` and `--steps` are the simulator's.
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    seed: { type: 'string' },
    steps: { type: 'string' },
  },
});
const LONGEST_TEST_MS = 4 * 3_600_000; // 10⁶ steps at some 5 ms, two at a time, and room for slow machines
const LONGEST_RUN_MS = 8 * 3_600_000;

const named = (file: string) => basename(file, '.long.ts');
const files = globSync('test/{long,browser}/*.long.ts')
  .filter((file) => values.only === undefined || values.only.includes(named(file)))
  .sort();
if (files.length === 0) {
  process.stderr.write(`No long test is called ${values.only?.join(' or ')}\n`);
  process.exit(1);
}

let runner: ChildProcess | undefined;
let stopped = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    stopped = true;
    runner?.kill(signal);
  });
}

type Outcome = { file: string; code: number; minutes: number; figures: [string, string][] };

const postgres = await startTestPostgres({ bin: process.env['TEST_POSTGRES_BIN'] || undefined });
const outcomes: Outcome[] = [];
try {
  for (const file of files) {
    if (!stopped) outcomes.push(await play(file));
  }
} finally {
  await postgres.stop();
}
process.stdout.write(`\n${tableOf(outcomes)}`);
process.exit(stopped ? 130 : Math.max(...outcomes.map((one) => one.code)));

async function play(file: string): Promise<Outcome> {
  const started = performance.now();
  const figures: [string, string][] = [];
  const child = spawn(
    process.execPath,
    ['--test', '--test-reporter=spec', `--test-timeout=${LONGEST_TEST_MS}`, file],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true, // a process group of its own, so that what a test left behind can be ended
      env: {
        ...process.env,
        NOTPANEL_TEST_POSTGRES: postgres.url,
        ...(values.seed !== undefined && { LONG_SEED: values.seed }),
        ...(values.steps !== undefined && { LONG_STEPS: values.steps }),
      },
    },
  );
  runner = child;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    process.stdout.write(text);
    for (const [, name = '', value = ''] of text.matchAll(/figure: (.+?) = (.+)/g)) {
      figures.push([name, value]);
    }
  });
  const limit = setTimeout(() => child.kill('SIGINT'), LONGEST_RUN_MS);
  const code = await new Promise<number>((resolve) => {
    child.on('close', (status) => resolve(status ?? 1));
  });
  clearTimeout(limit);
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nobody was left in the group.
  }
  return { file, code, minutes: (performance.now() - started) / 60_000, figures };
}

function tableOf(all: readonly Outcome[]): string {
  return all
    .map(({ file, code, minutes, figures }) => {
      const verdict = code === 0 ? 'passed' : 'FAILED';
      const lines = figures.map(([name, value]) => `    ${name.padEnd(50)} ${value}\n`);
      return `${verdict}  ${named(file)}, ${minutes.toFixed(1)} min\n${lines.join('')}`;
    })
    .join('');
}
