import type { Copy } from './copy.ts';

/** Copies of guests' pages. */
export type PageCopies = {
  /** A copy that is still good, or nothing. */
  get(key: string): Copy | undefined;
  /** Whether it is being made for somebody already. */
  isMaking(key: string): boolean;
  /** Makes the copy, once for all who ask meanwhile. What was made before a `clear` is not kept. */
  make(key: string, goodForMs: number, render: () => Promise<Made>): Promise<Made>;
  clear(): void;
};

/** A page and whether it may be kept. */
export type Made = { copy: Copy; keep: boolean };

const MOST_COPIES = 4_000;
const MOST_BYTES = 64_000_000;

type Kept = { copy: Copy; until: number };

export function openPageCopies(
  now: () => number,
  { mostBytes = MOST_BYTES }: { mostBytes?: number } = {},
): PageCopies {
  // Two generations, as `recentMap` has them, but by bytes: what is asked for outlives what is not.
  let young = new Map<string, Kept>();
  let old = new Map<string, Kept>();
  const making = new Map<string, Promise<Made>>();
  let bytes = 0; // of the young ones
  let age = 0;

  const clear = () => {
    young = new Map();
    old = new Map();
    making.clear();
    bytes = 0;
    age++;
  };
  const keep = (key: string, kept: Kept) => {
    const size = sizeOf(key, kept);
    if (bytes + size > mostBytes / 2 || young.size >= MOST_COPIES / 2) {
      old = young;
      young = new Map();
      bytes = 0;
    }
    const before = young.get(key);
    bytes += size - (before ? sizeOf(key, before) : 0);
    young.set(key, kept);
    old.delete(key);
  };
  return {
    get(key) {
      const found = young.get(key) ?? old.get(key);
      if (!found || found.until <= now()) return undefined;
      if (!young.has(key)) keep(key, found);
      return found.copy;
    },
    isMaking: (key) => making.has(key),
    make(key, goodForMs, render) {
      const known = making.get(key);
      if (known) return known;
      const begun = age;
      const work = render()
        .then((made) => {
          if (made.keep && begun === age) keep(key, { copy: made.copy, until: now() + goodForMs });
          return made;
        })
        .finally(() => {
          if (making.get(key) === work) making.delete(key);
        });
      making.set(key, work);
      return work;
    },
    clear,
  };
}

const sizeOf = (key: string, { copy }: Kept): number =>
  2 * key.length + copy.body.length + copy.brotli.length + copy.gzip.length;
