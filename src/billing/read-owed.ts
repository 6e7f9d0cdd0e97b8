import { asMoney, type Money } from '#lib/money.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

/** What an account owes after charge-backs, and what of its deposits is in dispute. */
export type Owed = { receivable: Money; disputed: Money };

const OWED = reading<{ receivable: bigint; disputed: bigint }>(
  'billing-owed',
  `select coalesce((select sum(amount - paid - canceled - forgiven) from receivables
                    where account_id = $1 and paid + canceled + forgiven < amount), 0)::bigint
            as receivable,
          coalesce((select sum(credit) from disputes
                    where account_id = $1 and state = 'open'), 0)::bigint as disputed`,
);

export async function readOwed(db: Db, accountId: number): Promise<Owed> {
  const [row] = await db.rows(OWED, [accountId]);
  return { receivable: asMoney(row?.receivable ?? 0n), disputed: asMoney(row?.disputed ?? 0n) };
}
