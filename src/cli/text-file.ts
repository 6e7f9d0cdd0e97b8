import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { AppError } from '#lib/errors.ts';

/** What an operator wrote: a file, or what is piped in where the name is `-`. */
export async function readTextFile(file: string): Promise<string> {
  try {
    return file === '-' ? await readAll(process.stdin) : await readFile(file, 'utf8');
  } catch (cause) {
    throw new AppError('not_found', `cannot read ${file}: ${(cause as Error).message}`, { cause });
  }
}

/** A file with the name that it has without its folder. */
export async function readBytes(file: string): Promise<{ name: string; bytes: Buffer }> {
  try {
    return { name: basename(file), bytes: await readFile(file) };
  } catch (cause) {
    throw new AppError('not_found', `cannot read ${file}: ${(cause as Error).message}`, { cause });
  }
}
