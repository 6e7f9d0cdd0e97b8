import { randomUUID } from 'node:crypto';
import { createAccount } from '#accounts/index.ts';
import { parseMoney } from '#lib/money.ts';
import type { Payment } from '#payments/index.ts';
import type { App } from '#platform/app.ts';
import {
  bindReferral,
  openAffiliate,
  setRules,
  takeClick,
  type RulesChange,
} from '#promotions/index.ts';
import { deskEvent, notify, received, startDeposit } from './payment-desk.ts';
import { openAccount } from './shop.ts';

const OPERATOR = { kind: 'operator', name: 'test' } as const;

/** A programme of 10 % without a hold, unless the test says otherwise, and an affiliate of it. */
export async function openProgramme(app: App, rules: RulesChange = {}): Promise<Affiliate> {
  const plain = { percentBp: 1_000, holdDays: 0, months: null, minimumPayout: parseMoney('1') };
  await setRules(app, { ...plain, ...rules }, OPERATOR);
  return addAffiliate(app);
}

export type Affiliate = { accountId: number; code: string };

export async function addAffiliate(app: App): Promise<Affiliate> {
  const accountId = await openAccount(app, { balance: '0' });
  return { accountId, ...(await openAffiliate(app, accountId)) };
}

/** What the browser of somebody keeps who follows the link. */
export async function clickOn(app: App, code: string, before?: string): Promise<string> {
  const taken = await takeClick(app, code, before);
  if (!taken) throw new Error('the link leads nowhere');
  return taken.ticket;
}

/** Somebody signs up. */
export async function signUpBy(
  app: App,
  ticket: string | undefined,
  { email = `${randomUUID()}@example.com`, address = '198.51.100.7' } = {},
): Promise<number> {
  return app.transact(async (tx) => {
    const { id } = await createAccount(tx, { email });
    await bindReferral(tx, app, { accountId: id, email, address, ticket });
    return id;
  });
}

export const bring = async (app: App, affiliate: Affiliate): Promise<number> =>
  signUpBy(app, await clickOn(app, affiliate.code));

/** A deposit of somebody that is credited without a fee. */
export async function deposit(app: App, accountId: number, amount: string): Promise<Payment> {
  const payment = await startDeposit(app, amount, { accountId });
  await notify(app, deskEvent(app, payment, received(payment.toPay)));
  return payment;
}
