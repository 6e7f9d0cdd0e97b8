import { randomBytes } from 'node:crypto';
import { link, open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#lib/errors.ts';

const SECRET_BYTES = 32;

export const secretFile = (dataDir: string): string => join(dataDir, 'secret');

/**
 * The installation's secret: NOTPANEL_SECRET, or the file `secret` (0600) of the data folder,
 * which is made when it is missing. Of two processes that make it both get the first one's.
 */
export async function readSecret(dataDir: string, given: string | undefined): Promise<string> {
  if (given !== undefined) return given;
  const path = secretFile(dataDir);
  const known = await read(path);
  if (known !== undefined) return known;
  await write(path, randomBytes(SECRET_BYTES).toString('base64url'));
  return (await read(path)) as string;
}

async function read(path: string): Promise<string | undefined> {
  try {
    const { mode } = await stat(path);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new AppError('invalid_setting', `others can read ${path}: chmod 600 it`);
    }
    const secret = (await readFile(path, 'utf8')).trim();
    if (secret.length >= SECRET_BYTES) return secret;
    throw new AppError('invalid_setting', `${path} holds no secret: restore it from your backup`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Complete or not there at all, and on the disk before anything is sealed with it. */
async function write(path: string, secret: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(draft, 'wx', 0o600);
  await file.writeFile(`${secret}\n`);
  await file.sync();
  await file.close();
  await link(draft, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft);
}
