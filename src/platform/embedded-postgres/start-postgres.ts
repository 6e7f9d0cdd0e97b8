import { AppError } from '#lib/errors.ts';
import { createShopDatabase } from '../db/roles.ts';
import type { Log } from '../log.ts';
import { urlOf } from './address.ts';
import { hold, release } from './hold.ts';
import { findPlace, type Place } from './place.ts';
import type { DataDirOptions } from './resolve-data-dir.ts';
import { duringSetup } from './session.ts';
import { supervise } from './supervise.ts';

export type Postgres = AsyncDisposable & {
  /** The administrator, connected to the database `postgres`. */
  readonly superUrl: string;
  /** Owns the shop's database and migrates it. */
  readonly ownerUrl: string;
  /** What the application works as. */
  readonly appUrl: string;
  readonly dataDir: string;
  /** For people: whom Postgres runs as and which data folder it has instead, with the reason. */
  readonly note: string | undefined;
  /** It was running already. */
  readonly adopted: boolean;
  /** It replayed its log after a crash. */
  readonly recovered: boolean;
  /** The shop's database was made just now. */
  readonly first: boolean;
  /** `heard` is called after each return of a server that went away. */
  onRestart(heard: () => void): void;
  /** Stops the server unless another process uses it. Ends in 12 s; end the pools before. */
  stop(): Promise<void>;
};

export type PostgresOptions = DataDirOptions & {
  dataDir: string;
  log: Log;
  /** False stops a server that is running already and starts it anew. */
  adopt?: boolean;
  /** Gives up a start that is under way, and leaves nothing running. */
  signal?: AbortSignal;
};

/**
 * Finds or starts the Postgres of a data folder for the one panel that owns it, and keeps it
 * running until `stop`. Refuses with `conflict` while another panel runs there, and with
 * `invalid_setting` or `unavailable` and the reason when it cannot be started.
 */
export const startPostgres = (options: PostgresOptions): Promise<Postgres> => open(options, true);

/** The same for a command beside the panel: it shares the server and, as the last, stops it. */
export const usePostgres = (options: PostgresOptions): Promise<Postgres> => open(options, false);

async function open(options: PostgresOptions, owner: boolean): Promise<Postgres> {
  const { log, adopt = true, signal = new AbortController().signal } = options;
  const place = await findPlace(options.dataDir, options);
  const holding = { place, log, owner, signal };
  let joined = await hold(holding);
  if (joined.adopted && !adopt) {
    if (!(await release(place, joined.session))) {
      const text = `other processes use the database in ${place.dataDir.path}: stop them first`;
      throw new AppError('conflict', text);
    }
    joined = await hold(holding);
  }
  const urls = urlsOf(place);
  let first: boolean;
  try {
    signal.throwIfAborted();
    first = await duringSetup(joined.session, () =>
      createShopDatabase(urls.superUrl, place.credentials),
    );
  } catch (error) {
    await release(place, joined.session);
    throw error;
  }
  const { adopted, recovered } = joined;
  const keeper = supervise({ place, log, owner }, joined.session);
  let stopping: Promise<void> | undefined;
  const stop = () =>
    (stopping ??= keeper.end().then(async (last) => void (await release(place, last))));
  return {
    ...urls,
    dataDir: place.dataDir.path,
    note: place.dataDir.note,
    adopted,
    recovered,
    first,
    onRestart: keeper.onRestart,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function urlsOf({ address, credentials }: Place) {
  return {
    superUrl: urlOf(address, 'postgres', credentials, 'postgres'),
    ownerUrl: urlOf(address, 'notpanel_owner', credentials, 'notpanel'),
    appUrl: urlOf(address, 'notpanel_app', credentials, 'notpanel'),
  };
}
