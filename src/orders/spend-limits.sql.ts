import type { Money } from '#lib/money.ts';
import { numbers } from '#platform/db/array-literal.ts';
import { reading, writing } from '#platform/db/statement.ts';
import type { Db, Tx } from '#platform/db/types.ts';

/** What an account may spend and has spent, by UTC days and months; nano-units. */
export type SpendLimits = {
  daily: Money | null;
  monthly: Money | null;
  today: Money;
  thisMonth: Money;
};

type Row = [accountId: number, daily: bigint | null, monthly: bigint | null, ...spent: bigint[]];

const LIMITS = reading<Row>(
  'spend-limits',
  `select account_id, daily, monthly, case when day = $2::date then spent_on_day else 0 end,
     case when month = date_trunc('month', $2::date)::date then spent_in_month else 0 end
   from spend_limits where account_id = any ($1::int[])`,
  { asArrays: true },
);

/** The limits of those accounts that have set some. */
export async function findSpendLimits(
  db: Db | Tx,
  accountIds: Iterable<number>,
  now: Date,
): Promise<Map<number, SpendLimits>> {
  const rows = await db.rows(LIMITS, [numbers(accountIds), dayOf(now)]);
  return new Map(
    rows.map(([accountId, daily, monthly, today, thisMonth]) => [
      accountId,
      { daily, monthly, today, thisMonth } as SpendLimits,
    ]),
  );
}

/** Which of the limits an amount more would pass. */
export function passedLimit(limits: SpendLimits, amount: bigint): 'today' | 'this month' | null {
  if (limits.daily !== null && limits.today + amount > limits.daily) return 'today';
  if (limits.monthly !== null && limits.thisMonth + amount > limits.monthly) return 'this month';
  return null;
}

const ADD = writing(
  'spend-limits-add',
  `update spend_limits l set
     spent_on_day = d.amount + case when day = $3::date then spent_on_day else 0 end,
     spent_in_month = d.amount +
       case when month = date_trunc('month', $3::date)::date then spent_in_month else 0 end,
     day = $3::date, month = date_trunc('month', $3::date)::date
   from unnest($1::int[], $2::bigint[]) as d (account_id, amount)
   where l.account_id = d.account_id`,
);

/** Counts what accounts with limits spend. Their wallets must be locked. */
export async function countSpending(
  tx: Tx,
  spent: ReadonlyMap<number, bigint>,
  now: Date,
): Promise<void> {
  if (spent.size > 0) await tx.run(ADD, [[...spent.keys()], [...spent.values()], dayOf(now)]);
}

export const dayOf = (now: Date): string => now.toISOString().slice(0, 10);
