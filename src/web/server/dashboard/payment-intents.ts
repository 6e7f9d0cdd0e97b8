import { isAppError, type ErrorCode } from '#lib/errors.ts';
import { logNotices } from '#platform/notices/index.ts';
import {
  askGateway,
  paymentText,
  readPayment,
  reportTransfer,
  startPayment,
} from '#payments/index.ts';
import { fieldOf } from '../account-form.ts';
import type { Intents } from './act.ts';
import { idOf } from './found.ts';
import { amountOf, couponFault, readAddFunds, type AddFunds } from './read-add-funds.ts';

/** Why the gateway was not reached. */
export type StartFault = 'unavailable' | 'tooMany' | 'suspended';

const START_FAULTS: Partial<Record<ErrorCode, StartFault>> = {
  unavailable: 'unavailable',
  conflict: 'unavailable',
  rate_limited: 'tooMany',
  account_suspended: 'suspended',
};

type Shown = AddFunds & { requestId: string; failed: StartFault | null };

/** Starts a payment, and goes to its page, which leads on to the gateway. */
export const ADD_FUNDS_INTENTS = {
  async start({ page, visitor: { accountId }, form }) {
    const [way, coupon] = [fieldOf(form, 'way'), fieldOf(form, 'coupon').trim()];
    const requestId = fieldOf(form, 'requestId').slice(0, LONGEST_REQUEST_ID);
    const wish = { amount: fieldOf(form, 'amount'), way, coupon };
    const read = await readAddFunds(page.app, accountId, wish);
    const show = (more: Partial<Shown>) => ({
      show: { ...read, requestId, failed: null, ...more } satisfies Shown,
    });
    const amount = amountOf(read.form.amount);
    if (read.fault || amount === undefined || requestId === '') return show({});
    try {
      const payment = await startPayment(page.app, {
        ...{ accountId, gateway: way, amount, requestId, locale: page.locale },
        ...(coupon && { coupon }),
      });
      const to = `/dashboard/wallet/payments/${paymentText(payment.id)}`;
      return { to: payment.url === null ? to : `${to}?go=1` };
    } catch (error) {
      const fault = couponFault(error);
      if (fault) return show({ fault });
      const failed = isAppError(error) ? START_FAULTS[error.code] : undefined;
      if (!failed) throw error;
      if (failed === 'unavailable') page.app.log.warn({ err: error, way }, 'no checkout was made');
      return show({ failed });
    }
  },
} satisfies Intents;

const LONGEST_REQUEST_ID = 100;

const LONGEST_REFERENCE = 200;

/** What a payer may do about a payment that is under way. */
export const PAYMENT_INTENTS = {
  /** "I have sent it", of a transfer by hand. */
  async report({ page: { app }, visitor: { accountId }, form, params }) {
    const paymentId = idOf(params['id'], 'pay_');
    const reference = fieldOf(form, 'reference').trim();
    if (reference === '' || reference.length > LONGEST_REFERENCE) {
      await readPayment(app.db, paymentId, accountId);
      return { show: { reference, fault: 'reference' as const } };
    }
    const now = new Date(app.clock.now());
    try {
      const { notices } = await app.transact((tx) =>
        reportTransfer(tx, { accountId, paymentId, reference, now }),
      );
      logNotices(app, notices);
    } catch (error) {
      if (!isAppError(error) || error.code !== 'conflict') throw error;
    }
    return { to: `/dashboard/wallet/payments/${paymentText(paymentId)}` };
  },
  /** "Look again": asks the gateway, in case that its notice was lost. */
  async ask({ page: { app }, visitor: { accountId }, params }) {
    const payment = await readPayment(app.db, idOf(params['id'], 'pay_'), accountId);
    const to = `/dashboard/wallet/payments/${paymentText(payment.id)}`;
    try {
      await askGateway(app, payment);
      return { to };
    } catch (error) {
      if (!isAppError(error) || error.code === 'internal') throw error;
      return { to: `${to}?done=unreached` };
    }
  },
} satisfies Intents;
