import { randomInt } from 'node:crypto';
import { AppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import { readRules } from './rules.ts';

// Without those that look like others.
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 8; // affiliates_code_is_short: 10¹¹ of them, and short enough to say

/**
 * Gives an account its link, once; again it answers the same. Refuses `conflict` while the shop has
 * no programme.
 */
export async function openAffiliate(app: App, accountId: number): Promise<{ code: string }> {
  return app.transact(async (tx) => {
    const rules = await readRules(tx);
    if (!rules?.active) throw new AppError('conflict', 'there is no affiliate programme');
    const code = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
    await tx
      .insertInto('affiliates')
      .values({ account_id: accountId, code, created_at: new Date(app.clock.now()) })
      .onConflict((conflict) => conflict.column('account_id').doNothing())
      .execute();
    return tx
      .selectFrom('affiliates')
      .select('code')
      .where('account_id', '=', accountId)
      .executeTakeFirstOrThrow();
  });
}
