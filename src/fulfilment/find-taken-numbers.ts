import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

type Named = { attemptId: bigint; providerId: number; number: string };

const TAKEN = reading<[attemptId: bigint]>(
  'attempts-numbers-taken',
  `select asked.id
   from unnest($1::bigint[], $2::int[], $3::text[]) as asked (id, provider_id, number)
   join attempts a on a.provider_id = asked.provider_id and a.provider_order_id = asked.number
     and a.outcome = 'accepted' and a.id <> asked.id`,
  { asArrays: true },
);

/** Attempts whose number at the provider is that of another order, here or among those asked. */
export async function findTakenNumbers(db: Db, asked: readonly Named[]): Promise<Set<bigint>> {
  if (asked.length === 0) return new Set();
  const rows = await db.rows(TAKEN, [
    asked.map((one) => one.attemptId),
    asked.map((one) => one.providerId),
    asked.map((one) => one.number),
  ]);
  const taken = new Set(rows.map(([id]) => id));
  const seen = new Set<string>();
  for (const { attemptId, providerId, number } of asked) {
    const name = `${providerId} ${number}`;
    if (seen.has(name)) taken.add(attemptId);
    seen.add(name);
  }
  return taken;
}
