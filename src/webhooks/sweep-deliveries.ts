import { writing, type WriteStatement } from '#platform/db/statement.ts';
import type { App } from '#platform/app.ts';

const KEPT_MS = 30 * 24 * 60 * 60_000; // reliability.md 6.2
const AT_A_TIME = 5_000;

const SWEEP = writing<{ id: bigint }>(
  'webhook-deliveries-sweep',
  `delete from webhook_deliveries where id in (
     select id from webhook_deliveries where finished_at < $1 order by finished_at limit $2)
   returning id`,
);

// What waited long may be sent again long after its message was made.
const SWEEP_MESSAGES = writing<{ id: string }>(
  'webhook-messages-sweep',
  `delete from webhook_messages where id in (
     select m.id from webhook_messages m where m.created_at < $1
       and not exists (select from webhook_deliveries d where d.message = m.id)
     order by m.created_at limit $2)
   returning id`,
);

const FORGET = writing(
  'webhook-secrets-forget',
  `update webhook_endpoints set old_secret_sealed = null, old_secret_until = null
   where old_secret_until < $1`,
);

/**
 * Forgets deliveries 30 days after they ended, with their attempts and at last their message, and
 * secrets that ran out. Answers how many deliveries.
 */
export async function sweepDeliveries(app: App): Promise<number> {
  const now = app.clock.now();
  await app.transact((tx) => tx.run(FORGET, [new Date(now)]));
  const old = new Date(now - KEPT_MS);
  const swept = await sweep(app, SWEEP, old);
  await sweep(app, SWEEP_MESSAGES, old);
  return swept;
}

async function sweep(app: App, statement: WriteStatement<unknown>, old: Date): Promise<number> {
  for (let swept = 0; ;) {
    const rows = await app.transact((tx) => tx.run(statement, [old, AT_A_TIME]));
    swept += rows.length;
    if (rows.length < AT_A_TIME) return swept;
  }
}
