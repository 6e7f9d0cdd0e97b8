import type { App } from '#platform/app.ts';
import { numbers } from '#platform/db/array-literal.ts';
import { writing } from '#platform/db/statement.ts';
import type { Claimed } from './claim-deliveries.ts';

const RELEASE = writing(
  'webhook-deliveries-release',
  `update webhook_deliveries d set leased = false, due_at = $3
   from unnest($1::bigint[], $2::timestamptz[]) as c (id, lease)
   where d.id = c.id and d.leased and d.due_at = c.lease`,
);

/** Gives back what was claimed and not begun: another worker sends it at once. */
export async function releaseDeliveries(app: App, claimed: readonly Claimed[]): Promise<void> {
  if (claimed.length === 0) return;
  const sorted = [...claimed].sort((a, b) => Number(a.id - b.id));
  await app.transact((tx) =>
    tx.run(RELEASE, [
      numbers(sorted.map(({ id }) => id)),
      sorted.map(({ leaseUntil }) => leaseUntil),
      new Date(app.clock.now()),
    ]),
  );
}
