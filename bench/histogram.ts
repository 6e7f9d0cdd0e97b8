/** Counts of whole microseconds, exact below 1 ms and to 1 part in 512 above it. */
export type Histogram = {
  record(us: number): void;
  /** The value in ms that the given share (0..1) of the recordings does not exceed. */
  quantile(share: number): number;
  readonly count: number;
  readonly maxMs: number;
};

const SUB_BITS = 10; // 1024 exact values, then 512 buckets for each doubling
const EXACT = 1 << SUB_BITS;
const HALF = EXACT >> 1;
const DOUBLINGS = 21; // up to 2^31 µs, more than half an hour
const CEILING_US = 2 ** (SUB_BITS + DOUBLINGS) - 1;

export function openHistogram(): Histogram {
  const buckets = new Uint32Array(EXACT + DOUBLINGS * HALF);
  let count = 0;
  let maxUs = 0;
  return {
    record(us) {
      const value = us > CEILING_US ? CEILING_US : us | 0;
      buckets[bucketOf(value)]! += 1;
      count += 1;
      if (us > maxUs) maxUs = us;
    },
    quantile(share) {
      if (count === 0) return Number.NaN;
      const wanted = Math.max(1, Math.ceil(share * count));
      let seen = 0;
      for (let index = 0; index < buckets.length; index += 1) {
        seen += buckets[index]!;
        if (seen >= wanted) return Math.min(upperUs(index), maxUs) / 1000;
      }
      return maxUs / 1000;
    },
    get count() {
      return count;
    },
    get maxMs() {
      return maxUs / 1000;
    },
  };
}

function bucketOf(us: number): number {
  if (us < EXACT) return us;
  const doubling = 31 - Math.clz32(us) - SUB_BITS + 1;
  return EXACT + (doubling - 1) * HALF + ((us >>> doubling) - HALF);
}

function upperUs(index: number): number {
  if (index < EXACT) return index;
  const doubling = Math.floor((index - EXACT) / HALF) + 1;
  const within = (index - EXACT) % HALF;
  return (HALF + within + 1) * 2 ** doubling - 1;
}
