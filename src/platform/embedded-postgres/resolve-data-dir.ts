import { createHash } from 'node:crypto';
import { access, chmod, mkdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { AppError } from '#lib/errors.ts';
import { canEnter, findServiceUser, isRoot, ownerOf, type ServiceUser } from './service-user.ts';

export type DataDir = {
  path: string;
  /** Set when we are root: whom Postgres runs as. */
  user: ServiceUser | undefined;
  /** For people: what was chosen other than asked for, and why. */
  note: string | undefined;
};

export type DataDirOptions = {
  serviceUser?: string | undefined;
  /** Where data folders go that the service user could not reach where they were asked for. */
  fallback?: string;
};

const FALLBACK = '/var/lib/notpanel';

/**
 * The folder to keep data in, made if it is missing. Root gets a service user for Postgres, and
 * another folder when that user cannot reach the one asked for, unless there is data in it
 * already (`invalid_setting`). Resolving what was resolved gives the same again.
 */
export async function resolveDataDir(
  requested: string,
  options: DataDirOptions = {},
): Promise<DataDir> {
  const path = await realPath(resolve(requested));
  try {
    return await prepare(path, options);
  } catch (cause) {
    // Such as EACCES, EROFS or ENOSPC: the folder cannot be made.
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
    throw new AppError('invalid_setting', `DATA_DIR=${path}: ${cause.message}`, { cause });
  }
}

async function prepare(path: string, options: DataDirOptions): Promise<DataDir> {
  const existing = await nearestExisting(path);
  if (!(await stat(existing)).isDirectory()) {
    throw new AppError('invalid_setting', `DATA_DIR=${path}: ${existing} is not a folder`);
  }
  if (!isRoot()) {
    await mkdir(path, { recursive: true, mode: 0o700 });
    return { path, user: undefined, note: undefined };
  }
  // Postgres insists on running as the owner of its files, so data that exists decides.
  const owner = (await ownerOf(join(path, 'postgres'))) ?? (await ownerOf(path));
  const user = owner ?? (await findServiceUser(options.serviceUser));
  const asUser = `Postgres refuses to run as root, so it runs as ${user.name}`;
  if (await makeReachable(path, user)) return { path, user, note: asUser };
  if (await exists(join(path, 'postgres', 'PG_VERSION'))) {
    const text = `${path} holds data that the user ${user.name} cannot reach: allow it to pass`;
    throw new AppError('invalid_setting', `${text} the folders above, or move the data`);
  }
  const hash = createHash('sha256').update(path).digest('hex').slice(0, 12);
  const other = join(options.fallback ?? FALLBACK, hash);
  const otherUser = (await ownerOf(join(other, 'postgres'))) ?? user;
  if (!(await makeReachable(other, otherUser))) {
    const text = `the user ${user.name}, whom Postgres has to run as, can reach neither ${path}`;
    throw new AppError('invalid_setting', `${text} nor ${other}: set DATA_DIR`);
  }
  return { path: other, user: otherUser, note: `${asUser}, who cannot reach ${path}` };
}

/** Links resolved, also of a path whose last parts do not exist yet. */
async function realPath(path: string): Promise<string> {
  const known = await realpath(path).catch(() => undefined);
  if (known !== undefined) return known;
  const parent = dirname(path);
  return parent === path ? path : join(await realPath(parent), basename(path));
}

/** Makes the folder so that the user may pass through it but not list it; false if it cannot. */
async function makeReachable(path: string, user: ServiceUser): Promise<boolean> {
  if (!(await canEnter(user, await nearestExisting(dirname(path))))) return false;
  await makeParents(dirname(path));
  await mkdir(path, { mode: 0o711 }).catch(unlessItExists);
  const { uid, mode } = await stat(path);
  if (uid === 0) await chmod(path, (mode & 0o777) | 0o011);
  return canEnter(user, path);
}

/** Passable whatever root's umask is. */
async function makeParents(path: string): Promise<void> {
  if (await exists(path)) return;
  await makeParents(dirname(path));
  await mkdir(path).catch(unlessItExists);
  await chmod(path, 0o755);
}

async function nearestExisting(path: string): Promise<string> {
  return (await exists(path)) || dirname(path) === path ? path : nearestExisting(dirname(path));
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

function unlessItExists(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
