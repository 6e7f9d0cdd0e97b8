import { formatMoney } from '#lib/money.ts';
import { sha256, type DrawTerms } from './draw.ts';
import type { Giveaway } from './giveaway.ts';

/** The terms in the form in which they are hashed and published. */
export const termsOf = (giveaway: Omit<Giveaway, 'commitment'>, currency: string): DrawTerms => ({
  giveaway: giveaway.id,
  title: giveaway.title,
  prizes: giveaway.prizes.map(({ amount }) => formatMoney(amount)),
  currency,
  opens_at: giveaway.opensAt.toISOString(),
  closes_at: giveaway.closesAt.toISOString(),
  min_account_age_days: giveaway.minAgeDays,
  rules_sha256: sha256(giveaway.rules),
  beacon: giveaway.beaconRound === null ? 'none' : `drand-quicknet ${giveaway.beaconRound}`,
  seed_sha256: giveaway.seedHash,
  salt_sha256: giveaway.saltHash,
});
