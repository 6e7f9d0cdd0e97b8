import { AppError } from '#lib/errors.ts';
import { redrawPicture } from './files/redraw-picture.ts';
import { sniff } from './files/sniff.ts';

export type SentFile = { name: string; bytes: Buffer };

/** A file as it is stored: of a type that was seen in it, a picture drawn anew. */
export type CleanFile = {
  readonly name: string;
  readonly type: 'image/png' | 'application/pdf' | 'text/plain';
  readonly bytes: Buffer;
};

export const MOST_FILES = 5;
export const MOST_FORM_BYTES = 10 * 1_024 * 1_024;

/**
 * Makes of what somebody sent what may be stored and given out: PNG and JPEG drawn anew, PDF and
 * plain text as they are. Refuses `invalid_parameter` for more than five, for more than 10 MB, and
 * for what is none of these (its name is in the message), and `unavailable` under a flood.
 */
export async function cleanFiles(sent: readonly SentFile[]): Promise<CleanFile[]> {
  const given = sent.filter(({ bytes, name }) => bytes.length > 0 || name !== '');
  if (given.length > MOST_FILES) throw refusal(`at most ${MOST_FILES} files`);
  const sum = given.reduce((bytes, file) => bytes + file.bytes.length, 0);
  if (sum > MOST_FORM_BYTES) throw refusal('at most 10 MB');
  const clean: CleanFile[] = [];
  for (const file of given) clean.push(await cleanFile(file));
  return clean;
}

async function cleanFile({ name, bytes }: SentFile): Promise<CleanFile> {
  const seen = bytes.length === 0 ? undefined : sniff(bytes);
  const shown = nameOf(name);
  if (!seen) throw refusal(shown);
  if (!('width' in seen)) return { name: shown, type: seen.type, bytes };
  const png = await redrawPicture(bytes, seen);
  if (!png) throw refusal(shown);
  return { name: shown.replace(/\.jpe?g$/i, '.png'), type: 'image/png', bytes: png };
}

const refusal = (why: string): AppError =>
  new AppError('invalid_parameter', why, { parameter: 'files' });

const LONGEST_NAME = 120; // ticket_files_name_is_short

/** The last part of what somebody calls it, without what turns or hides letters. */
function nameOf(sent: string): string {
  const last = sent.split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .replaceAll(/[\p{C}<>:"|?*]/gu, '')
    .trim()
    .replace(/^\.+/, '');
  if (plain.length <= LONGEST_NAME) return plain || 'file';
  const [, ending = ''] = /(\.\w{1,8})$/.exec(plain) ?? [];
  return plain.slice(0, LONGEST_NAME - ending.length).toWellFormed() + ending;
}
