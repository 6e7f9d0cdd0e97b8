import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { benchmark } from './benchmark.ts';
import { deliveriesOf, describeDeliveries, measureDeliveries } from './deliveries.ts';
import type { Options } from './options.ts';
import { readProfiles } from './profile.ts';
import { describe, type Report } from './report.ts';

const HELP = `Measures this machine with the panel, Postgres and the load side by side.

  npm run bench -- [options]

  --quick        one short round: proves that everything runs, measures nothing
  --only <list>  scenarios whose name begins with one of these, such as add,status;
                 follow: what following a million open orders costs; webhooks: deliveries;
                 web-dashboard: its pages with a million orders of one account;
                 web-pages, web-paint, web-beside-add: rates of the public pages, when they are
                 painted, what they cost those who order;
                 request-log: what the log of calls costs add, two servers in turn
  --million      the same again with 1,000,000 orders in the database
  --no-start     leaves out how long npm start takes
  --profile      profiles the server's CPU; the figures are then not to be quoted
  --flags <list> for the server's Node, such as --max-semi-space-size=4; commas between
  --json         one JSON document instead of tables
  --data <dir>   where the databases lie meanwhile (a temporary folder)
`;

const RESULTS = fileURLToPath(new URL('results/', import.meta.url));
const PACE = { rounds: 3, warmupMs: 1_500, windowMs: 5_000 };
const QUICK = { rounds: 1, warmupMs: 300, windowMs: 1_000 };

async function main(): Promise<void> {
  const { values: given } = parseArgs({
    allowNegative: true,
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      million: { type: 'boolean', default: false },
      start: { type: 'boolean', default: true },
      profile: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      flags: { type: 'string' },
      data: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (given.help) {
    process.stdout.write(HELP);
    return;
  }
  await mkdir(RESULTS, { recursive: true });
  const at = new Date().toISOString();
  const name = at.slice(0, 19).replaceAll(':', '-');
  const folder = await mkdtemp(path.join(given.data ?? os.tmpdir(), 'notpanel-bench-'));
  await chmod(folder, 0o711); // Postgres runs as another user when we are root
  const profile = given.profile ? path.join(RESULTS, `profile-${name}`) : undefined;
  const options: Options = {
    folder,
    pace: given.quick ? QUICK : PACE,
    only: given.only?.split(',').map((one) => one.trim()),
    million: given.million,
    start: given.start && given.only === undefined && !given.profile,
    profile,
    flags: given.flags?.split(',') ?? [],
    signal: interruption(),
    tell: (text) => process.stderr.write(`${text}\n`),
  };
  try {
    const deliveries = deliveriesOf(options);
    if (deliveries.length > 0) {
      const measured = await measureDeliveries(options, deliveries);
      const json = JSON.stringify({ at, deliveries: measured }, null, 2);
      await writeFile(path.join(RESULTS, `${name}.json`), `${json}\n`);
      process.stdout.write(given.json ? `${json}\n` : `\n${describeDeliveries(measured)}`);
      if (measured.some(({ booksOk }) => !booksOk)) process.exitCode = 1;
      return;
    }
    const report: Report = { at, ...(await benchmark(options)) };
    const json = JSON.stringify(report, null, 2);
    const file = path.join(RESULTS, `${name}.json`);
    await writeFile(file, `${json}\n`);
    process.stdout.write(given.json ? `${json}\n` : `\n${describe(report)}`);
    process.stderr.write(`written to ${path.relative(process.cwd(), file)}\n`);
    if (profile) process.stderr.write(`\n${await readProfiles(profile)}`);
    if (!isSound(report)) process.exitCode = 1;
  } catch (error) {
    if (!options.signal.aborted) throw error;
    process.stderr.write('interrupted\n');
    process.exitCode = 130; // as a shell reports Ctrl-C
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Missing a goal is news; errors, lost orders and broken books are faults. */
const isSound = ({ stages, booksOk }: Report): boolean =>
  booksOk &&
  stages.every(
    ({ figures, added, acknowledged }) =>
      added === acknowledged && figures.every(({ errors }) => errors === 0),
  );

/** The first Ctrl-C lets what runs end in order; a second one does not wait. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => controller.abort());
  }
  return controller.signal;
}

await main();
