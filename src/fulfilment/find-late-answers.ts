import type { AttemptOutcome } from '#platform/db/schema.ts';
import { reading, writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import type { Evidence } from './evidence.ts';
import type { Outcome } from './outcome.ts';

type Row = [id: bigint, outcome: AttemptOutcome | null, mayBeRepeated: boolean];

const OUTCOMES = reading<Row>(
  'attempts-outcomes',
  `select a.id, a.outcome, p.kind = 'notpanel'
   from attempts a join providers p on p.id = a.provider_id where a.id = any ($1::bigint[])`,
  { asArrays: true },
);

const SAID = writing(
  'attempts-said-late',
  `update attempts a set outcome = 'unclassified', error = s.error, answer = s.answer
   from unnest($1::bigint[], $2::text[], $3::text[]) as s (id, error, answer)
   where a.id = s.id and a.outcome = 'unknown'`,
);

/**
 * Answers that came after their attempt was given up as unknown: what is certain in them is
 * evidence, words that nobody knows are kept for a person.
 */
export async function findLateAnswers(tx: Tx, outcomes: readonly Outcome[]): Promise<Evidence[]> {
  if (outcomes.length === 0) return [];
  const rows = await tx.rows(OUTCOMES, [outcomes.map((one) => one.attemptId)]);
  const known = new Map(rows.map((row) => [row[0], row]));
  const odd = outcomes.flatMap(({ attemptId, result }) =>
    result.kind === 'unclassified' ? [{ attemptId, ...result }] : [],
  );
  if (odd.length > 0) {
    await tx.run(SAID, [
      odd.map((one) => one.attemptId),
      odd.map((one) => one.error),
      odd.map((one) => one.answer),
    ]);
  }
  return outcomes.flatMap((one) => evidenceOf(one, known.get(one.attemptId)) ?? []);
}

function evidenceOf(
  { attemptId, orderId, providerId, result }: Outcome,
  [, known, mayBeRepeated]: Row | [] = [],
): Evidence | undefined {
  const inDoubt = known === 'unknown' || known === 'unclassified';
  const piece = { attemptId, orderId, kind: 'answer', strong: true } as const;
  const source = `provider:${providerId}`;
  switch (result.kind) {
    case 'accepted': {
      // One that was settled as not placed, and is placed after all: a person must know.
      if (!inDoubt && known !== 'refused') return undefined;
      return { ...piece, verdict: 'placed', providerOrderId: result.providerOrderId, source };
    }
    case 'refused':
    case 'later':
    case 'never_sent':
      // Of this call only: it may have been sent again meanwhile, and that may have been taken.
      return inDoubt && !mayBeRepeated
        ? { ...piece, verdict: 'not_placed', note: result.error, source }
        : undefined;
    case 'unclassified':
    case 'unknown':
      return undefined;
  }
}
