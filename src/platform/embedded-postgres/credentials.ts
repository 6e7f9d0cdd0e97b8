import { randomBytes, randomInt } from 'node:crypto';
import { link, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#lib/errors.ts';

/** Passwords of the three roles, made once per installation. */
export type Credentials = {
  postgres: string;
  notpanel_owner: string;
  notpanel_app: string;
  /** Where there are no Unix sockets. */
  port: number;
};

export type Role = Exclude<keyof Credentials, 'port'>;

const PASSWORD_BYTES = 24;
const PORTS = [49_152, 65_535] as const; // the range for private use

/**
 * Reads `postgres.json` (0600), or makes it. Of two processes that make it at the same time both
 * get the first one's. A cluster whose passwords are gone is refused with `invalid_setting`.
 */
export async function findCredentials(dataDir: string, hasCluster: boolean): Promise<Credentials> {
  const path = join(dataDir, 'postgres.json');
  const known = await read(path);
  if (known) return known;
  if (hasCluster) {
    const text = `${path} is missing, and with it the passwords of the database beside it`;
    throw new AppError('invalid_setting', `${text}: restore it from your backup`);
  }
  await write(path, {
    postgres: password(),
    notpanel_owner: password(),
    notpanel_app: password(),
    port: randomInt(...PORTS),
  });
  return (await read(path)) as Credentials;
}

const password = () => randomBytes(PASSWORD_BYTES).toString('base64url');

async function read(path: string): Promise<Credentials | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Credentials;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    const why = code === 'EACCES' ? 'belongs to another user' : 'cannot be read';
    throw new AppError('invalid_setting', `${path} ${why}`, { cause });
  }
}

/** Complete or not there at all, and on the disk before a cluster depends on it. */
async function write(path: string, credentials: Credentials): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(draft, 'wx', 0o600);
  await file.writeFile(`${JSON.stringify(credentials, null, 2)}\n`);
  await file.sync();
  await file.close();
  await link(draft, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft);
}
