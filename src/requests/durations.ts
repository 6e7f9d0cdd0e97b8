/** Calls by how long they took: four buckets a doubling, from 32 µs to a minute. */
const FIRST_US = 32;
const PER_DOUBLING = 4;
const BUCKETS = 84;

/** Within 19 % of each other, which is what a chart of a percentile shows at most. */
export const bucketOf = (tookUs: number): number =>
  tookUs <= FIRST_US
    ? 0
    : Math.min(BUCKETS - 1, Math.floor(PER_DOUBLING * Math.log2(tookUs / FIRST_US)));

/** The middle of a bucket in microseconds. */
const middleOf = (bucket: number): number => FIRST_US * 2 ** ((bucket + 0.5) / PER_DOUBLING);

/** The duration in microseconds that `share` of the calls stay below; null without calls. */
export function percentile(buckets: readonly number[], share: number): number | null {
  const calls = buckets.reduce((sum, count) => sum + count, 0);
  if (calls === 0) return null;
  let left = Math.max(1, Math.ceil(calls * share));
  const found = buckets.findIndex((count) => (left -= count) <= 0);
  return Math.round(middleOf(found));
}

/** Adds the second to the first, which may be the shorter one. */
export function addBuckets(sum: number[], more: readonly number[]): void {
  for (const [bucket, count] of more.entries()) sum[bucket] = (sum[bucket] ?? 0) + count;
}
