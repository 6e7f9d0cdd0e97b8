import { readWallet } from '#ledger/index.ts';
import type { Money } from '#lib/money.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

/** How long a closed account can be taken back, before what it says of a person goes. */
export const ERASED_AFTER_MS = 30 * 86_400_000;

/** What the end of an account would come to. */
export type Closing = {
  balance: Money;
  /** Why it cannot be closed yet. */
  obstacles: readonly Obstacle[];
};

export type Obstacle = 'orders' | 'payments' | 'debt';

const OBSTACLES = reading<{ obstacle: Obstacle }>(
  'closing-obstacles',
  `select 'orders' as obstacle where exists (
     select from orders where account_id = $1 and status = any ($2::order_status[]))
   union all
   select 'payments' where exists (
     select from payment_refunds where account_id = $1 and ended_at is null
     union all select from disputes where account_id = $1 and state = 'open')
   union all
   select 'debt' where exists (
     select from receivables where account_id = $1 and amount > paid + canceled + forgiven)`,
);

const OPEN = ['pending', 'submitting', 'unknown', 'processing', 'in_progress'];

/** The wallet of an account, and what stands in the way of its end. */
export async function readClosing(db: Db, accountId: number): Promise<Closing> {
  const { balance } = await readWallet(db, accountId);
  const rows = await db.rows(OBSTACLES, [accountId, OPEN]);
  return { balance, obstacles: rows.map(({ obstacle }) => obstacle) };
}
