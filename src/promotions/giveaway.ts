import type { Money } from '#lib/money.ts';

export type GiveawayState = 'upcoming' | 'open' | 'closed' | 'drawn' | 'canceled';

export type Prize = { place: number; amount: Money };

/** A prize and the ticket that won it. Who holds the ticket is nobody's business but theirs. */
export type Winner = Prize & { ticket: string };

export type Giveaway = {
  id: number;
  state: GiveawayState;
  title: string;
  rules: string;
  prizes: readonly Prize[];
  opensAt: Date;
  closesAt: Date;
  minAgeDays: number;
  /** Of drand quicknet; null: the draw waits for nobody. */
  beaconRound: number | null;
  /** When the round is out, and where anybody reads it. */
  beaconAt: Date | null;
  beaconUrl: string | null;
  /** The hash of all terms, and of the seed and the salt, as it was published at the opening. */
  commitment: string;
  seedHash: string;
  saltHash: string;
  entries: number;
  canceled: { at: Date; reason: string } | null;
  closedAt: Date | null;
  listHash: string | null;
  beacon: { randomness: string; signature: string } | null;
  drawn: { at: Date; seed: string; salt: string } | null;
  winners: readonly Winner[];
};

type Times = {
  opens_at: Date;
  closes_at: Date;
  canceled_at: Date | null;
  drawn_at: Date | null;
};

export function stateOf(row: Times, now: Date): GiveawayState {
  if (row.canceled_at) return 'canceled';
  if (row.drawn_at) return 'drawn';
  if (now < row.opens_at) return 'upcoming';
  return now < row.closes_at ? 'open' : 'closed';
}

export const SCHEME = 'notpanel-draw-1';
export const MOST_PRIZES = 100; // giveaway_prizes_are_few: one transaction pays them all
