import { createHash } from 'node:crypto';
import { lchown, lstat, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#lib/errors.ts';
import type { Credentials, Role } from './credentials.ts';
import type { DataDir } from './resolve-data-dir.ts';

/** Where the server listens: a folder with its socket, or a TCP address on Windows. */
export type Address = { host: string; port: number };

const SOCKET_PORT = 5432; // only names the socket file; the folder is ours alone
const LONGEST_SOCKET = 100; // bytes; systems allow 103 to 107

/** The socket file of an address, if it has one. */
export const socketFile = ({ host, port }: Address): string | undefined =>
  host.startsWith('/') ? join(host, `.s.PGSQL.${port}`) : undefined;

/**
 * `socket` in the data folder, or a folder in /tmp where that path would be too long for a
 * socket. Its name is the same in every process and cannot be guessed by other users.
 */
export function findAddress(dataDir: string, credentials: Credentials): Address {
  if (process.platform === 'win32') return { host: '127.0.0.1', port: credentials.port };
  const near = { host: join(dataDir, 'socket'), port: SOCKET_PORT };
  if (Buffer.byteLength(socketFile(near) as string) <= LONGEST_SOCKET) return near;
  const hash = createHash('sha256').update(`${credentials.postgres}\0${dataDir}`).digest('hex');
  return { host: `/tmp/notpanel-${hash.slice(0, 16)}`, port: SOCKET_PORT };
}

/** Makes the socket's folder, passable by nobody but whom Postgres runs as. */
export async function makeAddress(address: Address, { user }: DataDir): Promise<void> {
  if (socketFile(address) === undefined) return;
  const uid = user?.uid ?? process.getuid?.() ?? 0;
  await mkdir(address.host, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  if (user && (await lstat(address.host)).uid === 0) {
    await lchown(address.host, user.uid, user.gid);
  }
  const found = await lstat(address.host);
  if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o077) !== 0) {
    const text = `${address.host} is not a folder of mode 0700 that Postgres' user owns: remove it`;
    throw new AppError('invalid_setting', text);
  }
}

/** A connection URL that `pg`, libpq and `new URL` all understand. */
export function urlOf(
  address: Address,
  role: Role,
  credentials: Credentials,
  database: string,
): string {
  const socket = address.host.startsWith('/');
  const host = socket ? 'localhost' : `${address.host}:${address.port}`;
  const url = new URL(`postgres://${role}:${credentials[role]}@${host}/${database}`);
  if (socket) url.searchParams.set('host', address.host);
  return url.href;
}
