import { isAppError } from '#lib/errors.ts';
import type { App } from '#platform/app.ts';
import { issueInvoices } from './issue-invoices.ts';
import { monthAfter, monthOf, monthOfDate, monthsBetween } from './month.ts';

/**
 * Issues the invoices of the months that have ended since the panel issues them. While it is not
 * said who sells, it waits, and makes up for it.
 */
export async function issueDueInvoices(app: App): Promise<void> {
  const { since } = await app.db
    .selectFrom('billing_progress')
    .select('since')
    .executeTakeFirstOrThrow();
  const last = monthAfter(monthOf(new Date(app.clock.now())), -1);
  for (const month of monthsBetween(monthOfDate(since), last)) {
    try {
      const issued = await issueInvoices(app, month);
      if (issued > 0) app.log.info({ month, issued }, 'invoices were issued');
    } catch (error) {
      if (!isAppError(error) || error.code !== 'conflict') throw error;
      app.log.warn({ month, reason: error.message }, 'invoices wait');
    }
  }
}
