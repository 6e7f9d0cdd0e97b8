import type { PostReply } from '#platform/http/index.ts';
import type { Chance } from './chance.ts';
import { answerRead } from './provider-answers.ts';
import { openBook, type Booking } from './provider-book.ts';
import type { AddCall, Provider } from './provider.ts';
import { answered, BROKEN, NEVER_SENT, type Fields } from './wire.ts';

/** How an `add` goes; what is `booked` stands in the provider's book whatever we hear of it. */
const ADD_FAULTS = {
  refused: 3,
  later: 3,
  busy: 2,
  stranger: 1,
  strangerBooked: 1,
  neverSent: 4,
  lostBefore: 2,
  lostBooked: 4,
  badGateway: 1,
  badGatewayBooked: 2,
  htmlBooked: 1,
  truncatedBooked: 2,
  noIdBooked: 1,
  bothBooked: 1,
  twice: 1,
  usedId: 1,
  held: 1,
  heldBooked: 2,
} as const;
export type AddFault = keyof typeof ADD_FAULTS;

export type ProviderPlan = {
  host: string;
  kind: 'v2' | 'notpanel';
  key: string;
  mood: number;
  quotes: Map<string, bigint>;
  firstId: number;
};

/** A provider in memory behind `App.post`: an exact book, and a wire that goes wrong by the seed. */
export function openProvider(plan: ProviderPlan, chance: Chance): Provider {
  const provider: Provider = {
    host: plan.host,
    kind: plan.kind,
    quotes: plan.quotes,
    list: new Map(),
    book: openBook(chance, plan.quotes, plan.firstId),
    adds: [],
    told: new Map(),
    held: [],
    mood: plan.mood,
    down: false,
    mayHold: false,
    async post(request) {
      const fields = Object.fromEntries(new URLSearchParams(request.body)) as Fields;
      if (fields['key'] !== plan.key) return answered(200, { error: 'Invalid API key' });
      if (fields['action'] !== 'add') return answerRead(provider, fields, chance);
      return add(provider, fields, chance);
    },
  };
  return provider;
}

/** What becomes of a call is decided first, and stands in the book before anybody hears of it. */
function add(provider: Provider, fields: Fields, chance: Chance): PostReply | Promise<PostReply> {
  const known = repeated(provider, fields);
  if (known) return heard(provider, fields, 'plain', [], known.id);
  if (provider.down) {
    heard(provider, fields, 'down', [], null);
    return NEVER_SENT;
  }
  const how = chance.odds(provider.mood) ? chance.weighed<AddFault>(ADD_FAULTS) : 'plain';
  const books = how === 'plain' || how === 'twice' || how.endsWith('Booked');
  const booked = books ? [bookingOf(provider, fields)] : [];
  if (how === 'twice') booked.push(bookingOf(provider, fields));
  const ids = booked.map((one) => one.id);
  const id = ids.at(-1) ?? null;
  switch (how) {
    case 'plain':
    case 'twice':
      return heard(provider, fields, how, ids, id);
    case 'usedId':
      return heard(provider, fields, how, ids, lastLike(provider, fields)?.id ?? null);
    case 'held':
    case 'heldBooked': {
      if (!provider.mayHold) {
        heard(provider, fields, how, ids, null);
        return BROKEN;
      }
      const reply = heard(provider, fields, how, ids, id);
      return new Promise((resolve) => {
        provider.held.push({ settle: () => resolve(reply) });
      });
    }
    default:
      heard(provider, fields, how, ids, null);
      return spoiled(how, id);
  }
}

/** The newest of its kind: of an order for posts, such another one. */
const lastLike = ({ book }: Provider, { min }: Fields): Booking | undefined =>
  [...book.bookings.values()].findLast((one) => (one.standing !== null) === (min !== undefined));

/** Where the request id makes one order of all calls, the second is answered like the first. */
function repeated(provider: Provider, fields: Fields): Booking | undefined {
  const { request_id: requestId } = fields;
  if (requestId === undefined || provider.down) return undefined;
  return [...provider.book.bookings.values()].find((one) => one.requestId === requestId);
}

const CERTAIN = new Set<AddCall['how']>(['refused', 'later', 'busy', 'neverSent', 'down']);

function heard(
  provider: Provider,
  {
    link = '',
    username = '',
    request_id: requestId = null,
  }: Partial<Fields> & { request_id?: string | null },
  how: AddFault | 'plain' | 'down',
  booked: string[],
  named: string | null,
): PostReply {
  const certain = CERTAIN.has(how);
  provider.adds.push({ link: link || username, requestId, how, certain, booked, named });
  if (named === null) return answered(200, { error: 'Incorrect request' });
  return answered(200, { order: provider.kind === 'notpanel' ? named : Number(named) });
}

type Spoiling = Exclude<AddFault, 'twice' | 'usedId' | 'held' | 'heldBooked'>;

function spoiled(how: Spoiling, id: string | null): PostReply {
  const whole = JSON.stringify({ order: Number(id) });
  const answers: Record<Spoiling, PostReply> = {
    refused: answered(200, { error: 'neworder.error.link' }),
    later: answered(200, { error: 'Not enough funds on balance' }),
    busy: { ...answered(429, { error: 'slow down' }), headers: { 'retry-after': '90' } },
    stranger: answered(200, { error: 'Etwas ging schief' }),
    strangerBooked: answered(200, { error: 'Etwas ging schief' }),
    neverSent: NEVER_SENT,
    lostBefore: BROKEN,
    lostBooked: BROKEN,
    badGateway: answered(502, '<html>Bad gateway</html>'),
    badGatewayBooked: answered(502, { order: Number(id) }),
    htmlBooked: answered(200, '<html>Just a moment…</html>'),
    truncatedBooked: answered(200, whole.slice(0, -3)),
    noIdBooked: answered(200, { status: 'success' }),
    bothBooked: answered(200, { order: Number(id), error: 'Incorrect request' }),
  };
  return answers[how];
}

function bookingOf(provider: Provider, fields: Fields): Booking {
  const {
    service = '',
    link = '',
    username = '',
    request_id: requestId = null,
  } = fields as Partial<Fields>;
  const { min, max, posts } = fields;
  const standing =
    min === undefined ? null : { min: Number(min), max: Number(max), posts: Number(posts ?? 2) };
  const lines = fields['comments']?.split('\n').length;
  const quantity = standing
    ? 0
    : Number(fields['quantity'] ?? lines ?? provider.list.get(service)?.min ?? 1);
  return provider.book.book({ service, link: link || username, quantity, requestId, standing });
}
