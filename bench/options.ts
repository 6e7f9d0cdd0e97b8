import type { Pace } from './rounds.ts';

/** What a run is to do. */
export type Options = {
  /** Empty, for databases of the run's own. */
  folder: string;
  pace: Pace;
  /** Beginnings of the names of what is measured; undefined: everything. */
  only: string[] | undefined;
  million: boolean;
  /** Whether `npm start` is timed. */
  start: boolean;
  /** A folder for CPU profiles of the server. */
  profile: string | undefined;
  /** Further flags of the server's Node. */
  flags: string[];
  signal: AbortSignal;
  tell(text: string): void;
};
