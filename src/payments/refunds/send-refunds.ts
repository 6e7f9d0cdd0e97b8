import { AppError, isAppError } from '#lib/errors.ts';
import { actorName, type Actor, type App } from '#platform/app.ts';
import { clearNotices, logNotices, tell } from '#platform/notices/index.ts';
import type { Happening } from '../gateway.ts';
import { findGateway, openGateway } from '../configured-gateway.ts';
import { applyEvents } from '../events/apply-events.ts';
import { paymentText, refundText, type Payment } from '../payment.ts';
import { readPayment } from '../read-payment.ts';
import { isCovered } from './is-covered.ts';
import { readRefund } from './list-refunds.ts';
import { selectRefunds, toRefund, type Refund } from './refund.ts';

const AT_ONCE = 50;
const CLAIM_MS = 5 * 60_000; // longer than any gateway is waited for
const LONGEST_PAUSE_MS = 6 * 3_600_000;
const WORRY_AFTER = 5; // attempts: the gateway has been away for an hour
const BY_HAND = 'refund.by_hand';
const STALLED = 'refund.stalled';
const SYSTEM: Actor = { kind: 'system', name: 'refunds' };

/**
 * Sends the approved refunds that are due. Each goes under our own id, so that one whose answer was
 * lost is asked for again and sent once.
 */
export async function sendRefunds(app: App): Promise<void> {
  for (const refund of await claim(app)) {
    try {
      await send(app, refund);
    } catch (error) {
      await postpone(app, refund, error);
    }
  }
}

/** Says that a person has sent a refund, where the gateway cannot. Refuses `not_found`, `conflict`. */
export async function finishRefund(app: App, refundId: number, actor: Actor): Promise<Refund> {
  const refund = await readRefund(app.db, refundId, null);
  if (refund.state !== 'approved' && refund.state !== 'sent') {
    throw new AppError('conflict', `${refundText(refundId)} is ${refund.state}`);
  }
  const payment = await readPayment(app.db, refund.paymentId, null);
  await record(app, payment, refund, actor, done(refund));
  return readRefund(app.db, refundId, null);
}

async function claim(app: App): Promise<Refund[]> {
  const now = new Date(app.clock.now());
  return app.transact(async (tx) => {
    const due = await selectRefunds(tx)
      .where('refund.state', '=', 'approved')
      .where('refund.next_at', '<=', now)
      .orderBy('refund.next_at')
      .limit(AT_ONCE)
      .forUpdate('refund')
      .skipLocked()
      .execute();
    if (due.length === 0) return [];
    await tx
      .updateTable('payment_refunds')
      .set((set) => ({
        next_at: new Date(now.getTime() + CLAIM_MS),
        attempts: set('attempts', '+', 1),
      }))
      .where(
        'id',
        'in',
        due.map(({ id }) => id),
      )
      .execute();
    return due.map((row) => ({ ...toRefund(row), attempts: row.attempts + 1 }));
  });
}

async function send(app: App, refund: Refund): Promise<void> {
  const payment = await readPayment(app.db, refund.paymentId, null);
  if (!(await isCovered(app.db, refund))) {
    const reason = 'the payment was charged back, or went back another way';
    const refundId = refundText(refund.id);
    await record(app, payment, refund, SYSTEM, { kind: 'refund_failed', refundId, reason });
    return;
  }
  const gateway = openGateway(app, await findGateway(app.db, payment.gatewayId));
  const { refundId, ...text } = { refundId: refundText(refund.id), of: paymentText(payment.id) };
  if (!gateway.refund || payment.gatewayRef === null) {
    const say = `${refundId} of ${text.of} is approved: send it, then: notpanel payment refund done`;
    await wait(app, refund.id);
    await tell(app, [{ kind: BY_HAND, subject: refundId, severity: 'warning', text: say }]);
    return;
  }
  const { amount, currency } = refund;
  const asked = { refundId, gatewayId: payment.gatewayRef, amount, currency };
  const answer = await gateway.refund(app, asked).catch((error: unknown) => {
    if (!isAppError(error) || error.code === 'unavailable' || error.code === 'internal')
      throw error;
    return error;
  });
  if (answer instanceof Error) {
    await record(app, payment, refund, SYSTEM, {
      kind: 'refund_failed',
      refundId,
      reason: answer.message,
    });
  } else if (answer.done) {
    await record(app, payment, refund, SYSTEM, done(refund));
  } else {
    await markSent(app, refund.id);
  }
}

const done = ({ id, amount, currency }: Refund): Happening => ({
  kind: 'refunded',
  refundId: refundText(id),
  amount,
  currency,
});

async function record(
  app: App,
  payment: Payment,
  refund: Refund,
  actor: Actor,
  happening: Happening,
): Promise<void> {
  const now = new Date(app.clock.now());
  const event = {
    eventId: `${happening.kind}/${refundText(refund.id)}`,
    paymentId: paymentText(payment.id),
    gatewayId: payment.gatewayRef ?? '',
    at: now,
    ...happening,
  };
  const by = actorName(actor);
  const source = { gatewayId: payment.gatewayId, actor: by, raw: null, now };
  const { notices } = await app.transact(async (tx) => {
    const applied = await applyEvents(tx, source, [event]);
    const subjects = [refundText(refund.id)];
    await clearNotices(tx, BY_HAND, subjects, { now, by });
    await clearNotices(tx, STALLED, subjects, { now, by });
    return applied;
  });
  logNotices(app, notices);
}

/** A person sends it: no worker tries again. */
const wait = (app: App, id: number): Promise<unknown> =>
  app.transact((tx) =>
    tx
      .updateTable('payment_refunds')
      .set({ next_at: null })
      .where('id', '=', id)
      .where('state', '=', 'approved')
      .execute(),
  );

/** An event tells the rest; one that was quicker has told it already. */
const markSent = (app: App, id: number): Promise<unknown> =>
  app.transact((tx) =>
    tx
      .updateTable('payment_refunds')
      .set({ state: 'sent', next_at: null, error: null })
      .where('id', '=', id)
      .where('state', '=', 'approved')
      .execute(),
  );

async function postpone(app: App, refund: Refund, error: unknown): Promise<void> {
  const why = (error as Error).message.slice(0, 500);
  const pause = Math.min(60_000 * 2 ** refund.attempts, LONGEST_PAUSE_MS);
  await app.transact((tx) =>
    tx
      .updateTable('payment_refunds')
      .set({ error: why, next_at: new Date(app.clock.now() + pause) })
      .where('id', '=', refund.id)
      .where('state', '=', 'approved')
      .execute(),
  );
  if (refund.attempts < WORRY_AFTER) return;
  const subject = refundText(refund.id);
  const text = `${subject} could not be sent ${refund.attempts} times: ${why}`;
  await tell(app, [{ kind: STALLED, subject, severity: 'urgent', text }]);
}
