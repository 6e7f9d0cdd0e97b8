import { recordAccountEvents } from '#accounts/index.ts';
import { asMoney, formatMoney } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { writing } from '#platform/db/statement.ts';

type Fallen = { accountId: number; balance: bigint; threshold: bigint };

// A wallet that was full again in between is armed first.
const ARM = writing(
  'low-balance-arm',
  `update low_balance_alerts a set told_at = null from wallets w
   where w.id = a.account_id and a.told_at is not null and w.balance >= a.threshold`,
);

const TELL = writing<Fallen>(
  'low-balance-tell',
  `update low_balance_alerts a set told_at = $1 from wallets w
   where w.id = a.account_id and a.told_at is null and w.balance < a.threshold
   returning a.account_id as "accountId", w.balance, a.threshold`,
);

/**
 * Tells each account once that its balance has fallen below what it named; once it holds that much
 * again, the next fall is told. Answers how many were told.
 */
export async function watchBalances(app: App): Promise<number> {
  const now = new Date(app.clock.now());
  return app.transact(async (tx) => {
    await tx.run(ARM);
    const fallen = await tx.run(TELL, [now]);
    const amount = (value: bigint) => `${formatMoney(asMoney(value))} ${app.currency}`;
    await recordAccountEvents(
      tx,
      fallen.map(({ accountId, balance, threshold }) => ({
        ...{ accountId, type: 'balance.low' as const, subject: `at:${now.toISOString()}` },
        data: { balance: amount(balance), threshold: amount(threshold) },
      })),
      now,
    );
    return fallen.length;
  });
}
