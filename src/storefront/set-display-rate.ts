import { AppError } from '#lib/errors.ts';
import { notify } from '#platform/db/notify.ts';
import type { Tx } from '#platform/db/types.ts';
import { currencyCode } from './currency-code.ts';
import type { DisplayRate } from '#lib/display-amount.ts';

/** What is set; `shopCurrency` is the one that is charged. */
export type NewDisplayRate = DisplayRate & { shopCurrency: string };

/**
 * Shows prices in a currency from now on, or changes its rate. Refuses with `invalid_parameter`
 * a code that is none, the shop's own currency, a rate of zero and a day to come.
 */
export async function setDisplayRate(tx: Tx, given: NewDisplayRate, now: Date): Promise<void> {
  const { rate, asOf, source, shopCurrency } = given;
  const currency = currencyCode(given.currency);
  if (currency === undefined) throw refuse('currency', 'use an ISO code such as EUR');
  if (currency === shopCurrency) throw refuse('currency', 'the shop charges in it already');
  if (rate <= 0n) throw refuse('rate', 'use a rate above zero');
  if (!isDay(asOf) || asOf > now.toISOString().slice(0, 10)) {
    throw refuse('as_of', 'use the day that the rate is of, such as 2026-11-20');
  }
  const set = { rate, as_of: asOf, source, updated_at: now };
  await tx
    .insertInto('display_rates')
    .values({ currency, ...set })
    .onConflict((on) => on.column('currency').doUpdateSet(set))
    .execute();
  await notify(tx, 'currencies', currency);
}

const refuse = (parameter: string, message: string) =>
  new AppError('invalid_parameter', message, { parameter });

function isDay(text: string): boolean {
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().slice(0, 10) === text;
}
