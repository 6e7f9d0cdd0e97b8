import { AppError } from '#lib/errors.ts';
import { actorName, type Actor, type App } from '#platform/app.ts';

export type Refusal = { accountId: number; reason: string; actor: Actor };

/**
 * Says that somebody who was brought does not count: no deposit of theirs earns any more, and what
 * they earned is taken back, from what is available and from what still waits. Refuses `not_found` and, a second time, `conflict`.
 */
export async function refuseReferral(app: App, refusal: Refusal): Promise<void> {
  const { accountId, reason } = refusal;
  const actor = actorName(refusal.actor);
  const now = new Date(app.clock.now());
  await app.transact(async (tx) => {
    // Accruing and paying out stand still meanwhile, so that the sum is all that there is.
    await tx.selectFrom('affiliate_cursor').select('one').forUpdate().executeTakeFirstOrThrow();
    const referral = await tx
      .selectFrom('affiliate_referrals as r')
      .innerJoin('affiliates as f', 'f.account_id', 'r.affiliate_id')
      .select(['r.affiliate_id', 'r.refused'])
      .where('r.account_id', '=', accountId)
      .forUpdate()
      .executeTakeFirst();
    if (!referral) throw new AppError('not_found', `nobody brought account ${accountId}`);
    if (referral.refused !== null) throw new AppError('conflict', 'it is refused already');
    await tx
      .updateTable('affiliate_referrals')
      .set({ refused: reason, refused_by: actor })
      .where('account_id', '=', accountId)
      .execute();
    const entries = await tx
      .selectFrom('affiliate_entries')
      .select(['amount', 'available_at'])
      .where('referral_id', '=', accountId)
      .orderBy('available_at')
      .execute();
    const waiting = entries.filter((entry) => entry.available_at > now);
    const earned = sum(entries) - sum(waiting);
    const taken = [
      { amount: -earned, available_at: now },
      { amount: -sum(waiting), available_at: waiting.at(-1)?.available_at ?? now },
    ].filter(({ amount }) => amount !== 0n);
    if (taken.length === 0) return;
    const cause = { affiliate_id: referral.affiliate_id, referral_id: accountId, reason, actor };
    await tx
      .insertInto('affiliate_entries')
      .values(taken.map((one) => ({ ...cause, ...one, at: now })))
      .execute();
  });
}

const sum = (entries: readonly { amount: bigint }[]): bigint =>
  entries.reduce((all, { amount }) => all + amount, 0n);
