export type OrderSearch =
  | { kind: 'any' }
  | { kind: 'ids'; ids: readonly number[]; text: string }
  | { kind: 'text'; text: string; links: readonly string[] };

const IDS = /^#?\d{1,10}(?:[\s,;]+#?\d{1,10})*$/;
const MOST_IDS = 1_000; // as many as are listed in one go
const MOST_CHARACTERS = 1_000; // the longest link
const LARGEST_ID = 2 ** 31 - 1;

/** Reads what somebody typed to find orders: a list of numbers, or a link, a part of one, a request id. */
export function readSearch(typed: string): OrderSearch {
  const text = typed.trim().slice(0, MOST_CHARACTERS);
  if (text === '') return { kind: 'any' };
  if (!IDS.test(text)) return { kind: 'text', text, links: waysToWrite(text) };
  const ids = (text.match(/\d+/g) ?? []).map(Number).filter((id) => id >= 1 && id <= LARGEST_ID);
  return { kind: 'ids', ids: [...new Set(ids)].slice(0, MOST_IDS), text };
}

/** A link as it may stand on an order: with and without its scheme, `www.` and the slash at its end. */
function waysToWrite(text: string): string[] {
  const bare = text.replace(/^https?:\/\//i, '').replace(/\/$/, '');
  const hosts = [bare, bare.startsWith('www.') ? bare.slice(4) : `www.${bare}`];
  const ways = hosts.flatMap((host) => [`https://${host}`, `http://${host}`, host]);
  return [...new Set([text, ...ways.flatMap((way) => [way, `${way}/`])])];
}
