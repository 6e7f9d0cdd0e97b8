import { listCredits, type DepositCredit } from '#payments/index.ts';
import { asMoney, type Money } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import type { Tx } from '#platform/db/types.ts';
import { commissionOf } from './commission.ts';

const MOST_AT_ONCE = 500;
// Events get their numbers before they are committed: the last ones are looked at again.
const OVERLAP = 1_000n;

/**
 * Gives each credit of a deposit by somebody who was brought its commission, once, and takes it back
 * with the deposit: what a payment has earned is always the percentage of what it left in the
 * wallet, to the nano-unit. Answers how many it wrote.
 */
export async function accrueCommissions(app: App): Promise<number> {
  let written = 0;
  for (;;) {
    const { more, count } = await app.transact((tx) => accrueSome(tx, app));
    written += count;
    if (!more) return written;
  }
}

async function accrueSome(tx: Tx, app: App): Promise<{ more: boolean; count: number }> {
  // One at a time: the second finds what the first has written.
  const cursor = await tx
    .selectFrom('affiliate_cursor')
    .select('event_id')
    .forUpdate()
    .executeTakeFirstOrThrow();
  const again = await listCredits(tx, {
    after: cursor.event_id - OVERLAP,
    limit: Number(OVERLAP) + MOST_AT_ONCE,
  });
  const fresh = again.filter(({ id }) => id > cursor.event_id);
  const credits = [...again.slice(0, again.length - fresh.length), ...fresh.slice(0, MOST_AT_ONCE)];
  const referrals = await readReferrals(tx, credits);
  const known = await readKnown(tx, credits);
  let count = 0;
  for (const credit of credits) {
    const referral = referrals.get(credit.accountId);
    if (!referral || known.has(credit.id)) continue;
    if (await accrue(tx, app, credit, referral)) count += 1;
  }
  const last = credits.at(-1)?.id ?? cursor.event_id;
  if (last > cursor.event_id) {
    await tx.updateTable('affiliate_cursor').set({ event_id: last }).execute();
  }
  return { more: fresh.length > MOST_AT_ONCE, count };
}

type Referral = Awaited<ReturnType<typeof selectReferrals>>[number];

async function readReferrals(
  tx: Tx,
  credits: readonly DepositCredit[],
): Promise<Map<number, Referral>> {
  const accounts = [...new Set(credits.map(({ accountId }) => accountId))];
  if (accounts.length === 0) return new Map();
  const rows = await selectReferrals(tx, accounts);
  return new Map(rows.map((row) => [row.account_id, row]));
}

const selectReferrals = (tx: Tx, accounts: number[]) =>
  tx
    .selectFrom('affiliate_referrals as r')
    .innerJoin('affiliate_rules as u', 'u.id', 'r.rules_id')
    .select(['r.account_id', 'r.affiliate_id', 'r.bound_at', 'r.refused'])
    .select(['u.percent_bp', 'u.first_only', 'u.months', 'u.hold_days'])
    .where('r.account_id', 'in', accounts)
    .execute();

async function readKnown(tx: Tx, credits: readonly DepositCredit[]): Promise<Set<bigint>> {
  const ids = credits.map(({ id }) => id);
  if (ids.length === 0) return new Set();
  const rows = await tx
    .selectFrom('affiliate_entries')
    .select('event_id')
    .where('event_id', 'in', ids)
    .execute();
  return new Set(rows.flatMap(({ event_id: id }) => id ?? []));
}

async function accrue(
  tx: Tx,
  app: App,
  credit: DepositCredit,
  referral: Referral,
): Promise<boolean> {
  // A refusal has taken back what there was.
  if (referral.refused !== null) return false;
  const before = await readEarned(tx, credit.paymentId);
  if (before.entries === 0 && !(await counts(tx, credit, referral))) return false;
  const net = asMoney(before.credit + credit.credit);
  const earned = commissionOf(net, referral.percent_bp);
  const now = new Date(app.clock.now());
  await tx
    .insertInto('affiliate_entries')
    .values({
      affiliate_id: referral.affiliate_id,
      referral_id: credit.accountId,
      event_id: credit.id,
      payment_id: credit.paymentId,
      credit: credit.credit,
      amount: earned - before.amount,
      available_at: availableAt(credit, before, referral, now),
      at: now,
    })
    .execute();
  return true;
}

const DAY_MS = 86_400_000;

/**
 * After the hold; what goes back leaves at once, or while nothing of its payment is available yet
 * when that would have come, so that what waits and what is taken from it end each other.
 */
function availableAt(
  { credit, at }: DepositCredit,
  { first, last }: Earned,
  { hold_days: holdDays }: Referral,
  now: Date,
): Date {
  if (credit > 0n) return new Date(at.getTime() + holdDays * DAY_MS);
  return first !== null && last !== null && first > now ? last : at;
}

type Earned = {
  entries: number;
  credit: bigint;
  amount: Money;
  /** When the earliest and the latest of its entries are available. */
  first: Date | null;
  last: Date | null;
};

async function readEarned(tx: Tx, paymentId: number): Promise<Earned> {
  const rows = await tx
    .selectFrom('affiliate_entries')
    .select(['credit', 'amount', 'available_at'])
    .where('payment_id', '=', paymentId)
    .execute();
  const times = rows.map((row) => row.available_at).sort((a, b) => a.getTime() - b.getTime());
  return {
    entries: rows.length,
    credit: rows.reduce((sum, row) => sum + (row.credit ?? 0n), 0n),
    amount: asMoney(rows.reduce((sum, row) => sum + row.amount, 0n)),
    first: times.at(0) ?? null,
    last: times.at(-1) ?? null,
  };
}

/** Whether a payment that has earned nothing yet earns at all. What it took back has nothing to take. */
async function counts(tx: Tx, credit: DepositCredit, referral: Referral): Promise<boolean> {
  if (credit.credit <= 0n) return false;
  const { months, bound_at: boundAt } = referral;
  if (months !== null && credit.at >= monthsAfter(boundAt, months)) return false;
  if (!referral.first_only) return true;
  const other = await tx
    .selectFrom('affiliate_entries')
    .select('id')
    .where('referral_id', '=', credit.accountId)
    .where('event_id', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return other === undefined;
}

/** The same day of a later month, or its last one. */
function monthsAfter(from: Date, months: number): Date {
  const to = new Date(from);
  to.setUTCMonth(from.getUTCMonth() + months);
  if (to.getUTCDate() !== from.getUTCDate()) to.setUTCDate(0);
  return to;
}
