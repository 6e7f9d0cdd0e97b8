import { isGroup, type TransactionFilter } from '#billing/index.ts';

/** What the address asks of a wallet's movements; `form` is as it was written. */
export type WalletQuery = {
  filter: TransactionFilter;
  after: bigint | undefined;
  before: bigint | undefined;
  form: Readonly<Record<FilterField, string>>;
  isFiltered: boolean;
};

const FIELDS = ['group', 'direction', 'from', 'until', 'q'] as const;
export type FilterField = (typeof FIELDS)[number];

const DAY_MS = 86_400_000;

/** Days are UTC, and the last is among them. What is not understood filters nothing. */
export function readWalletQuery(url: URL): WalletQuery {
  const text = (name: string) => (url.searchParams.get(name) ?? '').trim().slice(0, 200);
  const { group, direction, from, until, q } = Object.fromEntries(
    FIELDS.map((name) => [name, text(name)]),
  ) as Record<FilterField, string>;
  const [first, last] = [dayOf(from), dayOf(until)];
  const filter: TransactionFilter = {
    ...(isGroup(group) && { group }),
    ...((direction === 'in' || direction === 'out') && { direction }),
    ...(first && { from: first }),
    ...(last && { until: new Date(last.getTime() + DAY_MS) }),
    ...(q !== '' && { reference: q.replace(/^#/, '') }),
  };
  return {
    filter,
    after: numberOf(text('after')),
    before: numberOf(text('before')),
    form: { group, direction, from, until, q },
    isFiltered: Object.keys(filter).length > 0,
  };
}

function dayOf(text: string): Date | undefined {
  if (!/^20\d\d-\d\d-\d\d$/.test(text)) return undefined;
  const day = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(day.getTime()) ? undefined : day;
}

const numberOf = (text: string): bigint | undefined =>
  /^\d{1,18}$/.test(text) ? BigInt(text) : undefined;

/** The address of the same list, with this put in or taken out; another place in it begins anew. */
export function walletAddress(
  path: string,
  form: WalletQuery['form'],
  more: Readonly<Record<string, string>> = {},
): string {
  const given = Object.entries({ ...form, ...more }).filter(([, value]) => value !== '');
  const query = new URLSearchParams(given).toString();
  return query === '' ? path : `${path}?${query}`;
}
