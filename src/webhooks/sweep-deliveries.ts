import { writing } from '#platform/db/statement.ts';
import type { App } from '#platform/app.ts';

const KEPT_MS = 30 * 24 * 60 * 60_000; // reliability.md 6.2
const AT_A_TIME = 5_000;

const SWEEP = writing<{ id: bigint }>(
  'webhook-deliveries-sweep',
  `delete from webhook_deliveries where id in (
     select id from webhook_deliveries where finished_at < $1 order by finished_at limit $2)
   returning id`,
);

const FORGET = writing(
  'webhook-secrets-forget',
  `update webhook_endpoints set old_secret_sealed = null, old_secret_until = null
   where old_secret_until < $1`,
);

/** Forgets deliveries, with their attempts, 30 days after they ended, and secrets that ran out. */
export async function sweepDeliveries(app: App): Promise<number> {
  const now = app.clock.now();
  await app.transact((tx) => tx.run(FORGET, [new Date(now)]));
  let swept = 0;
  for (;;) {
    const rows = await app.transact((tx) => tx.run(SWEEP, [new Date(now - KEPT_MS), AT_A_TIME]));
    swept += rows.length;
    if (rows.length < AT_A_TIME) return swept;
  }
}
