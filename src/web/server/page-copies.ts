import { recentMap } from '#lib/recent-map.ts';
import type { Copy } from './copy.ts';

/** Copies of guests' pages. */
export type PageCopies = {
  /** A copy that is still good, or nothing. */
  get(key: string): Copy | undefined;
  /** Makes the copy, once for all who ask meanwhile. What was made before a `clear` is not kept. */
  make(key: string, goodForMs: number, render: () => Promise<Made>): Promise<Made>;
  clear(): void;
};

/** A page and whether it may be kept. */
export type Made = { copy: Copy; keep: boolean };

const MOST_COPIES = 4_000; // some 20 kB each, so at most 80 MB
const MOST_BYTES = 64_000_000;

type Kept = { copy: Copy; until: number };

export function openPageCopies(now: () => number): PageCopies {
  let kept = recentMap<string, Kept>(MOST_COPIES);
  const making = new Map<string, Promise<Made>>();
  let bytes = 0;
  let age = 0;

  const clear = () => {
    kept = recentMap(MOST_COPIES);
    making.clear();
    bytes = 0;
    age++;
  };
  const keep = (key: string, copy: Copy, until: number) => {
    bytes += copy.body.length + copy.brotli.length + copy.gzip.length;
    if (bytes > MOST_BYTES) clear();
    kept.set(key, { copy, until });
  };
  return {
    get(key) {
      const found = kept.get(key);
      return found && found.until > now() ? found.copy : undefined;
    },
    make(key, goodForMs, render) {
      const known = making.get(key);
      if (known) return known;
      const begun = age;
      const work = render()
        .then((made) => {
          if (made.keep && begun === age) keep(key, made.copy, now() + goodForMs);
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
