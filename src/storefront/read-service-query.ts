import { parseRate, type Rate } from '#lib/money.ts';
import { choicesOf } from './choices-of.ts';
import { foldText } from '#lib/fold-text.ts';
import { CHOICES, EVERYTHING, SORTS, type ChoiceKind, type ServiceQuery } from './service-query.ts';
import { OFFER_NAMES, type Choice, type Shelf } from './shelf.ts';

const LONGEST_TEXT = 250; // as long as the name of a service may be
const LAST_PAGE = 100_000; // any number that no shop reaches

/**
 * Reads the query of an address. What is malformed or names nothing on the shelf is left out, so
 * that an old or a mistyped address still shows services.
 */
export function readServiceQuery(shelf: Shelf, given: URLSearchParams): ServiceQuery {
  const [from, to] = inOrder(readPrice(given.get('from')), readPrice(given.get('to')));
  const sort = given.get('sort');
  return {
    text: readText(given.get('q')),
    choices: Object.fromEntries(
      CHOICES.map((kind) => [kind, readChoices(choicesOf(shelf, kind), given.getAll(kind))]),
    ) as Record<ChoiceKind, string[]>,
    offers: OFFER_NAMES.filter((offer) => given.get(offer) === '1'),
    from,
    to,
    sort: SORTS.find((known) => known === sort) ?? EVERYTHING.sort,
    page: readPage(given.get('page')),
  };
}

const readText = (given: string | null): string =>
  (given ?? '')
    .normalize('NFC')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_TEXT)
    .toWellFormed()
    .trim();

/** By key, or by name as people write it into an address. */
function readChoices(choices: readonly Choice[], given: readonly string[]): string[] {
  if (given.length === 0) return [];
  const wanted = new Set(given.map(foldText));
  return choices
    .filter(({ key, name }) => wanted.has(key) || wanted.has(foldText(name)))
    .map(({ key }) => key);
}

/** Digits of any script, and a comma where there is no point. */
function readPrice(given: string | null): Rate | null {
  const text = foldText(given ?? '').trim();
  if (text === '') return null;
  const plain = text.includes('.') ? text.replaceAll(',', '') : text.replace(/[,٫]/, '.');
  try {
    return parseRate(plain);
  } catch {
    return null;
  }
}

const inOrder = (from: Rate | null, to: Rate | null): [Rate | null, Rate | null] =>
  from !== null && to !== null && from > to ? [to, from] : [from, to];

function readPage(given: string | null): number {
  const page = /^[1-9]\d{0,5}$/.test(given ?? '') ? Number(given) : 1;
  return Math.min(page, LAST_PAGE);
}
