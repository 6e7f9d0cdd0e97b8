import type { App } from '#platform/app.ts';
import { settleNotices } from '#platform/notices/index.ts';
import { listStuck, type StuckOrder, type StuckReason } from './list-stuck.ts';

const WORDS: Record<StuckReason, string> = {
  late: 'late at the provider',
  waiting: 'waiting to be sent',
  abandoned: 'left while being sent',
  cancel: 'with a wish to cancel',
  refill: 'with a refill',
};

/**
 * Tells the operator of stuck orders by one notice per provider, and clears the notices of those
 * that have none any more. Answers how many orders are stuck.
 */
export async function reportStuck(app: App): Promise<number> {
  const stuck = await listStuck(app.db, new Date(app.clock.now()));
  const byProvider = Map.groupBy(stuck, (one) => one.providerId);
  const notices = [...byProvider].map(([providerId, orders]) => ({
    subject: providerId === null ? 'provider:none' : `provider:${providerId}`,
    severity: 'warning' as const,
    text: textOf(orders),
  }));
  await settleNotices(app, 'orders.stuck', notices, 'system:stuck-report');
  return stuck.length;
}

function textOf(orders: readonly StuckOrder[]): string {
  const byReason = Map.groupBy(orders, (one) => one.reason);
  const parts = [...byReason].map(([reason, list]) => `${list.length} ${WORDS[reason]}`);
  const where = orders[0]?.provider ?? 'no provider';
  return (
    `Orders are stuck at ${where}: ${parts.join(', ')}. ` + 'See them with: notpanel order stuck'
  );
}
