import type { AttemptOutcome } from '#platform/db/schema.ts';
import { numbers } from '#platform/db/array-literal.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import type { AddOutcome } from '#providers/index.ts';

/** What came of an attempt, to be written down. */
export type Outcome = {
  attemptId: bigint;
  number: number;
  orderId: number;
  orderedAt: Date;
  providerId: number;
  result: AddOutcome;
};

export const STORED: Record<AddOutcome['kind'], AttemptOutcome> = {
  accepted: 'accepted',
  refused: 'refused',
  later: 'later',
  unclassified: 'unclassified',
  never_sent: 'never_sent',
  unknown: 'unknown',
};

// One look into the index each: a join of a few rows with a large table is planned the other way
// round while the table is new.
const TAKEN = reading<[providerId: number, providerOrderId: string]>(
  'attempts-taken',
  `select told.provider_id, told.name
   from unnest($1::int[], $2::text[], $3::bigint[]) as told (provider_id, name, attempt_id)
   cross join lateral (
     select from attempts a
     where a.provider_id = told.provider_id and a.provider_order_id = told.name
       and a.outcome = 'accepted' and a.id <> told.attempt_id limit 1) as taken`,
  { asArrays: true },
);

/**
 * A provider that answers one id twice has one order, not two: a person must look. Of two workers
 * that are told it at the same time one fails on the index, and finds the other when it tries again.
 */
export async function withoutDoubles(db: Db, outcomes: readonly Outcome[]): Promise<Outcome[]> {
  const named = outcomes.flatMap((one) =>
    one.result.kind === 'accepted' ? [{ ...one, name: one.result.providerOrderId }] : [],
  );
  if (named.length === 0) return [...outcomes];
  const rows = await db.rows(TAKEN, [
    numbers(named.map((one) => one.providerId)),
    named.map((one) => one.name),
    numbers(named.map((one) => one.attemptId)),
  ]);
  const taken = new Set(rows.map((row) => row.join(' ')));
  return outcomes.map((outcome) => {
    const { result, providerId } = outcome;
    if (result.kind !== 'accepted') return outcome;
    const name = `${providerId} ${result.providerOrderId}`;
    if (!taken.has(name)) {
      taken.add(name);
      return outcome;
    }
    const error = `the provider's order ${result.providerOrderId} belongs to another order`;
    return { ...outcome, result: { kind: 'unclassified', error, answer: result.answer } };
  });
}
