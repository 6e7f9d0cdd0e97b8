import { raiseNotices, type Notice } from '#platform/notices/index.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import type { Provider } from '#providers/index.ts';
import type { Odd } from './read-report.ts';

export type OddReport = { orderId: number; odd: Odd };

// Said once, however often the provider repeats it.
const QUARANTINE = writing<{ order_id: number }>(
  'orders-quarantine',
  `insert into order_events (order_id, account_id, type, source, data)
   select o.id, o.account_id, 'order.quarantined', $3, jsonb_build_object('note', q.note)
   from unnest($1::int[], $2::text[]) as q (order_id, note) join orders o on o.id = q.order_id
   where not exists (
     select from order_events e where e.order_id = o.id and e.type = 'order.quarantined'
       and e.data ->> 'note' = q.note)
   returning order_id`,
);

const LONGEST_NOTE = 300;

/**
 * Keeps what cannot be out of the books and in the order's story, once per order and note. What is
 * new raises one notice per provider, of unknown words or of anything else; answers the new ones.
 */
export async function quarantineReports(
  tx: Tx,
  provider: Provider,
  reports: readonly OddReport[],
  now: Date,
): Promise<Notice[]> {
  if (reports.length === 0) return [];
  const rows = await tx.run(QUARANTINE, [
    reports.map((one) => one.orderId),
    reports.map(({ odd }) => odd.note.slice(0, LONGEST_NOTE)),
    `provider:${provider.id}`,
  ]);
  const fresh = new Set(rows.map((row) => row.order_id));
  const told = reports.filter((one) => fresh.has(one.orderId));
  const words = told.filter(({ odd }) => odd.kind === 'word');
  const others = told.filter(({ odd }) => odd.kind !== 'word');
  const notices = [
    ...noticeOf(provider, 'order.unknown_word', words),
    ...noticeOf(provider, 'order.quarantined', others),
  ];
  return raiseNotices(tx, notices, now);
}

function noticeOf(provider: Provider, kind: string, [first, ...more]: OddReport[]): Notice[] {
  if (!first) return [];
  const { orderId, odd } = first;
  const others = more.length === 0 ? '' : ` So it is of ${more.length} more orders.`;
  const text =
    `${provider.name} reports of order ${orderId}: ${odd.note.slice(0, LONGEST_NOTE)}. ` +
    `The order stays as it was.${others}`;
  return [{ kind, subject: `provider:${provider.id}`, severity: 'warning', text }];
}
