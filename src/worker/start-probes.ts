import type { App } from '#platform/app.ts';
import {
  minuteOf,
  recordProbes,
  runProbes,
  type DatedProbe,
  type ProbeOptions,
} from '#status/index.ts';
import { startLoop, type Loop } from './loop.ts';

const IDLE_MS = 5_000;
const MOST_UNSAVED = 2_000; // about four hours of probes, while the database is away

/**
 * Probes the panel once a minute, in every process, and keeps what it found. What cannot be kept
 * because the database is away is kept when it is back: that it was away is then known.
 */
export function startProbes(app: App, options: ProbeOptions): Loop {
  const turn = openProbes(app, options);
  return startLoop({ name: 'probes', idleMs: IDLE_MS, log: app.log }, async () => {
    await turn();
    return false;
  });
}

/** One turn of it, to be made every few seconds. */
export function openProbes(app: App, options: ProbeOptions): () => Promise<void> {
  let unsaved: DatedProbe[] = [];
  let probed = -Infinity;
  return async () => {
    const minute = minuteOf(new Date(app.clock.now()));
    if (minute.getTime() === probed || app.draining.aborted) return;
    probed = minute.getTime();
    const found = await runProbes(app, options);
    // A process that ends refuses its own calls: that says nothing.
    if (app.draining.aborted) return;
    unsaved = [...unsaved, ...found.map((probe) => ({ ...probe, minute }))].slice(-MOST_UNSAVED);
    const saving = unsaved;
    await app.transact((tx) => recordProbes(tx, saving));
    unsaved = [];
  };
}
