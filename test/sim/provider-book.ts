import type { Chance } from './chance.ts';

/** A provider's word on an order, as panels write it. */
export type Word =
  | 'Pending'
  | 'Processing'
  | 'In progress'
  | 'Completed'
  | 'Partial'
  | 'Canceled'
  | 'Active';

/** One line of a provider's own ledger: what it booked, and would bill. */
export type Booking = {
  readonly id: string;
  readonly service: string;
  readonly link: string;
  readonly quantity: number;
  readonly requestId: string | null;
  /** Micro-units per 1000, as they were when it was booked. */
  readonly quote: bigint;
  /** Nano-units that it took when it booked, and what it gave back since. */
  readonly charge: bigint;
  givenBack: bigint;
  word: Word;
  remains: number;
  /** Every state that it was in, oldest first, so that an old one can be told again. */
  readonly past: { word: Word; remains: number }[];
  /** Set for an order for every post of a profile. */
  readonly standing: { min: number; max: number; posts: number } | null;
  /** The standing order that found this post. */
  readonly parent: string | null;
  refill: { id: string; word: 'In progress' | 'Completed' | 'Rejected' } | null;
};

export type Book = {
  readonly bookings: ReadonlyMap<string, Booking>;
  /** Nano-units: topped up with `FUNDS`, exact to the last digit. */
  balance(): bigint;
  book(order: NewBooking): Booking;
  postsOf(standing: Booking): Booking[];
  /** Some of what is open gets on, or ends. */
  advance(share: number): void;
  end(booking: Booking, word: 'Completed' | 'Partial' | 'Canceled', remains: number): void;
  refill(booking: Booking): string;
};

export type NewBooking = Pick<
  Booking,
  'service' | 'link' | 'quantity' | 'requestId' | 'standing'
> & {
  parent?: string;
};

export const FUNDS = 10n ** 15n;
const ENDED = new Set<Word>(['Completed', 'Partial', 'Canceled']);

export const isEnded = ({ word }: Booking): boolean => ENDED.has(word);

type Pages = Pick<Book, 'bookings' | 'balance' | 'book' | 'postsOf' | 'end'> & {
  change(booking: Booking, word: Word, remains: number): void;
};

/** Keeps an exact book of its own; `quotes` are micro-units per 1000, `firstId` tells providers apart. */
export function openBook(
  chance: Chance,
  quotes: ReadonlyMap<string, bigint>,
  firstId: number,
): Book {
  const pages = openPages(quotes, firstId);
  const getOn = openDelivery(chance, pages);
  let refills = 0;
  return {
    ...pages,
    advance(share) {
      for (const booking of [...pages.bookings.values()]) {
        if (booking.refill?.word === 'In progress' && chance.odds(share)) {
          booking.refill.word = chance.pick(['Completed', 'Completed', 'Rejected']);
        }
        if (!isEnded(booking) && chance.odds(share)) getOn(booking);
      }
    },
    refill(booking) {
      if (booking.refill?.word !== 'In progress') {
        refills += 1;
        booking.refill = { id: String(firstId + refills), word: 'In progress' };
      }
      return booking.refill.id;
    },
  };
}

function openPages(quotes: ReadonlyMap<string, bigint>, firstId: number): Pages {
  const bookings = new Map<string, Booking>();
  let balance = FUNDS;

  const book = ({ parent, ...order }: NewBooking): Booking => {
    const quote = quotes.get(order.service) ?? 0n;
    const charge = quote * BigInt(order.quantity);
    const booking: Booking = {
      ...order,
      parent: parent ?? null,
      id: String(firstId + bookings.size),
      quote,
      charge,
      givenBack: 0n,
      word: order.standing ? 'Active' : 'Pending',
      remains: order.quantity,
      past: [],
      refill: null,
    };
    balance -= charge;
    bookings.set(booking.id, booking);
    return booking;
  };
  const change = (booking: Booking, word: Word, remains: number) => {
    booking.past.push({ word: booking.word, remains: booking.remains });
    booking.word = word;
    booking.remains = remains;
  };
  const end: Book['end'] = (booking, word, remains) => {
    if (isEnded(booking)) return;
    change(booking, word, remains);
    const undone = word === 'Completed' ? 0 : word === 'Canceled' ? booking.quantity : remains;
    booking.givenBack = booking.quote * BigInt(undone);
    balance += booking.givenBack;
  };
  const postsOf = ({ id }: Booking) => [...bookings.values()].filter((one) => one.parent === id);
  return { bookings, balance: () => balance, book, change, end, postsOf };
}

/** Gets a booking on by chance: a standing order finds a post, any other is delivered or ends. */
function openDelivery(chance: Chance, { book, change, end, postsOf }: Pages) {
  const findPost = (standing: Booking) => {
    const { min, max, posts } = standing.standing as NonNullable<Booking['standing']>;
    const found = postsOf(standing).length;
    if (found >= posts) return change(standing, 'Completed', 0);
    const link = `https://example.com/post/${standing.id}-${found + 1}`;
    const quantity = chance.int(min, max);
    const { service, id: parent } = standing;
    book({ service, link, quantity, requestId: null, standing: null, parent });
  };
  const deliver = (booking: Booking) => {
    if (booking.word === 'Pending' && chance.odds(0.7)) {
      return change(booking, chance.pick(['Processing', 'In progress']), booking.remains);
    }
    const word = chance.weighed({ Completed: 5, 'In progress': 3, Partial: 2, Canceled: 1 });
    const remains = chance.int(0, booking.remains);
    if (word === 'In progress') return change(booking, word, remains);
    end(booking, word, word === 'Completed' ? 0 : remains);
  };
  return (booking: Booking) => (booking.standing ? findPost(booking) : deliver(booking));
}
