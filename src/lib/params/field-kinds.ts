import { z } from 'zod';
import { MAX_BATCH, parseId, parseIds, type AskedId, type IdPrefix } from './ids.ts';

/**
 * The kinds of values that parameters have: how the text that was sent is read, what is said when
 * it cannot be, and how OpenAPI describes it.
 */
type Kind<Value> = z.ZodPipe<z.ZodString, z.ZodTransform<Value, string>>;

/** The message of an issue whose parameter was not sent at all. */
export const MISSING = 'missing';

const LARGEST_INT = 2_147_483_647; // an integer column
const LONGEST_REQUEST_ID = 128; // contract 1

function kind<Value>(
  schema: { description: string; type: string } & z.core.GlobalMeta,
  wanted: string,
  read: (text: string) => Value | undefined,
): Kind<Value> {
  return z
    .string({ error: ({ input }) => (input === undefined ? MISSING : wanted) })
    .transform((text, context) => {
      const value = read(text);
      if (value !== undefined) return value;
      context.issues.push({ code: 'custom', message: wanted, input: text });
      return z.NEVER;
    })
    .meta(schema);
}

/** One line of text, trimmed. */
export const line = (description: string, maxLength: number) =>
  kind(
    { description, type: 'string', maxLength },
    `one line of at most ${maxLength} characters`,
    (text) => {
      const trimmed = text.trim();
      return trimmed.length <= maxLength && isPlain(trimmed) ? trimmed : undefined;
    },
  );

/** The lines of a text, blank ones dropped. */
export const lines = (description: string) =>
  kind({ description, type: 'string' }, 'lines of text', (text) => {
    if (text.includes('\0') || !text.isWellFormed()) return undefined;
    return text.split(/\r?\n/).filter((one) => one.trim() !== '');
  });

/** A number of pieces, however large: it is held against the limits of the service. */
export const count = (description: string) =>
  kind({ description, type: 'integer', minimum: 1 }, 'a whole number', (text) =>
    /^\d+$/.test(text.trim()) ? Number(text) : undefined,
  );

export const whole = (description: string, minimum: number, maximum = LARGEST_INT) =>
  kind(
    { description, type: 'integer', minimum, maximum },
    `a whole number from ${minimum} to ${maximum}`,
    (text) => {
      const digits = text.trim();
      if (!/^\d{1,10}$/.test(digits)) return undefined;
      const value = Number(digits);
      return value >= minimum && value <= maximum ? value : undefined;
    },
  );

/** `d/m/Y`, read to `yyyy-mm-dd`. */
export const day = (description: string) =>
  kind({ description, type: 'string', examples: ['31/12/2030'] }, 'a day as d/m/Y', (text) => {
    const [, d = '', m = '', y = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text.trim()) ?? [];
    const iso = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
    const isReal = new Date(`${iso}T00:00:00Z`).toJSON()?.startsWith(iso);
    return isReal ? iso : undefined;
  });

export const id = (description: string, prefix: IdPrefix) =>
  kind(
    { description, type: 'string', examples: [`${prefix}23501`] },
    prefix === '' ? 'a number such as 23501' : `an id such as 23501 or ${prefix}23501`,
    (text): AskedId | undefined => {
      const trimmed = text.trim();
      const number = parseId(trimmed, prefix);
      return number === undefined ? undefined : { text: trimmed, id: number };
    },
  );

/** Ids that stand for nothing stay in the list: each gets an answer of its own. */
export const ids = (description: string, prefix: IdPrefix) =>
  kind(
    { description, type: 'string', examples: [`${prefix}23501,${prefix}23502`] },
    `1 to ${MAX_BATCH} ids with commas between them`,
    (text) => {
      const asked = parseIds(text, prefix);
      return asked.length >= 1 && asked.length <= MAX_BATCH ? asked : undefined;
    },
  );

/** Names with commas between them, as they were written. */
export const names = (description: string, examples: string[]) =>
  kind({ description, type: 'string', examples }, 'names with commas between them', (text) => {
    const all = text.split(/[\s,]+/).filter((one) => one !== '');
    return all.length >= 1 && all.length <= MAX_BATCH ? all : undefined;
  });

/** Compared byte for byte, so nothing of it is trimmed. */
export const requestId = (description: string) =>
  kind(
    { description, type: 'string', minLength: 1, maxLength: LONGEST_REQUEST_ID },
    `1 to ${LONGEST_REQUEST_ID} characters without control characters`,
    (text) => (isPlain(text) && countCharacters(text) <= LONGEST_REQUEST_ID ? text : undefined),
  );

const isPlain = (text: string): boolean => !/\p{Cc}/u.test(text) && text.isWellFormed();

const countCharacters = (text: string): number =>
  text.length <= LONGEST_REQUEST_ID ? text.length : Array.from(text).length;
