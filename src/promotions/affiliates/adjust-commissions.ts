import { AppError } from '#lib/errors.ts';
import type { Money } from '#lib/money.ts';
import { actorName, type Actor, type App } from '#platform/app.ts';

export type Adjustment = {
  accountId: number;
  /** Below zero takes away. */
  amount: Money;
  reason: string;
  actor: Actor;
};

/** Adds to or takes from what an affiliate has to come, with a reason that they read. `not_found`. */
export async function adjustCommissions(app: App, adjustment: Adjustment): Promise<void> {
  const { accountId, amount, reason, actor } = adjustment;
  if (amount === 0n) {
    throw new AppError('invalid_parameter', 'nothing is no change', { parameter: 'amount' });
  }
  const now = new Date(app.clock.now());
  await app.transact(async (tx) => {
    const affiliate = await tx
      .selectFrom('affiliates')
      .select('account_id')
      .where('account_id', '=', accountId)
      .forUpdate()
      .executeTakeFirst();
    if (!affiliate) throw new AppError('not_found', `account ${accountId} is no affiliate`);
    await tx
      .insertInto('affiliate_entries')
      .values({
        ...{ affiliate_id: accountId, amount, available_at: now, at: now },
        ...{ reason, actor: actorName(actor) },
      })
      .execute();
  });
}
