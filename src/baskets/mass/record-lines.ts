import { numbers } from '#platform/db/array-literal.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import type { LineFault } from './mass-line.ts';
import type { BatchName } from './read-batch.ts';

/** What became of a line: an order with its charge in nano-units, or a refusal. */
export type LineEnd = { number: number } & (
  | { orderId: number; charge: bigint }
  | { fault: LineFault }
);

const RECORD = writing(
  'mass-lines-record',
  `update mass_lines l set order_id = e.order_id, fault = e.fault,
     charge = coalesce(e.charge, l.charge)
   from unnest($3::int[], $4::int[], $5::bigint[], $6::jsonb[])
     as e (number, order_id, charge, fault)
   where (l.account_id, l.batch_id, l.number) = ($1, $2::uuid, e.number)
     and l.order_id is null and l.fault is null`,
);

/** Writes how lines ended; one that has ended stays as it is. */
export async function recordLines(
  tx: Tx,
  { accountId, id }: BatchName,
  ends: readonly LineEnd[],
): Promise<void> {
  if (ends.length === 0) return;
  await tx.run(RECORD, [
    accountId,
    id,
    numbers(ends.map((end) => end.number)),
    numbers(ends.map((end) => ('orderId' in end ? end.orderId : null))),
    numbers(ends.map((end) => ('orderId' in end ? end.charge : null))),
    ends.map((end) => ('fault' in end ? JSON.stringify(end.fault) : null)),
  ]);
}
