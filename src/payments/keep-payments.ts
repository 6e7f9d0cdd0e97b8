import type { PaymentState } from '#platform/db/schema.ts';
import type { App } from '#platform/app.ts';
import { reading } from '#platform/db/statement.ts';
import { settleNotices } from '#platform/notices/index.ts';
import { askGateway } from './ask-gateway.ts';
import { seeBonuses } from './bonuses/see-bonuses.ts';
import { BONUS_EXPIRED, takeBackBonus } from './bonuses/take-back-bonus.ts';
import { setState } from './events/set-state.ts';
import type { Payment } from './payment.ts';
import { payReceivables } from './receivables/pay-receivables.ts';
import { selectPayments, toPayment } from './select-payments.ts';

const AT_ONCE = 100;
const ASK_EVERY_MS = 10 * 60_000;
const DAY_MS = 86_400_000;
const ASK_FOR_MS = 30 * DAY_MS; // what comes later is heard when the gateway tells it
const SYSTEM = 'system:payments';
const UNHEARD = 'payment.unheard';

/**
 * Asks gateways about checkouts of which nothing was heard, and ends those whose time is over. One
 * that a gateway does not answer for is asked about again, and never ended unasked.
 */
export async function followPayments(app: App): Promise<void> {
  const now = new Date(app.clock.now());
  const failed: { subject: string; why: string }[] = [];
  for (const payment of await due(app, now)) {
    try {
      await askGateway(app, payment);
      await endWhenOver(app, payment.id, now);
    } catch (error) {
      await markAsked(app, payment.id, now);
      failed.push({ subject: payment.gateway.name, why: (error as Error).message });
    }
  }
  const texts = new Map(failed.map(({ subject, why }) => [subject, why]));
  await settleNotices(
    app,
    UNHEARD,
    [...texts].map(([subject, why]) => ({
      subject,
      severity: 'warning',
      text: `The gateway ${subject} does not say what became of its payments: ${why}`,
    })),
    SYSTEM,
  );
}

const OPEN: readonly PaymentState[] = ['new', 'open', 'processing'];

async function due(app: App, now: Date): Promise<Payment[]> {
  const rows = await selectPayments(app.db)
    .where('state', 'in', OPEN)
    .where('payments.created_at', '>', new Date(now.getTime() - ASK_FOR_MS))
    .where((where) =>
      where.or([
        where('asked_at', 'is', null),
        where('asked_at', '<=', new Date(now.getTime() - ASK_EVERY_MS)),
      ]),
    )
    .where('payments.created_at', '<=', new Date(now.getTime() - ASK_EVERY_MS))
    .orderBy('expires_at')
    .limit(AT_ONCE)
    .execute();
  return rows.map(toPayment);
}

/** A code that it held is free again. Money that comes later is credited all the same. */
async function endWhenOver(app: App, id: number, now: Date): Promise<void> {
  await app.transact(async (tx) => {
    const row = await selectPayments(tx)
      .where('payments.id', '=', id)
      .where('expires_at', '<=', now)
      .forUpdate('payments')
      .executeTakeFirst();
    if (!row) return;
    const step = { eventId: 0n, payment: toPayment(row), actor: SYSTEM, now, notices: [] };
    await setState(tx, step, 'expired', null);
  });
}

const markAsked = (app: App, id: number, now: Date): Promise<unknown> =>
  app.transact((tx) =>
    tx.updateTable('payments').set({ asked_at: now }).where('id', '=', id).execute(),
  );

/** Takes back what is not spent of bonuses that have expired, and keeps count of the others. */
export async function endBonuses(app: App): Promise<void> {
  const now = new Date(app.clock.now());
  for (;;) {
    const over = await app.db
      .selectFrom('bonuses')
      .select('account_id')
      .where('ended_at', 'is', null)
      .where('expires_at', '<=', now)
      .orderBy('expires_at')
      .limit(AT_ONCE)
      .execute();
    for (const { account_id: accountId } of over) {
      await app.transact((tx) =>
        takeBackBonus(tx, { accountId, reason: BONUS_EXPIRED, actor: SYSTEM, now }),
      );
    }
    if (over.length < AT_ONCE) break;
  }
  await seeBonuses(app);
}

const OWING = reading<{ accountId: number }>(
  'receivables-owing',
  `select distinct r.account_id as "accountId" from receivables r
   join wallets w on w.id = r.account_id and w.balance > 0
   where r.paid + r.canceled + r.forgiven < r.amount limit ${AT_ONCE}`,
);

/** Pays what accounts owe from what has come into their wallets by other ways than a deposit. */
export async function collectReceivables(app: App): Promise<void> {
  for (const { accountId } of await app.db.rows(OWING)) {
    await app.transact((tx) => payReceivables(tx, accountId, SYSTEM));
  }
}
