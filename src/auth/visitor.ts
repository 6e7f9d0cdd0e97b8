import { AppError } from '#lib/errors.ts';

/** Who is signed in, as every page knows them. */
export type Visitor = {
  userId: string;
  accountId: number;
  sessionId: string;
  email: string;
  name: string;
  role: Role;
  /** The address was proved by a mail. */
  verified: boolean;
  locale: string;
  timeZone: string;
  signedInAt: Date;
  /** When they last showed who they are. */
  provedAt: Date;
  /** That was within ten minutes. */
  fresh: boolean;
};

export type Role = 'customer' | 'operator';

/** The shop as its visitors reach it. */
export type Site = {
  /** Its origin, such as `https://panel.example`. */
  url: string;
  name: string;
};

/** Who asks, before anybody knows who they are. */
export type Client = {
  /** As the server saw it; `X-Forwarded-For` is not for us to believe. */
  address: string;
  headers: Headers;
};

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long a session lasts without use, and at all (reliability.md 9; ASVS 7.3). */
export const SESSION_LIFE: Readonly<Record<Role, { idleMs: number; wholeMs: number }>> = {
  customer: { idleMs: DAY_MS, wholeMs: 30 * DAY_MS },
  operator: { idleMs: 15 * MINUTE_MS, wholeMs: 8 * HOUR_MS },
};

/** How long showing who one is counts for keys, money and the ways in. */
export const FRESH_MS = 10 * MINUTE_MS;

/** Refuses `scope_missing` to whoever has not shown who they are within ten minutes. */
export function requireFresh(visitor: Pick<Visitor, 'fresh'>): void {
  if (visitor.fresh) return;
  throw new AppError('scope_missing', 'show again who you are: that was over ten minutes ago');
}
