import { spawn, type ChildProcess } from 'node:child_process';
import { globSync } from 'node:fs';
import { startTestPostgres } from './support/postgres-server.ts';

// `npm test` runs everything, `npm test -- src/orders/*.test.ts` some; what starts with `-` goes to
// node's test runner. One throw-away Postgres serves the whole run: the embedded one, or the one
// whose programs are in TEST_POSTGRES_BIN.
const GLOBS = [
  'src/**/*.test.ts',
  'test/**/*.test.ts',
  'scripts/**/*.test.ts',
  'bench/**/*.test.ts',
];
const AT_ONCE = 2; // two cores: more only makes timing tests nervous
// What hangs, a test or a file that a test left running, must not hold CI until its own limit.
const LONGEST_TEST_MS = 300_000;
const LONGEST_RUN_MS = 2_700_000;

const given = process.argv.slice(2);
const paths = given.filter((one) => !one.startsWith('-'));
const files = globSync(paths.length > 0 ? paths : GLOBS).sort();
if (files.length === 0) {
  process.stderr.write(`No test file matches ${paths.join(' ')}\n`);
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

const started = performance.now();
const postgres = await startTestPostgres({ bin: process.env['TEST_POSTGRES_BIN'] || undefined });
const took = Math.round(performance.now() - started);
process.stdout.write(`Postgres ${postgres.version} in ${took} ms, ${files.length} test files\n`);

if (stopped) {
  await postgres.stop();
  process.exit(130);
}

runner = spawn(
  process.execPath,
  [
    '--test',
    '--test-reporter=spec',
    `--test-concurrency=${AT_ONCE}`,
    `--test-timeout=${LONGEST_TEST_MS}`,
    ...given.filter((one) => one.startsWith('-')),
    ...files,
  ],
  {
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true, // a process group of its own, so that what a test left behind can be ended
    env: { ...process.env, NOTPANEL_TEST_POSTGRES: postgres.url },
  },
);
const limit = setTimeout(() => {
  process.stderr.write(
    `Not done after ${LONGEST_RUN_MS / 60_000} minutes: what still runs is ended\n`,
  );
  runner?.kill('SIGINT');
}, LONGEST_RUN_MS);
const code = await new Promise<number>((resolve) => {
  runner?.on('exit', (status) => resolve(status ?? 1));
});
clearTimeout(limit);
try {
  if (runner.pid !== undefined) process.kill(-runner.pid, 'SIGKILL');
} catch {
  // Nobody was left in the group.
}
await postgres.stop();
process.exit(code);
