import { recentMap } from '#lib/recent-map.ts';
import { isCurrent, type Window } from './admit.ts';

export type Windows = {
  /** The window of this minute, or a new one that is then remembered. */
  of(subject: string, minute: number): Window;
  /** The window of this minute, if one is known. */
  known(subject: string, minute: number): Window | undefined;
  set(subject: string, window: Window): void;
  readonly size: number;
};

// reliability.md 7.2. A subject that is forgotten is asked of the store again; a million
// addresses stay under 20 MB.
const MOST_REMEMBERED = 100_000;

/** What one process knows of the windows: the last answers of the store and its own counts. */
export function openWindows(): Windows {
  const windows = recentMap<string, Window>(MOST_REMEMBERED);
  const known = (subject: string, minute: number) => {
    const window = windows.get(subject);
    return window !== undefined && isCurrent(window, minute) ? window : undefined;
  };
  return {
    known,
    of(subject, minute) {
      const window = known(subject, minute);
      if (window) return window;
      const fresh = { minute, used: 0, unshared: 0 };
      windows.set(subject, fresh);
      return fresh;
    },
    set: windows.set,
    get size() {
      return windows.size;
    },
  };
}
