/** A small repeatable generator (mulberry32): the same seed is the same shop on every machine. */
export function openRandom(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    /** From `low` up to, not including, `high`. */
    between: (low: number, high: number): number => low + (high - low) * next(),
    /** `count` of the list, each at most once, in the order of the list. */
    some<T>(list: readonly T[], count: number): T[] {
      const ranked = list.map((item, index) => ({ item, index, rank: next() }));
      const taken = ranked.sort((a, b) => a.rank - b.rank).slice(0, count);
      return taken.sort((a, b) => a.index - b.index).map((one) => one.item);
    },
  };
}

export type Random = ReturnType<typeof openRandom>;
