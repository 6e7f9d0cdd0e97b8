import type { PostReply } from '#platform/http/index.ts';
import type { Chance } from './chance.ts';
import { isEnded, type Booking } from './provider-book.ts';
import type { Provider } from './provider.ts';
import { answered, BROKEN, type Fields } from './wire.ts';

const MISS = { error: 'Incorrect order ID' };

/** Faults of calls that may be asked again. */
const READ_FAULTS: Record<string, PostReply> = {
  neverSent: { kind: 'never_sent', error: 'ENOTFOUND' },
  lost: BROKEN,
  badGateway: answered(502, '<html>Bad gateway</html>'),
  html: answered(200, '<html>Just a moment…</html>'),
  busy: answered(429, { error: 'Rate limit exceeded' }),
  truncated: answered(200, '{"1": {"status": "Compl'),
  empty: answered(200, {}),
};

/** What a single order's status may suffer. */
const ROW_FAULTS = {
  stale: 6,
  wordless: 1,
  strange: 2,
  negative: 1,
  tooMany: 1,
  noNumber: 1,
  missing: 2,
  error: 1,
} as const;

/** Every action but `add`. Repeats, old news and nonsense are part of the wire. */
export function answerRead(provider: Provider, fields: Fields, chance: Chance): PostReply {
  if (provider.down) return READ_FAULTS['neverSent'] as PostReply;
  const wrong = chance.odds(provider.mood / 2);
  // A wish is heard even where its answer gets lost.
  const truth = ACTIONS[fields['action'] ?? '']?.(provider, fields, chance);
  if (truth === undefined) return answered(200, { error: 'Incorrect request' });
  return wrong
    ? (READ_FAULTS[chance.pick(Object.keys(READ_FAULTS))] as PostReply)
    : answered(200, truth);
}

type Action = (provider: Provider, fields: Fields, chance: Chance) => unknown;

const ACTIONS: Record<string, Action> = {
  status: (provider, fields, chance) =>
    oneOrMany(fields, 'order', (id) => status(provider, id, chance)),
  cancel: (provider, fields, chance) =>
    listOf(fields['orders']).map((id) => ({ order: id, cancel: cancel(provider, id, chance) })),
  refill: (provider, fields, chance) => {
    const booking = provider.book.bookings.get(fields['order'] ?? '');
    if (!booking) return MISS;
    if (!isEnded(booking) || chance.odds(0.2)) return { error: 'Refill is not available' };
    return { refill: provider.book.refill(booking) };
  },
  refill_status: (provider, fields) =>
    oneOrMany(fields, 'refill', (id) => {
      const known = [...provider.book.bookings.values()].find((one) => one.refill?.id === id);
      return known?.refill ? { status: known.refill.word } : { error: 'Refill not found' };
    }),
  services: ({ list, quotes }) =>
    [...list].map(([service, offered]) => ({
      service,
      name: `Service ${service}`,
      category: 'All',
      rate: micro(quotes.get(service) ?? 0n),
      ...offered,
    })),
  balance: (provider) => ({ balance: decimal(provider.book.balance()), currency: 'USD' }),
};

function status(provider: Provider, id: string, chance: Chance): unknown {
  const booking = provider.book.bookings.get(id);
  if (!booking) return MISS;
  const fault = chance.odds(provider.mood) ? chance.weighed(ROW_FAULTS) : null;
  if (booking.standing) return fault === 'missing' ? undefined : standing(provider, booking);
  const old = fault === 'stale' && booking.past.length > 0 ? chance.pick(booking.past) : booking;
  const { remains } = old;
  const honest = {
    charge: decimal(booking.charge - booking.givenBack),
    start_count: '100',
    status: old.word as string,
    remains: String(remains) as string | number,
    currency: 'USD',
  };
  switch (fault) {
    case 'missing':
      return undefined;
    case 'error':
      return { error: 'Incorrect order ID' };
    case 'strange':
      return { ...honest, status: 'Wird bald' };
    case 'wordless':
      return { charge: '0' };
    case 'negative':
      return told(provider, booking, { ...honest, remains: -5 });
    case 'tooMany':
      return told(provider, booking, { ...honest, remains: booking.quantity + 7 });
    case 'noNumber':
      return told(provider, booking, { ...honest, remains: 'abc' });
    default:
      return told(provider, booking, honest);
  }
}

/** Notes which ending was told, with what was said to remain. */
function told<Row extends { status: string; remains: string | number }>(
  provider: Provider,
  { id }: Booking,
  row: Row,
): Row {
  const endings = provider.told.get(id) ?? new Set<string>();
  provider.told.set(id, endings.add(`${row.status} ${row.remains}`).add(row.status));
  return row;
}

function standing(provider: Provider, booking: Booking): unknown {
  const orders = provider.book.postsOf(booking).map((one) => Number(one.id));
  const posts = String(booking.standing?.posts ?? 0);
  return told(provider, booking, {
    status: booking.word,
    expiry: null,
    posts,
    orders,
    remains: '',
  });
}

function cancel(provider: Provider, id: string, chance: Chance): unknown {
  const booking = provider.book.bookings.get(id);
  if (!booking) return MISS;
  const verdict = chance.weighed({ taken: 5, ignored: 2, refused: 2 });
  if (verdict === 'refused') return { error: 'Incorrect order ID' };
  if (verdict === 'taken' && !isEnded(booking)) {
    const begun = booking.word === 'In progress';
    provider.book.end(booking, begun ? 'Partial' : 'Canceled', booking.remains);
  }
  return 1;
}

function oneOrMany(fields: Fields, name: string, answer: (id: string) => unknown): unknown {
  const many = fields[`${name}s`];
  if (many === undefined) return answer(fields[name] ?? '') ?? {};
  return Object.fromEntries(listOf(many).map((id) => [id, answer(id)]));
}

// In an order of their own, so that chance does not hang on how the question was put.
const listOf = (text = ''): string[] =>
  text
    .split(',')
    .filter((one) => one !== '')
    .sort();

function micro(rate: bigint): string {
  const digits = rate.toString().padStart(7, '0');
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

function decimal(nano: bigint): string {
  const digits = nano.toString().padStart(10, '0');
  return `${digits.slice(0, -9)}.${digits.slice(-9)}`;
}
