import { spawn } from 'node:child_process';
import {
  chown,
  mkdtemp,
  open,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#lib/errors.ts';
import { program } from './find-binaries.ts';
import { hasCluster, type Place } from './place.ts';
import { as } from './service-user.ts';

const OPTIONS = [
  '--username=postgres',
  '--encoding=UTF8',
  // Sorts by code point and knows letters of all languages, the same on every machine and
  // after every update of its C library.
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--data-checksums',
  '--auth=scram-sha-256',
  '--no-instructions',
];

const DRAFT = 'postgres.new-';
const OLD_DRAFT_MS = 10 * 60_000; // initdb takes a second

/**
 * Makes the cluster if there is none. It is prepared aside and renamed, so that a kill half-way
 * leaves nothing half-made, and of two at the same time one wins. Refuses the files of another
 * major version with `invalid_setting`.
 */
export async function initCluster(place: Place): Promise<void> {
  if (await hasCluster(place.cluster)) return refuseOtherVersion(place);
  const { path, user } = place.dataDir;
  await removeOldDrafts(path);
  const draft = await mkdtemp(join(path, DRAFT));
  try {
    const secret = join(draft, 'password');
    const fresh = join(draft, 'cluster');
    await writeFile(secret, place.credentials.postgres, { mode: 0o600 });
    if (user) for (const each of [draft, secret]) await chown(each, user.uid, user.gid);
    await runInitdb(place, [...OPTIONS, `--pwfile=${secret}`, fresh]);
    await putInPlace(fresh, place);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** What a kill left; a younger one may be another process's work. */
async function removeOldDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(DRAFT)) continue;
    const draft = join(folder, name);
    const found = await stat(draft).catch(() => undefined);
    if (!found || Date.now() - found.mtimeMs < OLD_DRAFT_MS) continue;
    await rm(draft, { recursive: true, force: true });
  }
}

async function refuseOtherVersion({ cluster, binaries }: Place): Promise<void> {
  const found = (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
  const [expected = ''] = binaries.version.split('.');
  if (found === expected) return;
  throw new AppError(
    'invalid_setting',
    `${cluster} was made by Postgres ${found}, this release brings ${expected}: ` +
      'export the shop with the release that made it and import it here',
  );
}

async function runInitdb(place: Place, args: string[]): Promise<void> {
  const { path, user } = place.dataDir;
  const child = spawn(program(place.binaries, 'initdb'), args, {
    ...as(user),
    cwd: path,
    env: SERVER_ENVIRONMENT,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code === 0) return;
  throw new AppError('unavailable', `the database could not be created in ${path}: ${said.trim()}`);
}

async function putInPlace(fresh: string, { cluster, dataDir }: Place): Promise<void> {
  try {
    await rename(fresh, cluster);
  } catch (error) {
    if (await hasCluster(cluster)) return; // another process was faster
    throw error;
  }
  if (process.platform === 'win32') return;
  const folder = await open(dataDir.path, 'r');
  await folder.sync();
  await folder.close();
}

/** Nothing of ours: no secrets, and no PG… or LD_… variables that would change the server. */
export const SERVER_ENVIRONMENT = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' };
