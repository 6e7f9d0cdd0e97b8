import { findAccount } from '#accounts/index.ts';
import { AppError } from '#lib/errors.ts';
import { withLocale, type Locale } from '#lib/locales.ts';
import type { Money } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import type { Tx } from '#platform/db/types.ts';
import { kindOf, openGateway, type ConfiguredGateway } from './configured-gateway.ts';
import { checkCoupon, lockCoupon, type DepositCoupon } from './deposit-coupons/coupon.ts';
import type { Checkout, Means } from './gateway.ts';
import { paymentText, type Payment } from './payment.ts';
import { findOffered, quoteOf } from './quote-payment.ts';
import { selectPayments, toPayment } from './select-payments.ts';
import { storedTerms } from './terms.ts';

export type StartPayment = {
  accountId: number;
  /** A gateway's name. */
  gateway: string;
  /** To be credited, nano-units. */
  amount: Money;
  coupon?: string;
  /** The form's own: sent twice, it starts one payment. */
  requestId: string;
  locale: Locale;
};

/**
 * Starts a deposit: the row is committed before the gateway hears of it, so that whatever happens
 * later finds it. Safe to repeat under its request id. Refuses what `quotePayment` refuses,
 * `account_suspended`, `rate_limited` (20 unpaid in an hour), `request_id_conflict`, and passes on
 * what the gateway says (`unavailable`).
 */
export async function startPayment(app: App, wanted: StartPayment): Promise<Payment> {
  const account = await findAccount(app.db, wanted.accountId);
  if (!account) throw new AppError('not_found', 'there is no such account');
  if (account.suspended) throw new AppError('account_suspended', 'the account is suspended');
  const known = await findKnown(app, wanted);
  const payment = known ?? (await createRow(app, wanted));
  if (payment.state !== 'new') return payment;
  const gateway = await findOffered(app, wanted.gateway);
  const checkout = await openGateway(app, gateway).createCheckout(app, {
    paymentId: paymentText(payment.id),
    amount: payment.toPay,
    currency: payment.currency,
    email: account.email,
    locale: wanted.locale,
    description: `${app.shop.name} ${paymentText(payment.id)}`,
    ...addressesOf(app, gateway.name, wanted.locale, payment.id),
    expiresAt: payment.expiresAt,
  });
  return app.transact((tx) => recordCheckout(tx, payment.id, checkout));
}

async function findKnown(app: App, wanted: StartPayment): Promise<Payment | undefined> {
  const row = await selectPayments(app.db)
    .where('account_id', '=', wanted.accountId)
    .where('request_id', '=', wanted.requestId)
    .executeTakeFirst();
  if (!row) return undefined;
  const known = toPayment(row);
  const code = known.bonusTerms.code?.code;
  const isSame =
    known.gateway.name === wanted.gateway &&
    known.amount === wanted.amount &&
    code === wanted.coupon?.trim().toUpperCase();
  if (isSame) return known;
  throw new AppError('request_id_conflict', 'this form has started another payment');
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MOST_UNPAID = 20; // in an hour: each costs a call at the gateway

/** How long a checkout is good, unless its gateway says otherwise. */
const LIFE_MS: Record<Means, number> = {
  card: 2 * HOUR_MS,
  crypto: HOUR_MS,
  transfer: 14 * DAY_MS,
  test: HOUR_MS,
};

async function createRow(app: App, wanted: StartPayment): Promise<Payment> {
  const gateway = await findOffered(app, wanted.gateway);
  const { means } = kindOf(app, gateway.kind);
  const now = new Date(app.clock.now());
  const expiresAt = new Date(now.getTime() + LIFE_MS[means]);
  const created = await app.transact(async (tx) => {
    await refuseTooMany(tx, wanted.accountId, now);
    const coupon = await takeableCoupon(tx, wanted, now);
    const id = await insertRow(app, tx, { wanted, gateway, coupon, now, expiresAt });
    if (id === undefined) return undefined;
    if (coupon) await recordUse(tx, id, coupon, wanted.accountId);
    return toPayment(
      await selectPayments(tx).where('payments.id', '=', id).executeTakeFirstOrThrow(),
    );
  });
  // Another process was quicker with the same form.
  const payment = created ?? (await findKnown(app, wanted));
  if (payment) return payment;
  throw new AppError('unavailable', 'the payment was not written');
}

type NewRow = {
  wanted: StartPayment;
  gateway: ConfiguredGateway;
  coupon: DepositCoupon | undefined;
  now: Date;
  expiresAt: Date;
};

async function insertRow(app: App, tx: Tx, row: NewRow): Promise<number | undefined> {
  const { wanted, gateway } = row;
  const quote = quoteOf(app, gateway, wanted.amount, row.coupon);
  const inserted = await tx
    .insertInto('payments')
    .values({
      account_id: wanted.accountId,
      gateway_id: gateway.id,
      request_id: wanted.requestId,
      amount: quote.amount,
      fee: quote.fee,
      to_pay: quote.toPay,
      fee_bp: gateway.feeBp,
      currency: app.currency,
      locale: wanted.locale,
      bonus_terms: storedTerms(quote.bonusTerms),
      created_at: row.now,
      expires_at: row.expiresAt,
    })
    .onConflict((conflict) => conflict.columns(['account_id', 'request_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted?.id;
}

async function refuseTooMany(tx: Tx, accountId: number, now: Date): Promise<void> {
  const unpaid = await tx
    .selectFrom('payments')
    .select('id')
    .where('account_id', '=', accountId)
    .where('state', 'in', ['new', 'open'])
    .where('created_at', '>', new Date(now.getTime() - HOUR_MS))
    .limit(MOST_UNPAID)
    .execute();
  if (unpaid.length < MOST_UNPAID) return;
  throw new AppError('rate_limited', 'many payments were started and none was paid: try later');
}

async function takeableCoupon(
  tx: Tx,
  { coupon, ...wanted }: StartPayment,
  now: Date,
): Promise<DepositCoupon | undefined> {
  if (coupon === undefined) return undefined;
  return checkCoupon(tx, await lockCoupon(tx, coupon), { ...wanted, now });
}

async function recordUse(
  tx: Tx,
  paymentId: number,
  { id, code }: DepositCoupon,
  accountId: number,
): Promise<void> {
  const use = { payment_id: paymentId, coupon_id: id, code, account_id: accountId };
  await tx.insertInto('deposit_coupon_uses').values(use).execute();
}

function addressesOf(app: App, gateway: string, locale: Locale, id: number) {
  const page = withLocale(locale, `/dashboard/wallet/payments/${paymentText(id)}`);
  return {
    returnUrl: `${app.shop.url}${page}`,
    cancelUrl: `${app.shop.url}${page}`,
    eventsUrl: `${app.shop.url}/gateways/${gateway}/events`,
  };
}

/** An event may have been quicker: then only where the checkout is becomes known. */
async function recordCheckout(tx: Tx, id: number, checkout: Checkout): Promise<Payment> {
  await tx
    .updateTable('payments')
    .set({
      gateway_ref: checkout.gatewayId,
      url: checkout.url,
      ...(checkout.expiresAt && { expires_at: checkout.expiresAt }),
    })
    .where('id', '=', id)
    .where('gateway_ref', 'is', null)
    .execute();
  await tx
    .updateTable('payments')
    .set({ state: 'open' })
    .where('id', '=', id)
    .where('state', '=', 'new')
    .execute();
  return toPayment(
    await selectPayments(tx).where('payments.id', '=', id).executeTakeFirstOrThrow(),
  );
}
