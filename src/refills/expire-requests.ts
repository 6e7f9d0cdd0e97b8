import { expireWishes } from '#orders/index.ts';
import type { App } from '#platform/app.ts';
import { reading } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { logNotices, raiseNotices, type Notice } from '#platform/notices/index.ts';
import { changeRefills } from './change-refills.ts';

// A day is what providers promise an answer within; a customer must know sooner or later.
const PATIENCE_MS = 24 * 3_600_000;
const NOTE = 'The provider did not answer within 24 hours';

const UNANSWERED = reading<{ id: number; provider_id: number | null }>(
  'refills-unanswered',
  `select r.id, o.provider_id from refills r join orders o on o.id = r.order_id
   where r.status = 'pending' and r.requested_at <= $1 order by r.id limit 1000`,
);

/**
 * Refuses wishes to cancel and refills that no provider answered for a day, and tells the operator
 * by one notice per provider. Answers how many.
 */
export async function expireRequests(app: App): Promise<number> {
  const now = new Date(app.clock.now());
  const before = new Date(now.getTime() - PATIENCE_MS);
  const { expired, notices } = await app.transact(async (tx) => {
    const wishes = await expireWishes(tx, { requestedBefore: before, note: NOTE, now });
    const refills = await rejectUnanswered(tx, before, now);
    const providers = [...wishes.map((one) => one.providerId), ...refills];
    return {
      expired: providers.length,
      notices: await raiseNotices(tx, noticesOf(providers), now),
    };
  });
  logNotices(app, notices);
  return expired;
}

async function rejectUnanswered(tx: Tx, before: Date, now: Date): Promise<(number | null)[]> {
  const rows = await tx.rows(UNANSWERED, [before]);
  const change = { status: 'rejected', note: NOTE, dueAt: now, source: 'system:deadline' } as const;
  const rejected = await changeRefills(
    tx,
    rows.map(({ id }) => ({ id, ...change })),
    now,
  );
  return rows.flatMap((row) => (rejected.has(row.id) ? [row.provider_id] : []));
}

function noticesOf(providers: readonly (number | null)[]): Notice[] {
  const counts = new Map<number | null, number>();
  for (const id of providers) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].map(([id, count]) => ({
    kind: 'request.unanswered',
    subject: `provider:${id ?? 'none'}`,
    severity: 'warning',
    text:
      `Provider ${id ?? '–'} left ${count} wishes to cancel or refills unanswered for 24 hours. ` +
      'They were refused; its orders go on.',
  }));
}
