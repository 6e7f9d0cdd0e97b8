import { issueReceipt, issuerOf, saveBillingDetails, type BillingDetails } from '#billing/index.ts';
import { isAppError } from '#lib/errors.ts';
import { parseMoney, type Money } from '#lib/money.ts';
import { paymentIdOf, requestRefund } from '#payments/index.ts';
import { logNotices } from '#platform/notices/index.ts';
import { fieldOf } from '../account-form.ts';
import { provedLately } from '../signed-in.ts';
import type { Intents } from './act.ts';

export const WALLET_INTENTS = {
  async receipt({ page, visitor, form }): Promise<{ to: string }> {
    const given = fieldOf(form, 'transfer');
    const transferId = /^\d{1,18}$/.test(given) ? BigInt(given) : 0n;
    const { accountId } = visitor;
    const { id } = await page.app.transact((tx) =>
      issueReceipt(tx, { accountId, transferId }, issuerOf(page.app)),
    );
    return { to: `/dashboard/wallet/invoices/${id}` };
  },
} satisfies Intents;

export type DetailsShown = { details: BillingDetails; fault: string };

export const DETAILS_INTENTS = {
  async save({ page, visitor, form }): Promise<{ to: string } | { show: DetailsShown }> {
    const details: BillingDetails = {
      name: fieldOf(form, 'name'),
      company: fieldOf(form, 'company'),
      address: fieldOf(form, 'address'),
      country: fieldOf(form, 'country'),
      taxNumber: fieldOf(form, 'taxNumber'),
    };
    const now = new Date(page.app.clock.now());
    try {
      await page.app.transact((tx) => saveBillingDetails(tx, visitor.accountId, details, now));
    } catch (error) {
      if (!isAppError(error) || error.code !== 'invalid_parameter') throw error;
      return { show: { details, fault: error.parameter ?? 'name' } };
    }
    return { to: '/dashboard/wallet/details?done=saved' };
  },
} satisfies Intents;

export type RefundShown = {
  fault: 'amount' | 'reason';
  payment: string;
  amount: string;
  reason: string;
};

export const REFUND_INTENTS = {
  async request({ page, form }): Promise<{ to: string } | { show: RefundShown }> {
    const { app } = page;
    const { accountId } = provedLately(page);
    const [payment, amount, reason] = ['payment', 'amount', 'reason'].map((name) =>
      fieldOf(form, name).trim(),
    ) as [string, string, string];
    const wish = {
      accountId,
      paymentId: paymentIdOf(payment) ?? 0,
      reason,
      requestId: fieldOf(form, 'request').slice(0, 100) || 'none',
      now: new Date(app.clock.now()),
    };
    try {
      const asked = { ...wish, amount: amountOf(amount) };
      const { notices } = await app.transact((tx) => requestRefund(tx, asked));
      logNotices(app, notices);
    } catch (error) {
      if (!isAppError(error) || error.code !== 'invalid_parameter') throw error;
      const fault = error.parameter === 'reason' ? 'reason' : 'amount';
      return { show: { fault, payment, amount, reason } };
    }
    return { to: '/dashboard/wallet/refund?done=requested' };
  },
} satisfies Intents;

/** As it is written in any of the languages: `12,50` is `12.50`. */
const amountOf = (text: string): Money => parseMoney(text.replace(',', '.'));
