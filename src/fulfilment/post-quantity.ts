import type { ReportedStatus } from '#providers/index.ts';

/**
 * How many pieces a post is charged for. The protocol tells none: what remains when it is first
 * seen is the best there is, within the customer's range; a post already delivered counts as the
 * least of it. Null where what remains is no count: a guess would never fit what comes after.
 */
export function postQuantity(
  { remains }: Pick<ReportedStatus, 'remains'>,
  { min, max }: { min: number; max: number },
): number | null {
  if (remains === 'odd' || (remains !== null && remains < 0)) return null;
  return Math.min(max, Math.max(min, remains ?? min));
}
