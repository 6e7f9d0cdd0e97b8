import { asMoney } from '#lib/money.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import type { MassSummary } from './mass-batch.ts';

type Row = Omit<MassSummary, 'charge'> & { charge: bigint };

// Their lines are counted each time: ten batches have 10,000 at most, found by their key.
const LIST = reading<Row>(
  'mass-batches',
  `select b.id, b.created_at as "createdAt", b.confirmed_at as "confirmedAt",
     b.done_at as "doneAt", l.lines, l.placed, l.charge
   from (
     select * from mass_batches where account_id = $1 and confirmed_at is not null
     order by created_at desc limit $2
   ) b cross join lateral (
     select count(*)::int as lines, count(order_id)::int as placed,
       coalesce(sum(charge) filter (where order_id is not null), 0)::bigint as charge
     from mass_lines where account_id = b.account_id and batch_id = b.id
   ) l order by b.created_at desc`,
);

const MOST = 10;

/** The account's latest batches that were agreed to, the newest first. */
export async function listBatches(db: Db, accountId: number): Promise<MassSummary[]> {
  const rows = await db.rows(LIST, [accountId, MOST]);
  return rows.map((row) => ({ ...row, charge: asMoney(row.charge) }));
}
