import { AppError } from '#lib/errors.ts';
import type { Db, Tx } from '#platform/db/types.ts';

/** What becomes of an order that stays in doubt: its customer is refunded, or it is held on. */
export type UnknownPolicy = { act: 'refund' | 'hold'; afterHours: number };

export const POLICIES = ['refund', 'hold'] as const;

const DEFAULT: UnknownPolicy = { act: 'refund', afterHours: 24 }; // reliability.md 5.2
const LONGEST_HOURS = 720; // a month: no customer waits for longer without an answer
const ACT = 'unknown.policy';
const AFTER = 'unknown.after_hours';

/** As the operator set it; what was never set is refund after 24 hours. */
export async function readUnknownPolicy(db: Db): Promise<UnknownPolicy> {
  const rows = await db
    .selectFrom('settings')
    .select(['name', 'value'])
    .where('name', 'in', [ACT, AFTER])
    .execute();
  const known = new Map(rows.map((row) => [row.name, row.value]));
  const act = POLICIES.find((one) => one === known.get(ACT));
  const hours = known.get(AFTER);
  return {
    act: act ?? DEFAULT.act,
    afterHours: typeof hours === 'number' ? hours : DEFAULT.afterHours,
  };
}

/** Changes what is given. Refuses `invalid_parameter` for other than 1 to 720 hours. */
export async function setUnknownPolicy(
  tx: Tx,
  policy: Partial<UnknownPolicy>,
  now: Date,
): Promise<UnknownPolicy> {
  const next = { ...(await readUnknownPolicy(tx)), ...policy };
  if (
    !Number.isInteger(next.afterHours) ||
    next.afterHours < 1 ||
    next.afterHours > LONGEST_HOURS
  ) {
    throw new AppError('invalid_parameter', `use 1 to ${LONGEST_HOURS} hours`, {
      parameter: 'after-hours',
    });
  }
  await tx
    .insertInto('settings')
    .values([
      { name: ACT, value: JSON.stringify(next.act), updated_at: now },
      { name: AFTER, value: JSON.stringify(next.afterHours), updated_at: now },
    ])
    .onConflict((on) =>
      on.column('name').doUpdateSet((from) => ({
        value: from.ref('excluded.value'),
        updated_at: from.ref('excluded.updated_at'),
      })),
    )
    .execute();
  return next;
}
