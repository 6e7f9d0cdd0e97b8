export type RecentMap<Key, Value> = {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): void;
  delete(key: Key): void;
  clear(): void;
  /** In no particular order; deleting on the way is fine. */
  entries(): IterableIterator<[Key, Value]>;
  readonly size: number;
};

/**
 * A map of at most `capacity` entries that forgets what was not used for longest. It keeps two
 * generations and drops the older one when the younger is full, so a hit costs one look-up and
 * between half the capacity and all of it is remembered.
 */
export function recentMap<Key, Value>(capacity: number): RecentMap<Key, Value> {
  const half = Math.ceil(capacity / 2);
  let young = new Map<Key, Value>();
  let old = new Map<Key, Value>();

  const set = (key: Key, value: Value) => {
    if (young.size >= half && !young.has(key)) {
      old = young;
      young = new Map();
    }
    young.set(key, value);
    old.delete(key);
  };

  return {
    get(key) {
      const found = young.get(key);
      if (found !== undefined) return found;
      const older = old.get(key);
      if (older !== undefined) set(key, older);
      return older;
    },
    set,
    delete(key) {
      young.delete(key);
      old.delete(key);
    },
    clear() {
      young.clear();
      old.clear();
    },
    *entries() {
      yield* young;
      yield* old;
    },
    get size() {
      return young.size + old.size;
    },
  };
}
