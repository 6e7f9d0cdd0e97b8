import { SERVICE_TYPES } from '#catalog/index.ts';
import { readRate } from '#lib/money.ts';
import { idOf, isFields, textOf, type Fields } from './panel-answers.ts';
import type { Offer } from './provider.ts';

const LONGEST_ID = 60;
const LONGEST_TYPE = 60;
const LONGEST_TEXT = 500;
const SAID_AT_MOST = 100; // odd rows that are named one by one

export type Offers = { offers: Offer[]; odd: string[] };

/**
 * Reads a provider's list; null when it is none. A row that cannot be read is left out and named:
 * it must not spoil the others.
 */
export function readOffers(body: unknown): Offers | null {
  const rows: unknown = isEmptyData(body) ? [] : body;
  if (!Array.isArray(rows)) return null;
  const offers = new Map<string, Offer>();
  const odd: string[] = [];
  for (const [at, row] of (rows as unknown[]).entries()) {
    const read = readOffer(row);
    if (typeof read === 'string') odd.push(`row ${at + 1}: ${read}`);
    else if (offers.has(read.service)) odd.push(`row ${at + 1}: ${read.service} is there already`);
    else offers.set(read.service, read);
  }
  const more = odd.length - SAID_AT_MOST;
  if (more > 0) odd.splice(SAID_AT_MOST, more, `and ${more} more`);
  return { offers: [...offers.values()], odd };
}

/** What SmartPanel says of an empty catalogue. */
const isEmptyData = (body: unknown): boolean =>
  isFields(body) && /^empty( data)?$/i.test(textOf(body['data']) ?? '');

function readOffer(row: unknown): Offer | string {
  if (!isFields(row)) return 'it is no object';
  const service = idOf(row['service']);
  if (service === undefined || service.length > LONGEST_ID) return 'it has no service number';
  const bad = (what: string) => `service ${service} has no ${what} that can be read`;
  const name = wordsOf(row['name']);
  if (name === '') return bad('name');
  const quote = readRate(textOf(row['rate']) ?? '');
  if (quote === undefined) return bad('rate');
  const [min, max] = [countOf(row['min']), countOf(row['max'])];
  if (min === undefined || max === undefined || max < min) return bad('limits');
  return {
    service,
    name,
    type: typeOf(row['type']),
    category: wordsOf(row['category']),
    quote,
    min,
    max,
    ...flagsOf(row),
  };
}

const wordsOf = (value: unknown): string =>
  (textOf(value) ?? '').replace(/\s+/g, ' ').trim().slice(0, LONGEST_TEXT).toWellFormed();

const flagsOf = (row: Fields) => ({
  refill: isSet(row['refill']),
  cancel: isSet(row['cancel']),
  dripfeed: isSet(row['dripfeed']),
});

const isSet = (value: unknown): boolean =>
  value === true || /^(1|true|yes|on)$/i.test(textOf(value) ?? '');

function countOf(value: unknown): bigint | undefined {
  const text = (textOf(value) ?? '').trim();
  if (!/^\d{1,16}(\.\d+)?([eE]\+?\d{1,2})?$/.test(text)) return undefined;
  return Number.isSafeInteger(Number(text)) ? BigInt(Number(text)) : undefined;
}

const bare = (word: string): string => word.toLowerCase().replace(/[^a-z0-9]/g, '');
const TYPES = new Map(SERVICE_TYPES.map((type) => [bare(type), type]));

/** `custom_comments` is Custom Comments; a panel that names no type has no other. */
function typeOf(value: unknown): string {
  const word = wordsOf(value).slice(0, LONGEST_TYPE).toWellFormed();
  return word === '' ? 'Default' : (TYPES.get(bare(word)) ?? word);
}
