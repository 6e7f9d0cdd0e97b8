import { isAppError } from '#lib/errors.ts';
import { openAffiliate, requestPayout } from '#promotions/index.ts';
import { fieldOf } from '../account-form.ts';
import { provedLately } from '../signed-in.ts';
import type { Intents } from './act.ts';

type Answer = { to: string } | { show: { fault: 'ended' | 'minimum' } };

const PAGE = '/dashboard/affiliates';
const LONGEST_REQUEST = 100; // affiliate_payouts_request_is_short

export const AFFILIATE_INTENTS = {
  join: ({ page, visitor }) =>
    unlessConflict('ended', async () => {
      await openAffiliate(page.app, visitor.accountId);
      return { to: PAGE };
    }),
  payout: ({ page, form }) => {
    const { accountId } = provedLately(page);
    const requestId = fieldOf(form, 'request').slice(0, LONGEST_REQUEST) || 'none';
    return unlessConflict('minimum', async () => {
      await requestPayout(page.app, { accountId, requestId });
      return { to: `${PAGE}?done=paid` };
    });
  },
} satisfies Intents;

async function unlessConflict(
  fault: 'ended' | 'minimum',
  work: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!isAppError(error) || error.code !== 'conflict') throw error;
    return { show: { fault } };
  }
}
