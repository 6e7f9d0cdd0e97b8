import type { App } from '../app.ts';
import { writing } from '../db/statement.ts';
import { minuteOf } from './decision.ts';

const KEPT_MINUTES = 5; // far more than the clocks of two hosts may differ
const AT_ONCE = 10_000; // some tens of milliseconds

const SWEEP = writing<{ swept: bigint }>(
  'sweep_rate_windows',
  `with old as (
     select ctid from rate_windows where minute < $1 limit $2 for update skip locked
   ), swept as (
     delete from rate_windows where ctid = any (array(select ctid from old)) returning 1
   )
   select count(*) as swept from swept`,
);

/**
 * Removes the windows of subjects that have not called for some minutes, and waits for nobody's
 * lock. A task of the worker, every few minutes: the table then holds the recent callers only.
 */
export async function sweepWindows(app: App): Promise<void> {
  const oldest = minuteOf(app.clock.now()) - KEPT_MINUTES;
  let swept: number;
  do {
    const rows = await app.transact((tx) => tx.run(SWEEP, [oldest, AT_ONCE]));
    swept = Number(rows[0]?.swept ?? 0);
  } while (swept === AT_ONCE);
}
