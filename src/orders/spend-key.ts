import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';

const SPEND = writing<{ key_id: number }>(
  'key-spend-guarded',
  `insert into key_spend (key_id, day, amount)
   select $1, $2, $3::bigint where $3::bigint <= $4::bigint
   on conflict (key_id, day) do update set amount = key_spend.amount + excluded.amount
     where key_spend.amount + excluded.amount <= $4::bigint
   returning key_id`,
);

export type KeySpend = { keyId: number; amount: bigint; dailyCap: bigint; now: Date };

/**
 * Counts an amount against what a key may spend on a UTC day; false, and nothing is counted, where
 * the cap does not carry it. The wallet of the key's account must be locked.
 */
export async function spendKey(tx: Tx, spend: KeySpend): Promise<boolean> {
  const { keyId, amount, dailyCap, now } = spend;
  const day = now.toISOString().slice(0, 10);
  return (await tx.run(SPEND, [keyId, day, amount, dailyCap])).length > 0;
}
