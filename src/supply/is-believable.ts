const FEW = 3; // so many services may go at once, whatever share of a small shop they are
const MOST_LOST_BP = 3_000n; // 30 %: more at once is a broken list, not a smaller offer

/**
 * Whether a list may be taken at its word where it leaves services out that we sell. One that lost
 * many of them, or is empty, is an accident more often than the truth, and would stop a shop.
 */
export function isBelievable(list: { offers: number; sold: number; lost: number }): boolean {
  if (list.lost === 0) return true;
  if (list.offers === 0) return false;
  if (list.lost < FEW) return true;
  return BigInt(list.lost) * 10_000n <= BigInt(list.sold) * MOST_LOST_BP;
}
