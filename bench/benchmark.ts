import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import manifest from '../package.json' with { type: 'json' };
import { dispatchVerdicts } from './dispatch-scenarios.ts';
import { describeMachine } from './machine.ts';
import { MILLION, seedPast } from './million.ts';
import type { Options } from './options.ts';
import type { Report, Stage } from './report.ts';
import { environment, startServer, type Server } from './server.ts';
import { openBackdoor, stockShop, type Shop } from './shop.ts';
import { runStage } from './stage.ts';
import {
  floorVerdicts,
  keptVerdicts,
  memoryVerdict,
  ownVerdicts,
  startVerdicts,
  type Start,
  type Verdict,
} from './verdicts.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Runs what the options ask for on a new database, and ends with check-books. */
export async function benchmark(options: Options): Promise<Omit<Report, 'at'>> {
  const { folder, pace, tell } = options;
  const machine = describeMachine(folder);
  const start = options.start ? await measureStart(options) : undefined;
  const dataDir = path.join(folder, 'data');
  const { empty, shop } = await measureEmpty(options, dataDir);
  const full = options.million ? await measureFull(options, dataDir, shop) : undefined;
  const stages = [empty, ...(full ? [full.stage] : [])];
  tell('checking the books');
  const books = await checkBooks(dataDir);
  if (!books.ok) tell(books.text);
  return {
    release: manifest.version,
    machine,
    pace,
    ...(start && { start }),
    ...(full && { restartS: full.restartS }),
    stages,
    booksOk: books.ok,
    verdicts: judge(stages, start),
  };
}

/** `npm start` as a newcomer runs it, with demo and worker. */
async function measureStart({ folder, signal, tell }: Options): Promise<Start> {
  const dataDir = path.join(folder, 'start');
  const env = { NOTPANEL_DEMO: '1', NOTPANEL_LIMITS: 'on' };
  const time = async (what: string) => {
    tell(`npm start, ${what}`);
    signal.throwIfAborted();
    await using server = await startServer({ dataDir, env, command: ['npm', 'start'] });
    return server.readyMs / 1000;
  };
  return { firstS: await time('first run'), againS: await time('with data') };
}

async function measureEmpty(options: Options, dataDir: string) {
  const { tell } = options;
  tell('starting the server');
  await using server = await serve(options, dataDir, 'new');
  await using backdoor = await openBackdoor(dataDir);
  tell('opening accounts and filling the catalogue');
  const shop = await stockShop(backdoor);
  const empty = await runStage(options, 'new database', { server, backdoor, shop });
  if (options.million) {
    tell('writing a million orders');
    await seedPast(backdoor, shop);
  }
  return { empty, shop };
}

async function measureFull(options: Options, dataDir: string, shop: Shop) {
  options.tell('starting the server on them');
  await using server = await serve(options, dataDir, 'million');
  await using backdoor = await openBackdoor(dataDir);
  const title = `${MILLION.toLocaleString('en-US')} orders`;
  const stage = await runStage(options, title, { server, backdoor, shop });
  return { stage, restartS: server.readyMs / 1000 };
}

const serve = ({ profile, flags }: Options, dataDir: string, name: string): Promise<Server> =>
  startServer({
    dataDir,
    flags: [
      ...flags,
      ...(profile
        ? ['--cpu-prof', `--cpu-prof-dir=${profile}`, `--cpu-prof-name=${name}.cpuprofile`]
        : []),
    ],
  });

export async function checkBooks(dataDir: string): Promise<{ ok: boolean; text: string }> {
  const args = ['src/main.ts', 'check-books', '--json'];
  const given = { cwd: ROOT, env: environment(dataDir) };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args, given);
    return { ok: (JSON.parse(stdout) as { ok?: boolean }).ok === true, text: stdout };
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    return { ok: false, text: `${stdout}\n${stderr}` };
  }
}

function judge(stages: readonly Stage[], start: Start | undefined): Verdict[] {
  const [empty, full] = stages;
  if (!empty) return [];
  return [
    ...empty.figures.flatMap(ownVerdicts),
    ...floorVerdicts(empty.figures),
    ...dispatchVerdicts(empty.figures),
    ...(full ? keptVerdicts(full.figures, empty.figures) : []),
    memoryVerdict(Math.max(...stages.map(({ serverMb }) => serverMb.now))),
    ...(start ? startVerdicts(start) : []),
  ];
}
