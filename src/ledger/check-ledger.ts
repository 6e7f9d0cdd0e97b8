import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

/** A rule that the books broke, with the rows that show it. */
export type Finding = { rule: string; detail: string };

const MOST_FINDINGS = 20; // enough to see the pattern

const WALLETS = reading<{ id: bigint; balance: bigint; sum: bigint }>(
  'check-wallets',
  `with moves as (
     select to_id as id, amount from transfers where to_id > 0
     union all
     select from_id, -amount from transfers where from_id > 0
   ), sums as (select id, sum(amount) as amount from moves group by id)
   select coalesce(w.id, s.id) as id, coalesce(w.balance, 0) as balance,
          coalesce(s.amount, 0)::bigint as sum
   from wallets w full join sums s on s.id = w.id
   where w.id is null or w.balance <> coalesce(s.amount, 0)
   limit ${MOST_FINDINGS}`,
);

const STRANGERS = reading<{ id: bigint; ledger: bigint }>(
  'check-strangers',
  `select t.id, l.id as ledger from transfers t cross join lateral (values (t.from_id), (t.to_id)) as l (id)
   where l.id < 0 and not exists (select from system_ledgers s where s.id = l.id)
   limit ${MOST_FINDINGS}`,
);

const SOURCES = reading<{ id: bigint; from_id: bigint; to_id: bigint }>(
  'check-deposits',
  `select id, from_id, to_id from transfers
   where kind = 'deposit' and not (from_id = -3 and to_id > 0)
   limit ${MOST_FINDINGS}`,
);

const OVERDRAWN = reading<{ id: bigint; balance: bigint }>(
  'check-overdrawn',
  `select id, balance from wallets where balance + credit_limit < 0 limit ${MOST_FINDINGS}`,
);

/** Proves that every wallet equals the sum of its transfers and none is overdrawn. */
export async function checkLedger(db: Db): Promise<Finding[]> {
  const wallets = await db.rows(WALLETS);
  const strangers = await db.rows(STRANGERS);
  const sources = await db.rows(SOURCES);
  const overdrawn = await db.rows(OVERDRAWN);
  return [
    ...wallets.map((row) => ({
      rule: 'a wallet equals the sum of its transfers',
      detail: `wallet ${row.id} holds ${row.balance}, its transfers make ${row.sum}`,
    })),
    ...strangers.map((row) => ({
      rule: 'a transfer moves between known ledgers',
      detail: `transfer ${row.id} names the ledger ${row.ledger}`,
    })),
    ...sources.map((row) => ({
      rule: 'a deposit comes from outside',
      detail: `deposit ${row.id} goes from ${row.from_id} to ${row.to_id}`,
    })),
    ...overdrawn.map((row) => ({
      rule: 'no wallet is overdrawn',
      detail: `wallet ${row.id} holds ${row.balance}`,
    })),
  ];
}
