import { parseArgs } from 'node:util';
import { startTestPostgres } from '#test/support/postgres-server.ts';
import { runSeed } from './run-seed.ts';

// `npm run test:sim -- --seed 17 --steps 500` plays one seed, `--seeds 100` so many from there on.
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '1' },
    steps: { type: 'string', default: '500' },
  },
});
const [seed, seeds, steps] = [values.seed, values.seeds, values.steps].map(Number) as [
  number,
  number,
  number,
];

const given = process.env['NOTPANEL_TEST_POSTGRES'];
const postgres = given
  ? undefined
  : await startTestPostgres({ bin: process.env['TEST_POSTGRES_BIN'] || undefined });
if (postgres) process.env['NOTPANEL_TEST_POSTGRES'] = postgres.url;
try {
  for (let n = seed; n < seed + seeds; n += 1) {
    const { trace, ms, counts } = await runSeed({ seed: n, steps });
    const told = [...counts].map(([what, times]) => `${what} ${times}`).join(', ');
    process.stdout.write(
      `seed ${n}: ${steps} steps in ${Math.round(ms)} ms, trace ${trace.slice(0, 16)}\n`,
    );
    if (seeds === 1) process.stdout.write(`  ${told}\n`);
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await postgres?.stop();
}
