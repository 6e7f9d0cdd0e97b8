import { asMoney, type BasisPoints, type Money } from '#lib/money.ts';

/**
 * What a payment has earned in all: the percentage of what it left in the wallet, rounded down. An
 * entry is the difference to what it had earned before, so that what goes back takes its exact share
 * along, and all of it takes all.
 */
export const commissionOf = (net: Money, percentBp: BasisPoints): Money =>
  asMoney(net <= 0n ? 0n : ((net as bigint) * BigInt(percentBp)) / 10_000n);
