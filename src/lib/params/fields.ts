import { AppError } from '#lib/errors.ts';

/** A JSON value that no parameter can have: an object, a nested list, an unsafe integer. */
export const NOT_TEXT: unique symbol = Symbol('not text');

export type FieldValue = string | string[] | typeof NOT_TEXT;

/** What the caller sent, by name, before it is known what the action makes of it. */
export type Fields = Map<string, FieldValue>;

export const MAX_FIELDS = 256; // contract 2

// A second one could be read differently by a proxy or a log in front of us.
const SENT_ONCE = new Set(['key', 'action', 'request_id']);

/** Adds a form's field. `orders[0]` and `orders[]` make one list; else the last one counts. */
export function addField(fields: Fields, name: string, value: string): void {
  if (name === '') return;
  const list = name.endsWith(']') ? listName(name) : undefined;
  const plain = list ?? name;
  const known = fields.get(plain);
  if (known !== undefined && SENT_ONCE.has(plain)) throw sentTwice(plain);
  if (list === undefined) fields.set(name, value);
  else if (Array.isArray(known)) known.push(value);
  else fields.set(list, [value]);
}

export function refuseTwins(names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name) && SENT_ONCE.has(name)) throw sentTwice(name);
    seen.add(name);
  }
}

export const malformed = (message: string): AppError => new AppError('malformed_request', message);

export const tooManyFields = () => malformed(`The request has more than ${MAX_FIELDS} fields`);

const sentTwice = (name: string) => malformed(`The request has more than one ${name}`);

const listName = (name: string): string | undefined => /^([^[\]]+)\[\d{0,4}\]$/.exec(name)?.[1];
