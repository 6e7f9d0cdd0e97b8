import { errorOf, type About, type ApiError } from './errors.ts';

// What the panel answers, read the same from either dialect: ids are texts, amounts decimal
// strings, counts numbers. A reader throws on anything else.

type Reader<Value> = (json: unknown) => Value;
type Row = Record<string, unknown>;

export const text: Reader<string> = (json) =>
  typeof json === 'string' ? json : fail('a text is missing');

export const id: Reader<string> = (json) =>
  Number.isSafeInteger(json) ? String(json) : text(json) || fail('an id is missing');

const count: Reader<number> = (json) => {
  const read = typeof json === 'string' && /^\d+$/.test(json) ? Number(json) : json;
  return typeof read === 'number' && Number.isSafeInteger(read) ? read : fail('no count');
};

const decimal: Reader<string> = (json) =>
  /^-?\d+(\.\d+)?$/.test(text(json)) ? text(json) : fail('an amount is missing');

const flag: Reader<boolean> = (json) => json === true;

/** `In progress` is `in_progress`. */
export const word =
  <Word extends string>(): Reader<Word> =>
  (json) =>
    text(json).toLowerCase().replaceAll(' ', '_') as Word;

const optional =
  <Value>(read: Reader<Value>): Reader<Value | undefined> =>
  (json) =>
    json === undefined ? undefined : read(json);

const nullable =
  <Value>(read: Reader<Value>): Reader<Value | null> =>
  (json) =>
    json === null || json === undefined ? null : read(json);

export const list =
  <Value>(read: Reader<Value>): Reader<Value[]> =>
  (json) =>
    Array.isArray(json) ? json.map(read) : fail('a list is missing');

export const row: Reader<Row> = (json) =>
  typeof json === 'object' && json !== null && !Array.isArray(json)
    ? (json as Row)
    : fail('an object is missing');

const record =
  <Shape extends Record<string, Reader<unknown>>>(
    shape: Shape,
  ): Reader<{ [Name in keyof Shape]: ReturnType<Shape[Name]> }> =>
  (json) => {
    const fields = row(json);
    const read = Object.entries(shape).map(([name, reader]) => [name, reader(fields[name])]);
    return Object.fromEntries(read) as { [Name in keyof Shape]: ReturnType<Shape[Name]> };
  };

export const field =
  <Value>(name: string, read: Reader<Value>): Reader<Value> =>
  (json) =>
    read(row(json)[name]);

export const service = record({
  service: count,
  name: text,
  type: text,
  category: text,
  /** Your own price per 1000. */
  rate: decimal,
  min: count,
  max: count,
  refill: flag,
  cancel: flag,
  dripfeed: flag,
  description: text,
  /** Minutes, measured. */
  average_time: nullable(count),
  /** How it is delivered. */
  delivery: text,
});
export type Service = ReturnType<typeof service>;

type OrderWord = 'pending' | 'processing' | 'in_progress' | 'completed' | 'partial' | 'canceled';
type SubscriptionWord = 'active' | 'paused' | 'completed' | 'expired' | 'canceled';
export type RefillWord = 'pending' | 'in_progress' | 'completed' | 'rejected';

export const orderStatus = record({
  status: word<OrderWord | SubscriptionWord>(),
  charge: decimal,
  start_count: count,
  remains: count,
  currency: text,
  /** Of a drip-feed. */
  runs: optional(count),
  /** Of a subscription. */
  posts: optional(count),
  expiry: optional(nullable(text)),
  /** What a drip-feed or a subscription has ordered. */
  orders: optional(list(id)),
});
export type OrderStatus = ReturnType<typeof orderStatus>;

export const balance = record({ balance: decimal, currency: text });
export type Balance = ReturnType<typeof balance>;

/** The secret is shown this once. */
export const issuedWebhook = record({ webhook: id, secret: text });
export type IssuedWebhook = ReturnType<typeof issuedWebhook>;

export const webhook = record({
  webhook: id,
  url: text,
  events: list(text),
  status: word<'active' | 'failing' | 'disabled'>(),
  reason: nullable(text),
});
export type WebhookEndpoint = ReturnType<typeof webhook>;

/** A field of a batch's row, or the error that stands beside it or in its place. */
export function outcome<Value>(
  fields: Row,
  name: string,
  read: Reader<Value>,
  about: About,
): Value | ApiError {
  const value = fields[name];
  const { error } = 'error' in fields ? fields : ((value ?? {}) as Row);
  return error === undefined ? read(value) : errorOf(text(error), about);
}

/** What became of each id, in the order and the writing in which they were asked for. */
export function inOrder<Value>(
  asked: readonly (string | number)[],
  found: Iterable<readonly [unknown, Value]>,
): Map<string, Value> {
  const byNumber = new Map(Array.from(found, ([key, value]) => [bare(id(key)), value]));
  return new Map(
    asked.map((one) => {
      const value = byNumber.get(bare(String(one)));
      return [String(one), value ?? fail(`nothing is said of ${one}`)];
    }),
  );
}

/** `ord_7`, `7` and `007` are one order. */
const bare = (written: string): string => written.replace(/^(?:ord_|ref_)?0*(?=\d+$)/, '');

function fail(what: string): never {
  throw new TypeError(what);
}
