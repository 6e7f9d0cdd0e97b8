import type { NewsEvent } from './event.ts';

/** One of the things that a piece of news is about: an order's number, a ticket's reference. */
export type Detail = Readonly<Record<string, string | number>>;

/** What happened to an account, as one piece: the orders of an hour, the answers in a ticket. */
export type News = {
  accountId: number;
  event: NewsEvent;
  /** Of one event and subject there is one piece. */
  subject: string;
  times: number;
  /** The first few. */
  details: readonly Detail[];
  firstAt: Date;
  lastAt: Date;
};

export const MOST_DETAILS = 5; // more are a number

/** Happenings of one event and subject become one piece of news, in the order of their first. */
export function gathered(happenings: readonly News[]): News[] {
  const pieces = new Map<string, News>();
  for (const one of happenings) {
    const key = `${one.accountId} ${one.event} ${one.subject}`;
    const known = pieces.get(key);
    pieces.set(key, known ? joined(known, one) : one);
  }
  return [...pieces.values()];
}

const joined = (known: News, more: News): News => ({
  ...known,
  times: known.times + more.times,
  details: [...known.details, ...more.details].slice(0, MOST_DETAILS),
  firstAt: known.firstAt < more.firstAt ? known.firstAt : more.firstAt,
  lastAt: known.lastAt > more.lastAt ? known.lastAt : more.lastAt,
});
