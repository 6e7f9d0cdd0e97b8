import { reading } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { saysDuplicate } from '#providers/index.ts';
import type { Evidence } from './evidence.ts';
import type { Outcome } from './outcome.ts';

type Row = [attemptId: bigint, doubtId: bigint, orderId: number];

// The order in doubt must be the only one that explains it: one that is known to be open on this
// link at this provider would.
const DOUBTED = reading<Row>(
  'attempts-explaining-duplicates',
  `select told.id, a.id, a.order_id
   from attempts told
   join providers p on p.id = told.provider_id and p.refuses_duplicates
   join orders o on o.id = told.order_id
   join orders u on u.status = 'unknown' and u.link = o.link and u.id <> o.id
   join attempts a on a.order_id = u.id and a.outcome in ('unknown', 'unclassified')
     and a.provider_id = told.provider_id and a.id < told.id
   where told.id = any ($1::bigint[]) and o.link <> ''
     and not exists (
       select from follows f join orders x on x.id = f.order_id
       where f.provider_id = told.provider_id and x.link = o.link)`,
  { asArrays: true },
);

/**
 * A provider that takes one order a link has said that it has one: where only an order in doubt
 * can be meant, that is weak evidence that it was placed.
 */
export async function findDuplicates(tx: Tx, outcomes: readonly Outcome[]): Promise<Evidence[]> {
  const told = outcomes.filter(
    ({ result }) => result.kind === 'later' && saysDuplicate(result.error),
  );
  if (told.length === 0) return [];
  const rows = await tx.rows(DOUBTED, [told.map((one) => one.attemptId)]);
  return told.flatMap(({ attemptId, orderId, providerId }) => {
    const meant = rows.filter(([id]) => id === attemptId);
    const [only] = meant;
    if (!only || meant.length > 1) return [];
    return [
      {
        orderId: only[2],
        attemptId: only[1],
        kind: 'duplicate_refusal',
        verdict: 'placed',
        strong: false,
        note: `order ${orderId} on the same link was refused as a duplicate`,
        source: `provider:${providerId}`,
      },
    ];
  });
}
