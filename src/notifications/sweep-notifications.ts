import { sweepAccountEvents } from '#accounts/index.ts';
import type { App } from '#platform/app.ts';
import { writing } from '#platform/db/statement.ts';

const KEPT_MS = 90 * 86_400_000; // as long as mails are
const AT_A_TIME = 5_000;

const SWEEP = writing<{ id: bigint }>(
  'notifications-sweep',
  `delete from notifications where id in (
     select id from notifications where last_at < $1 order by last_at limit $2) returning id`,
);

/** Forgets news after 90 days, read or not, and what it was made of. */
export async function sweepNotifications(app: App): Promise<void> {
  const now = app.clock.now();
  await app.transact((tx) => sweepAccountEvents(tx, new Date(now)));
  const old = new Date(now - KEPT_MS);
  for (;;) {
    const swept = await app.transact((tx) => tx.run(SWEEP, [old, AT_A_TIME]));
    if (swept.length < AT_A_TIME) return;
  }
}
