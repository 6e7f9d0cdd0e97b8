import { text as readAll } from 'node:stream/consumers';
import { InvalidArgumentError } from 'commander';
import { parseMoney, parseRate, type Money, type Rate } from '#lib/money.ts';

const LARGEST_ID = 2_147_483_647;

/** Parsers of what is typed: each throws what commander shows beside the argument's name. */
export function id(text: string): number {
  const value = Number(text.replace(/^[a-z]{2,4}_/, ''));
  if (Number.isInteger(value) && value >= 1 && value <= LARGEST_ID) return value;
  throw new InvalidArgumentError('Use its number.');
}

/** For what there may be more of than an int4 can count. */
export function bigId(text: string): bigint {
  if (/^[1-9]\d{0,17}$/.test(text)) return BigInt(text);
  throw new InvalidArgumentError('Use its number.');
}

export function money(text: string): Money {
  try {
    return parseMoney(text);
  } catch {
    throw new InvalidArgumentError('Use a plain decimal such as 25.50, with at most 9 decimals.');
  }
}

export function rate(text: string): Rate {
  try {
    return parseRate(text);
  } catch {
    throw new InvalidArgumentError('Use a plain decimal such as 0.90, with at most 6 decimals.');
  }
}

export function whole(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Use a whole number.');
}

/** Not null for unlimited: commander would make an empty text of it. */
export const limit = (text: string): number | 'unlimited' =>
  text === 'unlimited' ? text : above(text, 'Use a whole number above zero, or unlimited.');

export const positive = (text: string): number => above(text, 'Use a whole number above zero.');

function above(text: string, advice: string): number {
  if (/^\d{1,9}$/.test(text) && Number(text) > 0) return Number(text);
  throw new InvalidArgumentError(advice);
}

export function port(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError('Use a whole number from 0 to 65535.');
}

export const list = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean);

export function date(text: string): Date {
  const value = /^\d{4}-\d{2}-\d{2}(T.+)?$/.test(text) ? new Date(text) : new Date(NaN);
  if (!Number.isNaN(value.getTime())) return value;
  throw new InvalidArgumentError('Use a date such as 2027-01-31 or 2027-01-31T12:00Z.');
}

export function future(text: string): Date {
  const value = date(text);
  if (value.getTime() > Date.now()) return value;
  throw new InvalidArgumentError('Use a date that is still to come.');
}

/** The first line of standard input, for passwords that must not stand in the process list. */
export const lineFromStdin = async (): Promise<string> =>
  (await readAll(process.stdin)).split(/\r?\n/)[0] ?? '';

export const ids = (text: string): number[] => list(text).map(id);

/** `2.5` is 250. */
export function basisPoints(text: string): number {
  const match = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(text);
  const value = match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : NaN;
  if (value >= 1 && value <= 10_000) return value;
  throw new InvalidArgumentError('Use a percentage from 0.01 to 100.');
}

const MOST_PERCENT_BP = 10_000_000; // of price_rules_markup_is_sane

/** Any share, above the whole too: `150` is 15000 basis points. */
export function percent(text: string): number {
  const match = /^(\d{1,6})(?:\.(\d{1,2}))?%?$/.exec(text);
  const value = match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : NaN;
  if (value <= MOST_PERCENT_BP) return value;
  throw new InvalidArgumentError('Use a percentage such as 35 or 12.5.');
}

export const words = (text: string, before: string[] = []): string[] => [...before, text];
